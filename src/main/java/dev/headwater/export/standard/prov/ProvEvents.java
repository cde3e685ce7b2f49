package dev.headwater.export.standard.prov;

import static dev.headwater.export.standard.prov.ProvTerms.HEADWATER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.EventNodes;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.SynthesisNodes;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.export.standard.prov.ProvDocument.Attribute;
import dev.headwater.export.standard.prov.ProvDocument.Kind;
import dev.headwater.model.Agent;
import dev.headwater.model.Annotators;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Attribution;
import dev.headwater.model.Decision;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Placeholder;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** States in terms of PROV what single events say about an asset. */
final class ProvEvents {
  private static final String OLDER = "annotators of events that are not listed";

  private final Asset asset;
  private final ProvDocument document;
  private final ProvEdges edges;
  private final List<Missing> missing;
  private final Set<Decision> decided = new HashSet<>();
  private final Set<Agent> acted = new HashSet<>();

  ProvEvents(Asset asset, ProvDocument document, ProvEdges edges, List<Missing> missing) {
    this.asset = asset;
    this.document = document;
    this.edges = edges;
    this.missing = missing;
  }

  /** Adds an event that makes the asset, and what completes it if it is a synthesis. */
  void maker(SynthesisRecord record) {
    LineageEvent event = record.event();
    String activity = ProvTerms.event(event);
    Annotators annotators = Annotators.of(event.agents());
    List<Attribute> attributes = header(event);
    attributes.add(ProvTerms.text("inputsComplete", event.inputsComplete().name()));
    event.ingest().ifPresent(one -> ProvTerms.addFields(attributes, EventNodes.ingest(one)));
    event.clean().ifPresent(one -> ProvTerms.addFields(attributes, EventNodes.clean(one)));
    event.transform().ifPresent(one -> ProvTerms.addFields(attributes, EventNodes.transform(one)));
    event.train().ifPresent(one -> ProvTerms.addFields(attributes, EventNodes.train(one)));
    ObjectNode synthesis = SynthesisNodes.of(record);
    addSynthesis(attributes, synthesis);
    addAgentsNotNamed(attributes, event, annotators);
    document.element(Kind.ACTIVITY, activity, attributes);
    document.relation(Kind.GENERATION, outputOf(event), ProvTerms.asset(asset), activity);
    for (Input input : event.inputs()) {
      edges.describe(input.asset());
      edges.used(activity, input.asset(), input.role(), stated(input));
      edges.made(asset, input.asset(), activity, input.role(), inferred(input));
    }
    generators(activity, synthesis, event);
    agents(activity, event, annotators);
    prompts(activity, synthesis, event);
    for (Decision decision : event.decisions()) {
      String name = decision(decision, EventNodes.shown(annotators), event.eventId().toString());
      document.relation(Kind.INFLUENCE, List.of(), activity, name);
    }
    decided.addAll(event.decisions());
    acted.addAll(event.agents());
  }

