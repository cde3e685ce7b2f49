package dev.headwater.remedy;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.remedy.SynthesisRecord.GeneratorName;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes the DOCUMENT that adds what a synthesis record lacks.
 *
 * <p>It asks for no more than a condition needs: for one parameter, one prompt, one generator where
 * there is none. So the record stays incomplete while any of the blanks is left.
 */
final class DocumentDraft {
  /** Stands in for a seed that nobody has named. */
  private static final Asset A_SEED =
      Asset.of(AssetKind.DATASET, Draft.STAND_IN, Draft.STAND_IN, Draft.STAND_IN);

  private final SynthesisRecord record;
  private final Set<Condition> missing;
  private final List<String> notes = new ArrayList<>();

  private final List<Generator> generators;
  private final List<Input> seeds;
  private final boolean aSeedIsBlank;
  private final List<Prompt> prompts;
  private final SortedMap<String, String> parameters = new TreeMap<>();
  private final boolean aParameterIsBlank;

  private DocumentDraft(SynthesisRecord record, Set<Condition> missing) {
    this.record = record;
    this.missing = missing;
    this.generators = generators();
    List<Asset> loose =
        missing.contains(Condition.SEED)
            ? room(record.looseSeeds(), Asset::urn, "seeds without a version or a hash")
            : List.of();
    this.aSeedIsBlank = missing.contains(Condition.SEED) && loose.isEmpty();
    this.seeds =
        aSeedIsBlank
            ? List.of(Input.of(A_SEED, Role.SEED))
            : loose.stream().map(DocumentDraft::seed).toList();
    this.prompts = missing.contains(Condition.PROMPTS) ? List.of(prompt()) : List.of();
    boolean noParameter = missing.contains(Condition.PARAMETERS);
    this.aParameterIsBlank = noParameter && record.blankParameters().isEmpty();
    if (noParameter) {
      parameters.put(
          record.blankParameters().stream().findFirst().orElse(Draft.STAND_IN), Blank.TODO);
    }
  }

  /**
   * Writes it.
   *
   * @param summary of an asset that is synthetic and not documented
   */
  static Draft of(AssetSummary summary, Records records) {
    List<SynthesisRecord> lacking = records.lackingAnyOf(summary.missing());
    SynthesisRecord latest =
        lacking.isEmpty() ? SynthesisRecord.of(Optional.empty(), List.of()) : lacking.get(0);
    if (lacking.isEmpty() || records.areAlike(summary.missing()) && !records.isSingle()) {
      return new DocumentDraft(latest, EnumSet.copyOf(summary.missing()))
          .draft(summary.asset(), Optional.empty(), records)
          .note(
              "It completes every synthesis record of the asset. If they differ, write one event"
                  + " for each, with the id of the record's event in the field amends.");
    }
    Set<Condition> missing = EnumSet.copyOf(summary.missing());
    missing.removeIf(latest::holds);
    Draft draft =
        new DocumentDraft(latest, missing)
            .draft(summary.asset(), latest.event().map(LineageEvent::eventId), records);
    if (lacking.size() > 1 || !records.whole()) {
      draft.note(
          "It completes the latest record that lacks something. Earlier ones need an event each.");
    }
    return draft;
  }

  private static Input seed(Asset asset) {
    Input plain = Input.of(asset, Role.SEED);
    return new Input(
        asset,
        plain.role(),
        plain.records(),
        plain.bytes(),
        plain.weight(),
        Blank.TODO,
        plain.composition(),
        plain.inferred());
  }

  /** All generators without a revision, or one where there is none. */
  private List<Generator> generators() {
    if (!missing.contains(Condition.GENERATOR) && !missing.contains(Condition.REVISION)) {
      return List.of();
    }
    List<GeneratorName> loose =
        room(
            record.generatorsWithoutRevision(),
            name -> name.provider() + name.model(),
            "generators without a revision");
    if (!loose.isEmpty()) {
      return loose.stream()
          .map(name -> new Generator(name.provider(), name.model(), Blank.TODO))
          .toList();
    }
    Generator unnamed = new Generator(Blank.TODO, Blank.TODO, Blank.TODO);
    return List.of(
        record.incompleteGenerators().stream()
            .map(DocumentDraft::completed)
            .findFirst()
            .orElse(unnamed));
  }

