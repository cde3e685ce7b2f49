package dev.headwater.export.standard.dps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.ListedAgents;
import dev.headwater.export.standard.card.SynthesisBlocks;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.export.standard.facts.Nodes;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.export.standard.facts.UndocumentedAncestors;
import dev.headwater.export.standard.facts.Vocabulary;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The member {@code headwater} of a document of OASIS Data Provenance Metadata: what the standard
 * has no place for. Names are those of the fields of events; absent members are not stated.
 */
final class DpsExtension {
  private final ExportFacts facts;
  private final ListedAgents agents;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private DpsExtension(ExportFacts facts, ListedAgents agents) {
    this.facts = facts;
    this.agents = agents;
  }

  static ObjectNode of(ExportFacts facts, ListedAgents agents, List<Missing> missing) {
    DpsExtension extension = new DpsExtension(facts, agents);
    extension.summary();
    extension.collection();
    extension.syntheses();
    extension.activities();
    extension.documents();
    extension.decisions();
    extension.ancestors();
    texts(extension.json, "leftOut", LeftOut.of(facts));
    ArrayNode notStated = extension.json.putArray("notStated");
    missing.forEach(
        one -> notStated.addObject().put("field", one.field()).put("reason", one.reason()));
    return extension.json;
  }

  /** What a reader must not miss, in words. */
  static List<String> notes(ExportFacts facts) {
    AssetSummary summary = facts.summary();
    List<String> notes = new ArrayList<>();
    notes.add(
        "Synthetic: "
            + summary.synthetic()
            + ". Documentation of the synthesis: "
            + summary.documentation()
            + (summary.missing().isEmpty()
                ? "."
                : ", missing "
                    + summary.missing().stream()
                        .map(Condition::text)
                        .collect(Collectors.joining(", "))
                    + "."));
    UndocumentedAncestors.of(facts).forEach(line -> notes.add("Ancestor " + line + "."));
    notes.addAll(LeftOut.of(facts));
    return notes;
  }

  private void summary() {
    AssetSummary summary = facts.summary();
    json.put("namespace", Vocabulary.NAMESPACE);
    json.put("asset", facts.asset().urn());
    json.put("synthetic", summary.synthetic().name());
    json.put("documentation", summary.documentation().name());
    texts(json, "missing", summary.missing().stream().map(Condition::text).toList());
    json.put("inputsComplete", summary.inputsComplete().name());
    summary.records().ifPresent(records -> json.put("records", records));
    summary.bytes().ifPresent(bytes -> json.put("bytes", bytes));
    text(json, "sha256", summary.sha256());
    ArrayNode compositions = json.putArray("composition");
    summary
        .composition()
        .forEach(
            one -> {
              ObjectNode node = compositions.addObject();
              node.put("dimension", one.dimension());
              node.put("unit", one.unit());
              node.put("method", one.method().name());
              ObjectNode counts = node.putObject("counts");
              one.counts().forEach((category, count) -> counts.set(category, Nodes.number(count)));
              node.set("unknown", Nodes.number(one.unknown()));
            });
  }

  private void collection() {
    if (facts.summary().ingest().isEmpty()) {
      return;
    }
    Ingest ingest = facts.summary().ingest().get();
    ObjectNode node = json.putObject("collection");
    text(node, "sourceUri", ingest.sourceUri());
    text(node, "collectedFrom", ingest.collectedFrom());
    text(node, "collectedTo", ingest.collectedTo());
    texts(node, "languages", ingest.languages());
    texts(node, "regions", ingest.regions());
    text(node, "declaredLicense", ingest.declaredLicense());
    text(node, "concludedLicense", ingest.concludedLicense());
    node.put("personalData", ingest.personalData().name());
    node.put("containsSynthetic", ingest.containsSynthetic().name());
    text(node, "consent", ingest.consent());
    text(node, "rationale", ingest.rationale());
  }

  private void syntheses() {
    ArrayNode syntheses = json.putArray("syntheses");
    for (SynthesisRecord record : SynthesisRecord.of(facts)) {
      ObjectNode node = syntheses.addObject();
      node.put("eventId", record.event().eventId().toString());
      record.kind().ifPresent(kind -> node.put("kind", kind));
      text(node, "purpose", record.purpose());
      text(node, "terms", record.terms());
      ArrayNode generators = node.putArray("generators");
      record
          .generators()
          .forEach(
              one -> {
                ObjectNode generator = generators.addObject();
                text(generator, "provider", one.provider());
                text(generator, "model", one.model());
                text(generator, "revision", one.revision());
              });
      texts(
          node,
          "seeds",
          record.inputs(Role.SEED).stream().map(input -> input.asset().urn()).toList());
      ArrayNode prompts = node.putArray("prompts");
      record.prompts().forEach(prompt -> prompt(prompts.addObject(), prompt));
      ObjectNode parameters = node.putObject("parameters");
      record.parameters().forEach(parameters::put);
      texts(
          node,
          "agents",
          record.agents().stream().map(agent -> agents.text(agent.id())).distinct().toList());
      ObjectNode withheld = node.putObject("withheld");
      text(withheld, "generators", record.withheld(Synthesize::generators));
      text(withheld, "seed", record.withheld(SynthesisBlocks::seed));
      text(withheld, "prompts", record.withheld(Synthesize::prompts));
      text(withheld, "parameters", record.withheld(Synthesize::parameters));
      payloads(node, SynthesisBlocks.payloads(record));
    }
  }

