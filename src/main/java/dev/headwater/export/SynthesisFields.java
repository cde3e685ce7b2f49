package dev.headwater.export;

import dev.headwater.model.Agent;
import dev.headwater.model.Annotators;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Builds the fields for what one event says of a synthesis: its payload, and the inputs that are
 * part of the synthesis record.
 */
final class SynthesisFields {
  private static final int GENERATORS = 10;
  private static final int PROMPTS = 10;
  private static final int PARAMETERS = 30;

  private static final Set<Role> GENERATE = EnumSet.of(Role.GENERATOR, Role.TRANSLATOR);

  private SynthesisFields() {}

  /** Whether an input with this role is part of the synthesis record. */
  static boolean belongs(Role role) {
    return GENERATE.contains(role) || role == Role.SEED;
  }

  static List<Field> of(LineageEvent event, Synthesize stated) {
    return List.of(
        new Field("kind", "Kind", Facts.symbol(stated.kind())),
        new Field("agents", "Agents", agents(event)),
        new Field("generatorInputs", "Generator inputs", inputs(event, GENERATE)),
        new Field("seeds", "Seeds", seeds(event, stated)),
        new Field("requested", "Records requested", Facts.count(stated.requested())),
        new Field("kept", "Records kept", Facts.count(stated.kept())),
        new Field("filters", "Filters", Facts.texts(stated.filters())),
        new Field("terms", "Terms", Facts.text(stated.terms())),
        new Field("purpose", "Purpose", Facts.text(stated.purpose())),
        new Field(
            "generators",
            "Generators",
            Facts.stated(
                stated.generators(),
                given -> Facts.tableOrNotStated(given, GENERATORS, SynthesisFields::row))),
        new Field(
            "prompts",
            "Prompts",
            Facts.stated(
                stated.prompts(),
                given -> Facts.tableOrNotStated(given, PROMPTS, SynthesisFields::row))),
        new Field(
            "parameters",
            "Parameters",
            Facts.stated(stated.parameters(), given -> Facts.map(given, PARAMETERS))));
  }

  /** The agents of an event, without annotators who are too few to be listed. */
  static Fact agents(LineageEvent event) {
    Annotators annotators = Annotators.of(event.agents());
    List<String> ids = new ArrayList<>();
    for (Agent agent : event.agents()) {
      if (!annotators.withholds(agent)) {
        ids.add(agent.id());
      }
    }
    if (annotators.areFew()) {
      ids.add(Annotators.FEW);
    }
    return Facts.codes(ids);
  }

  private static Fact seeds(LineageEvent event, Synthesize stated) {
    Fact inputs = inputs(event, EnumSet.of(Role.SEED));
    return inputs == Fact.NOT_STATED && stated.seed().isPresent()
        ? Facts.stated(stated.seed().get(), given -> Fact.NOT_STATED)
        : inputs;
  }

  private static Fact inputs(LineageEvent event, Set<Role> roles) {
    return Facts.codes(
        event.inputs().stream()
            .filter(input -> roles.contains(input.role()))
            .map(Input::asset)
            .map(asset -> asset.urn())
            .toList());
  }

  private static Fact.Group row(Generator generator) {
    return Fact.Group.of(
        new Field("provider", "Provider", Facts.text(generator.provider())),
        new Field("model", "Model", Facts.text(generator.model())),
        new Field("revision", "Revision", Facts.text(generator.revision())));
  }

  private static Fact.Group row(Prompt prompt) {
    return Fact.Group.of(
        new Field("role", "Role", Facts.text(prompt.role())),
        new Field("template", "Template", Facts.text(prompt.template())),
        new Field("sha256", "SHA-256", Facts.code(prompt.sha256())),
        new Field("uri", "URI", Facts.code(prompt.uri())));
  }
}