  private List<Attribute> header(LineageEvent event) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(ProvTerms.type(HEADWATER + event.type().name()));
    attributes.add(ProvTerms.text("eventId", event.eventId().toString()));
    attributes.add(Attribute.of(HEADWATER + "eventTime", event.eventTime()));
    attributes.add(ProvTerms.text("producer", event.producer()));
    attributes.add(ProvTerms.text("job", event.job().urn()));
    attributes.add(ProvTerms.text("run", event.run()));
    return attributes;
  }

  /** Adds the fields of a synthesis, apart from those that become entities. */
  private static void addSynthesis(List<Attribute> into, ObjectNode synthesis) {
    synthesis
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              if (SynthesisNodes.isReason(value)) {
                value
                    .properties()
                    .forEach(
                        reason ->
                            into.add(
                                ProvTerms.text(
                                    name + capitalized(reason.getKey()),
                                    reason.getValue().textValue())));
              } else if (!name.equals("prompts") && !name.equals("generators")) {
                ProvTerms.addField(into, name, value);
              }
            });
  }

  private static String capitalized(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static void addAgentsNotNamed(
      List<Attribute> into, LineageEvent event, Annotators annotators) {
    for (Agent agent : event.agents()) {
      if (!annotators.withholds(agent) && !Placeholder.counts(agent.id())) {
        ProvTerms.addField(
            into, "agentNotNamed", EventNodes.agent(agent, EventNodes.shown(annotators)));
      }
    }
    if (annotators.areFew()) {
      into.add(ProvTerms.text("annotators", Annotators.FEW));
    }
  }

  private List<Attribute> outputOf(LineageEvent event) {
    List<Attribute> attributes = new ArrayList<>();
    for (Output output : event.outputs()) {
      if (output.asset().equals(asset)) {
        output.records().ifPresent(n -> attributes.add(Attribute.of(HEADWATER + "records", n)));
        output.bytes().ifPresent(n -> attributes.add(Attribute.of(HEADWATER + "bytes", n)));
        if (!output.sha256().isEmpty()) {
          attributes.add(ProvTerms.text("sha256", output.sha256()));
        }
        ProvTerms.addField(
            attributes, "composition", EventNodes.compositions(output.composition()));
        if (!output.attributes().isEmpty()) {
          ProvTerms.addField(attributes, "attributes", EventNodes.map(output.attributes()));
        }
      }
    }
    return attributes;
  }

  private static List<Attribute> stated(Input input) {
    List<Attribute> attributes = new ArrayList<>();
    input.records().ifPresent(n -> attributes.add(Attribute.of(HEADWATER + "records", n)));
    input.bytes().ifPresent(n -> attributes.add(Attribute.of(HEADWATER + "bytes", n)));
    input
        .weight()
        .ifPresent(
            weight ->
                attributes.add(
                    new Attribute(
                        HEADWATER + "weight", Double.toString(weight), ProvDocument.Type.DOUBLE)));
    if (!input.sha256().isEmpty()) {
      attributes.add(ProvTerms.text("sha256", input.sha256()));
    }
    ProvTerms.addField(attributes, "composition", EventNodes.compositions(input.composition()));
    attributes.addAll(inferred(input));
    return attributes;
  }

  private static List<Attribute> inferred(Input input) {
    return input.inferred() ? List.of(Attribute.of(HEADWATER + "inferred", true)) : List.of();
  }

  /** Adds the generators that are no inputs. */
  private void generators(String activity, ObjectNode synthesis, LineageEvent event) {
    for (JsonNode generator : items(synthesis, "generators")) {
      boolean isInput =
          event.inputs().stream()
              .filter(input -> input.role() == Role.GENERATOR || input.role() == Role.TRANSLATOR)
              .map(Input::asset)
              .anyMatch(
                  input ->
                      input.namespace().equals(generator.path("provider").asText())
                          && input.name().equals(generator.path("model").asText())
                          && input
                              .version()
                              .orElse("")
                              .equals(generator.path("revision").asText()));
      if (!isInput) {
        String name = ProvTerms.stated("generator", generator);
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(ProvTerms.type(HEADWATER + "Generator"));
        ProvTerms.addFields(attributes, (ObjectNode) generator);
        document.element(Kind.ENTITY, name, attributes);
        Attribute role = Attribute.name("prov:role", HEADWATER + Role.GENERATOR.name());
        document.relation(Kind.USAGE, List.of(role), activity, name);
      }
    }
  }

  private void prompts(String activity, ObjectNode synthesis, LineageEvent event) {
    for (JsonNode prompt : items(synthesis, "prompts")) {
      String name = ProvTerms.stated("prompt", prompt);
      List<Attribute> attributes = new ArrayList<>();
      attributes.add(ProvTerms.type("prov:Plan"));
      attributes.add(ProvTerms.type(HEADWATER + "Prompt"));
      ObjectNode rest = prompt.deepCopy();
      JsonNode template = rest.remove("template");
      if (template != null) {
        attributes.add(Attribute.text("prov:value", template.textValue()));
      }
      ProvTerms.addFields(attributes, rest);
      document.element(Kind.ENTITY, name, attributes);
      document.relation(Kind.ASSOCIATION, List.of(), activity, "", name);
    }
    boolean isSynthesis = event.type() == EventType.SYNTHESIZE || !synthesis.isEmpty();
    JsonNode prompts = synthesis.path("prompts");
    if (isSynthesis && !prompts.isArray() && !prompts.has("notApplicable")) {
      missing.add(
          new Missing(
              "wasAssociatedWith(" + activity + ").prov:plan",
              prompts.has("withheld")
                  ? "The field synthesize.prompts is withheld: " + prompts.path("withheld").asText()
                  : "The field synthesize.prompts of the event, or of a DOCUMENT event, would state"
                      + " it."));
    }
  }

  private static List<JsonNode> items(ObjectNode synthesis, String name) {
    List<JsonNode> items = new ArrayList<>();
    if (synthesis.path(name).isArray()) {
      synthesis.path(name).forEach(items::add);
    }
    return items;
  }

  private void agents(String activity, LineageEvent event, Annotators annotators) {
    boolean named = false;
    for (Agent agent : event.agents()) {
      if (annotators.withholds(agent) || !Placeholder.counts(agent.id())) {
        continue;
      }
      named = true;
      String name = agent(agent);
      document.relation(
          Kind.ASSOCIATION, List.of(Attribute.text("prov:role", agent.role())), activity, name);
      onBehalf(agent, activity, EventNodes.shown(annotators));
      if (Attribution.answers(agent)) {
        document.relation(Kind.ATTRIBUTION, List.of(), ProvTerms.asset(asset), name);
      }
    }
    if (!named) {
      missing.add(
          new Missing(
              "wasAssociatedWith(" + activity + ").prov:agent",
              annotators.areFew()
                  ? "The event names " + Annotators.FEW + ", who are not listed."
                  : "The field agents of the event would state it."));
    }
  }

  private String agent(Agent agent) {
    String name = agent(agent.id());
    document.element(Kind.AGENT, name, List.of(ProvTerms.type(ProvTerms.agentType(agent))));
    return name;
  }

  private String agent(String id) {
    String name = ProvTerms.agent(id);
    document.element(Kind.AGENT, name, List.of(ProvTerms.text("id", id)));
    return name;
  }

  private void onBehalf(Agent agent, String activity, UnaryOperator<String> shown) {
    String responsible = agent.onBehalfOf();
    if (Placeholder.counts(responsible)
        && shown.apply(responsible).equals(responsible)
        && !responsible.equals(agent.id())) {
      document.relation(
          Kind.DELEGATION, List.of(), ProvTerms.agent(agent.id()), agent(responsible), activity);
    }
  }

  /** Adds a decision, attributed to those who decided. Returns its name. */
  private String decision(Decision decision, UnaryOperator<String> shown, String place) {
    ObjectNode node = EventNodes.decision(decision, shown);
    String name = ProvTerms.stated("decision", node, place);
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(ProvTerms.type(HEADWATER + "Decision"));
    ProvTerms.addFields(attributes, node);
    document.element(Kind.ENTITY, name, attributes);
    for (String id : decision.decidedBy()) {
      if (Placeholder.counts(id) && shown.apply(id).equals(id)) {
        document.relation(Kind.ATTRIBUTION, List.of(), name, agent(id));
      }
    }
    return name;
  }

  /** Adds a DOCUMENT event. Its inputs are edges into the asset. */
  void document(LineageEvent event) {
    String name = ProvTerms.document(event);
    Annotators annotators = Annotators.of(event.agents());
    List<Attribute> attributes = header(event);
    event.document().ifPresent(one -> ProvTerms.addFields(attributes, EventNodes.document(one)));
    addAgentsNotNamed(attributes, event, annotators);
    document.element(Kind.ENTITY, name, attributes);
    document.relation(Kind.INFLUENCE, List.of(), ProvTerms.asset(asset), name);
    for (Agent agent : event.agents()) {
      if (!annotators.withholds(agent) && Placeholder.counts(agent.id())) {
        document.relation(
            Kind.ATTRIBUTION, List.of(ProvTerms.text("role", agent.role())), name, agent(agent));
        onBehalf(agent, "", EventNodes.shown(annotators));
      }
    }
    for (Input input : event.inputs()) {
      List<Attribute> stated = stated(input);
      stated.add(Attribute.name(HEADWATER + "statedBy", name));
      edges.describe(input.asset());
      edges.made(asset, input.asset(), "", input.role(), stated);
    }
    for (Decision decision : event.decisions()) {
      String made = decision(decision, EventNodes.shown(annotators), event.eventId().toString());
      document.relation(Kind.INFLUENCE, List.of(), name, made);
    }
    decided.addAll(event.decisions());
    acted.addAll(event.agents());
  }

  /**
   * Adds the agents and decisions that the summary has of events that are not listed. Annotators
   * among them are not named, because it is not known how many their events name.
   */
  void summarized(AssetSummary summary) {
    String name = ProvTerms.asset(asset);
    List<Agent> older = summary.agents().stream().filter(agent -> !acted.contains(agent)).toList();
    Set<String> hidden = new HashSet<>(Annotators.of(summary.agents()).ids());
    hidden.removeAll(Annotators.of(summary.agents()).others());
    UnaryOperator<String> shown = id -> hidden.contains(id) ? OLDER : id;
    for (Agent agent : older) {
      if (Annotators.annotates(agent)) {
        document.element(Kind.ENTITY, name, List.of(ProvTerms.text("annotators", OLDER)));
      } else if (Placeholder.counts(agent.id())) {
        document.relation(
            Kind.ATTRIBUTION, List.of(ProvTerms.text("role", agent.role())), name, agent(agent));
        onBehalf(agent, "", shown);
      }
    }
    for (Decision decision : summary.decisions()) {
      if (!decided.contains(decision)) {
        document.relation(
            Kind.INFLUENCE, List.of(), name, decision(decision, shown, summary.asset().urn()));
      }
    }
  }
}