  private static void payloads(ObjectNode node, List<Synthesize> payloads) {
    SynthesisBlocks.latest(payloads, Synthesize::requested)
        .ifPresent(requested -> node.put("requested", requested));
    SynthesisBlocks.latest(payloads, Synthesize::kept).ifPresent(kept -> node.put("kept", kept));
    texts(node, "filters", SynthesisBlocks.filters(payloads));
    ObjectNode none = node.putObject("notApplicable");
    for (Synthesize payload : payloads) {
      notApplicable(none, "seed", SynthesisBlocks.seed(payload));
      notApplicable(none, "prompts", payload.prompts());
      notApplicable(none, "parameters", payload.parameters());
    }
  }

  private static void notApplicable(ObjectNode node, String field, Stated<?> stated) {
    if (stated instanceof Stated.NotApplicable<?> none) {
      node.put(field, none.reason());
    }
  }

  private static void prompt(ObjectNode node, Prompt prompt) {
    text(node, "role", prompt.role());
    text(node, "template", prompt.template());
    text(node, "sha256", prompt.sha256());
    text(node, "uri", prompt.uri());
  }

  private void activities() {
    ArrayNode activities = json.putArray("activities");
    for (LineageEvent event : new Statements(facts).makers()) {
      ObjectNode node = activities.addObject();
      node.put("eventId", event.eventId().toString());
      node.put("type", event.type().name());
      node.put("eventTime", event.eventTime().toString());
      node.put("job", event.job().urn());
      node.put("run", event.run());
      node.put("producer", event.producer());
      node.put("inputsComplete", event.inputsComplete().name());
      ArrayNode inputs = node.putArray("inputs");
      event.inputs().forEach(input -> input(inputs.addObject(), input));
      event
          .train()
          .ifPresent(
              train -> {
                text(node, "stage", train.stage());
                ObjectNode hyperparameters = node.putObject("hyperparameters");
                train.hyperparameters().forEach(hyperparameters::put);
              });
    }
  }

  private void documents() {
    ArrayNode documents = json.putArray("documents");
    for (LineageEvent event : facts.documents().items()) {
      Document document = event.document().orElseThrow();
      ObjectNode node = documents.addObject();
      node.put("eventId", event.eventId().toString());
      node.put("eventTime", event.eventTime().toString());
      document.amends().ifPresent(id -> node.put("amends", id.toString()));
      document
          .reclassify()
          .ifPresent(
              one ->
                  node.putObject("reclassify")
                      .put("synthetic", one.synthetic() ? "YES" : "NO")
                      .put("reason", one.reason()));
      document
          .waive()
          .ifPresent(
              one -> {
                ObjectNode waive = node.putObject("waive");
                waive.put("rule", one.rule().name());
                one.origin().ifPresent(origin -> waive.put("origin", origin.urn()));
                waive.put("approver", one.approver());
                waive.put("rationale", one.rationale());
                waive.put("until", one.until().toString());
              });
    }
  }

  private static void input(ObjectNode node, Input input) {
    node.put("asset", input.asset().urn());
    node.put("role", input.role().name());
    node.put("inferred", input.inferred());
    input.records().ifPresent(records -> node.put("records", records));
    text(node, "sha256", input.sha256());
  }

  private void decisions() {
    ArrayNode decisions = json.putArray("decisions");
    for (Decision decision : facts.summary().decisions()) {
      ObjectNode node = decisions.addObject();
      node.put("id", decision.id());
      node.put("kind", decision.kind().name());
      node.put("question", decision.question());
      node.put("choice", decision.choice());
      node.put("rationale", decision.rationale());
      texts(node, "decidedBy", decision.decidedBy().stream().map(agents::text).distinct().toList());
    }
  }

  private void ancestors() {
    ArrayNode ancestors = json.putArray("ancestors");
    for (Ancestor ancestor : facts.ancestors()) {
      ObjectNode node = ancestors.addObject();
      node.put("asset", ancestor.asset().urn());
      node.put("distance", ancestor.distance());
      node.put("known", ancestor.state().isPresent());
      ancestor
          .state()
          .ifPresent(
              state -> {
                node.put("synthetic", state.synthetic().name());
                node.put("documentation", state.documentation().name());
                texts(node, "missing", state.missing().stream().map(Condition::text).toList());
                node.put("originKnown", state.originKnown());
              });
    }
    ArrayNode links = json.putArray("links");
    for (Link link : facts.links()) {
      links
          .addObject()
          .put("from", link.from().urn())
          .put("to", link.to().urn())
          .put("role", link.role().name())
          .put("activity", link.activity().name())
          .put("run", link.run())
          .put("inferred", link.inferred());
    }
  }

  private static void text(ObjectNode node, String field, String text) {
    if (!text.isBlank()) {
      node.put(field, text);
    }
  }

  private static void texts(ObjectNode node, String field, List<String> texts) {
    ArrayNode array = node.putArray(field);
    texts.forEach(array::add);
  }
}