  private static Generator completed(Generator stated) {
    return new Generator(
        orBlank(stated.provider()), orBlank(stated.model()), orBlank(stated.revision()));
  }

  private static String orBlank(String stated) {
    return Placeholder.counts(stated) && stated.length() <= Room.CHARS ? stated : Blank.TODO;
  }

  private Prompt prompt() {
    String role =
        record.blankPrompts().stream()
            .map(Prompt::role)
            .filter(said -> Placeholder.counts(said) && said.length() <= Room.CHARS)
            .findFirst()
            .orElse("");
    return new Prompt(role, Blank.TODO, "", "");
  }

  private <T> List<T> room(List<T> all, Function<T, String> text, String what) {
    Room<T> room = Room.of(all, text);
    if (room.left() > 0) {
      notes.add(room.left() + " more " + what + " have no room here: write a further event.");
    }
    return room.items();
  }

  private Draft draft(Asset asset, Optional<UUID> amends, Records records) {
    LineageEvent.Builder event =
        LineageEvent.builder(EventType.DOCUMENT)
            .inputs(seeds)
            .agents(
                missing.contains(Condition.AGENT)
                    ? List.of(new Agent(Blank.TODO, AgentType.PERSON, Draft.STAND_IN, ""))
                    : List.of())
            .document(
                new Document(
                    asset,
                    amends,
                    synthesize(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
    Draft draft =
        record
            .event()
            .or(records::latest)
            .map(like -> Draft.of(event, like))
            .orElseGet(() -> Draft.of(event));
    leaveBlanks(draft);
    notes.forEach(draft::note);
    return draft;
  }

  private Optional<Synthesize> synthesize() {
    if (generators.isEmpty() && prompts.isEmpty() && parameters.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Synthesize(
            Optional.empty(),
            new Stated.Given<>(generators),
            Optional.empty(),
            new Stated.Given<>(prompts),
            new Stated.Given<>(parameters),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(),
            "",
            ""));
  }

  private void leaveBlanks(Draft draft) {
    for (int i = 0; i < seeds.size(); i++) {
      String at = Integer.toString(i);
      if (aSeedIsBlank) {
        draft.blank(
            Blank.TODO,
            "the seed data as a URN with its version; if there can be none, remove the input and"
                + " write \"seed\":{\"notApplicable\":\"why\"} into document.synthesize",
            "inputs",
            at,
            "asset");
      } else {
        draft.blank(Blank.TODO, "the hash of the seed data that was used", "inputs", at, "sha256");
      }
    }
    if (missing.contains(Condition.AGENT)) {
      draft
          .blank(Blank.TODO, "who answers for the data, such as an ORCID", "agents", "0", "id")
          .blank(Blank.TODO, "PERSON or ORGANIZATION", "agents", "0", "type")
          .blank(Blank.EMPTY, "what they did, such as PROMPT_AUTHOR", "agents", "0", "role");
    }
    for (int i = 0; i < generators.size(); i++) {
      leaveBlanks(draft, generators.get(i), Integer.toString(i));
    }
    if (!prompts.isEmpty()) {
      draft.blank(
          Blank.TODO,
          "the prompt or its template; or write its address as uri, or its hash as sha256",
          "document",
          "synthesize",
          "prompts",
          "0",
          "template");
    }
    if (aParameterIsBlank) {
      draft.blankParameter("document", "synthesize", "parameters");
      return;
    }
    for (String name : parameters.keySet()) {
      draft.blank(Blank.TODO, "its value", "document", "synthesize", "parameters", name);
    }
  }

  private static void leaveBlanks(Draft draft, Generator generator, String at) {
    if (generator.provider().equals(Blank.TODO)) {
      draft.blank(Blank.TODO, "who provides the generating model or program", path(at, "provider"));
    }
    if (generator.model().equals(Blank.TODO)) {
      draft.blank(Blank.TODO, "the name of the model or program", path(at, "model"));
    }
    if (generator.revision().equals(Blank.TODO)) {
      draft.blank(Blank.TODO, "the revision that was used", path(at, "revision"));
    }
  }

  private static String[] path(String at, String field) {
    return new String[] {"document", "synthesize", "generators", at, field};
  }
}
