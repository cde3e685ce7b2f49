package dev.headwater.export.standard.croissant;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.export.standard.facts.Nodes;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.export.standard.facts.Vocabulary;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Composition;
import dev.headwater.model.Condition;
import dev.headwater.model.Decision;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.Prompt;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The terms of JSON-LD for what Croissant has no words for. All are in the namespace of {@link
 * Vocabulary}:
 *
 * <ul>
 *   <li>{@code synthetic}: YES, INHERITED (descends from synthetic data), NO or UNKNOWN.
 *   <li>{@code documentation}: DOCUMENTED, PARTIAL, UNDOCUMENTED or NOT_APPLICABLE, and {@code
 *       missingDocumentation}: the conditions that do not hold.
 *   <li>{@code inputsComplete}: COMPLETE, INCOMPLETE or NO_ASSERTION, about the stated inputs.
 *   <li>{@code records} and {@code bytes}: its size.
 *   <li>{@code personalData}: YES, NO or UNKNOWN, and {@code consent}: in words.
 *   <li>{@code synthesis}: how synthetic data was made: generators, prompts, parameters, seeds. A
 *       {@code withheld} object holds the reasons for what is withheld, by field.
 *   <li>{@code decision}: who decided what, and why.
 *   <li>{@code composition}: counts of records by category.
 *   <li>{@code ancestor}: what the dataset descends from, with {@code distance} in steps. An
 *       ancestor without {@code synthetic} is one about which nothing could be read.
 *   <li>{@code notStated}: the fields of Croissant that are left out, with the reasons.
 *   <li>{@code leftOut}: what is on record and not in the document.
 * </ul>
 */
final class JsonLdTerms {
  private JsonLdTerms() {}

  /** Adds all terms to a document about the asset. */
  static void add(ObjectNode document, ExportFacts facts, List<Missing> missing) {
    AssetSummary summary = facts.summary();
    document.put("headwater:synthetic", summary.synthetic().name());
    document.put("headwater:documentation", summary.documentation().name());
    Nodes.texts(
        document,
        "headwater:missingDocumentation",
        summary.missing().stream().map(Condition::text).toList());
    document.put("headwater:inputsComplete", summary.inputsComplete().name());
    Nodes.count(document, "headwater:records", summary.records());
    Nodes.count(document, "headwater:bytes", summary.bytes());
    summary
        .ingest()
        .ifPresent(
            ingest -> {
              document.put("headwater:personalData", ingest.personalData().name());
              Nodes.text(document, "headwater:consent", ingest.consent());
            });
    Nodes.list(document, "headwater:synthesis", SynthesisRecord.of(facts), JsonLdTerms::synthesis);
    Nodes.list(document, "headwater:decision", summary.decisions(), JsonLdTerms::decision);
    Nodes.list(document, "headwater:composition", summary.composition(), JsonLdTerms::composition);
    Map<Asset, List<Link>> links = JsonLdProvenance.byTarget(facts);
    Nodes.list(
        document,
        "headwater:ancestor",
        facts.ancestors(),
        one -> ancestor(one, links.getOrDefault(one.asset(), List.of())));
    if (!missing.isEmpty()) {
      ArrayNode notStated = document.putArray("headwater:notStated");
      for (Missing one : missing) {
        notStated
            .addObject()
            .put("headwater:field", one.field())
            .put("headwater:reason", one.reason());
      }
    }
    Nodes.texts(document, "headwater:leftOut", LeftOut.of(facts));
  }

  private static ObjectNode synthesis(SynthesisRecord record) {
    ObjectNode node = Nodes.object();
    node.put("@id", JsonLdProvenance.activityId(record.event()));
    record.kind().ifPresent(kind -> node.put("headwater:kind", kind));
    Nodes.list(node, "headwater:generator", record.generators(), JsonLdTerms::generator);
    Nodes.list(node, "headwater:prompt", record.prompts(), JsonLdTerms::prompt);
    ObjectNode parameters = Nodes.object();
    record.parameters().forEach(parameters::put);
    if (!parameters.isEmpty()) {
      // Names of parameters are no terms, so they stay in a value of JSON.
      node.putObject("headwater:parameters").put("@type", "@json").set("@value", parameters);
    }
    Nodes.texts(
        node,
        "headwater:seed",
        record.inputs(Role.SEED).stream().map(Input::asset).map(Asset::urn).distinct().toList());
    record
        .event()
        .synthesize()
        .ifPresent(
            payload -> {
              Nodes.count(node, "headwater:requested", payload.requested());
              Nodes.count(node, "headwater:kept", payload.kept());
              Nodes.texts(node, "headwater:filter", payload.filters());
            });
    Nodes.text(node, "headwater:purpose", record.purpose());
    Nodes.text(node, "headwater:terms", record.terms());
    reasons(node, "headwater:withheld", record::withheld);
    reasons(node, "headwater:notApplicable", record::notApplicable);
    return node;
  }

  private static void reasons(
      ObjectNode node, String field, Function<Function<Synthesize, Stated<?>>, String> reason) {
    ObjectNode reasons = Nodes.object();
    Nodes.text(reasons, "headwater:generator", reason.apply(Synthesize::generators));
    Nodes.text(reasons, "headwater:seed", reason.apply(SynthesisRecord::seed));
    Nodes.text(reasons, "headwater:prompt", reason.apply(Synthesize::prompts));
    Nodes.text(reasons, "headwater:parameters", reason.apply(Synthesize::parameters));
    Nodes.tree(node, field, reasons);
  }

  private static ObjectNode generator(Generator generator) {
    ObjectNode node = Nodes.object();
    Nodes.text(node, "headwater:provider", generator.provider());
    Nodes.text(node, "headwater:model", generator.model());
    Nodes.text(node, "headwater:revision", generator.revision());
    return node;
  }

  private static ObjectNode prompt(Prompt prompt) {
    ObjectNode node = Nodes.object();
    Nodes.text(node, "headwater:role", prompt.role());
    Nodes.text(node, "headwater:template", prompt.template());
    Nodes.text(node, "headwater:sha256", prompt.sha256());
    Nodes.text(node, "headwater:uri", prompt.uri());
    return node;
  }

  private static ObjectNode decision(Decision decision) {
    ObjectNode node = Nodes.object();
    node.put("headwater:id", decision.id());
    node.put("headwater:kind", decision.kind().name());
    node.put("headwater:question", decision.question());
    node.put("headwater:choice", decision.choice());
    node.put("headwater:rationale", decision.rationale());
    Nodes.texts(node, "headwater:decidedBy", decision.decidedBy());
    Nodes.texts(node, "headwater:option", decision.options());
    Nodes.texts(node, "headwater:affectedGroup", decision.affectedGroups());
    Nodes.texts(node, "headwater:consulted", decision.consulted());
    Nodes.texts(node, "headwater:evidence", decision.evidence());
    decision.decidedAt().ifPresent(at -> node.put("headwater:decidedAt", at.toString()));
    return node;
  }

  private static ObjectNode composition(Composition composition) {
    ObjectNode node = Nodes.object();
    node.put("headwater:dimension", composition.dimension());
    node.put("headwater:unit", composition.unit());
    node.put("headwater:method", composition.method().name());
    ObjectNode counts = Nodes.object();
    composition.counts().forEach((category, count) -> counts.set(category, Nodes.number(count)));
    node.putObject("headwater:counts").put("@type", "@json").set("@value", counts);
    node.set("headwater:unknown", Nodes.number(composition.unknown()));
    return node;
  }

  private static ObjectNode ancestor(Ancestor ancestor, List<Link> links) {
    ObjectNode node = Nodes.object();
    node.put("@id", ancestor.asset().urn());
    node.put("headwater:distance", ancestor.distance());
    ancestor
        .state()
        .ifPresent(
            state -> {
              node.put("headwater:synthetic", state.synthetic().name());
              node.put("headwater:documentation", state.documentation().name());
              Nodes.texts(
                  node,
                  "headwater:missingDocumentation",
                  state.missing().stream().map(Condition::text).toList());
              node.put("headwater:originKnown", state.originKnown());
            });
    JsonLdProvenance.derivations(node, links);
    return node;
  }
}
