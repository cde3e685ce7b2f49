package dev.headwater.export.standard.prov;

import static dev.headwater.export.standard.prov.ProvTerms.HEADWATER;

import dev.headwater.export.standard.facts.EventNodes;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.export.standard.prov.ProvDocument.Attribute;
import dev.headwater.export.standard.prov.ProvDocument.Kind;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Synthetic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * States the facts of an asset in terms of PROV-DM, the data model of W3C PROV (Recommendation of
 * 2013-04-30), so that the document satisfies PROV-CONSTRAINTS.
 *
 * <ul>
 *   <li>Entities: the asset, what it descends from, prompts, decisions, and DOCUMENT events.
 *   <li>Activities: each event that makes the asset, and one for each event type, run and output
 *       among the other edges. An activity that is known only by its edges has no agents here: the
 *       document of its output states them.
 *   <li>Agents: those of the events, and those on whose behalf they acted. The asset is attributed
 *       to the people and organizations among them.
 *   <li>Edges: an input is used by the activity, with its role. The output is derived from the
 *       input if synthetic data travels along edges of this role. Otherwise, as for a model that
 *       only filters, the output is influenced by the input.
 *   <li>An entity cannot be derived from itself, so PROV-CONSTRAINTS allows no cycle of
 *       derivations. Assets that are overwritten in place can form one. Edges in a cycle are
 *       influences, marked as part of a cycle.
 *   <li>A prompt is the plan of an association without an agent, because events do not say which
 *       agent followed which prompt.
 * </ul>
 *
 * <p>PROV has no place for whether something is documented, and events do not say when an activity
 * began or ended. The time of an event is therefore an attribute. {@link ProvTerms} lists the
 * attributes.
 */
final class ProvStatements {
  private final ExportFacts facts;
  private final List<LineageEvent> makers;
  private final List<LineageEvent> documents;
  private final ProvDocument document = new ProvDocument();
  private final ProvEdges edges = new ProvEdges(document);
  private final List<Missing> missing = new ArrayList<>();

  private ProvStatements(ExportFacts facts) {
    this.facts = facts;
    this.makers = distinct(new Statements(facts).makers());
    this.documents = distinct(facts.documents().items());
  }

  private static List<LineageEvent> distinct(List<LineageEvent> events) {
    Map<Object, LineageEvent> byId = new LinkedHashMap<>();
    events.forEach(event -> byId.putIfAbsent(event.eventId(), event));
    return List.copyOf(byId.values());
  }

  /** The statements, and what no event states. */
  record Result(ProvDocument document, List<Missing> missing) {}

  static Result of(ExportFacts facts) {
    return new ProvStatements(facts).write();
  }

  private Result write() {
    asset();
    facts.ancestors().forEach(this::ancestor);
    addMissingOfActivities();
    ProvEvents events = new ProvEvents(facts.asset(), document, edges, missing);
    Map<Object, SynthesisRecord> syntheses = new LinkedHashMap<>();
    for (SynthesisRecord synthesis : SynthesisRecord.of(facts)) {
      syntheses.putIfAbsent(synthesis.event().eventId(), synthesis);
    }
    for (LineageEvent maker : makers) {
      SynthesisRecord alone = new SynthesisRecord(maker, List.of());
      events.maker(syntheses.getOrDefault(maker.eventId(), alone));
    }
    documents.forEach(events::document);
    events.summarized(facts.summary());
    links();
    edges.write();
    List<Attribute> notStated = new ArrayList<>();
    missing.forEach(
        one -> notStated.add(ProvTerms.text("notStated", one.field() + ": " + one.reason())));
    document.element(Kind.ENTITY, ProvTerms.asset(facts.asset()), notStated);
    return new Result(document, missing);
  }

  private void asset() {
    AssetSummary summary = facts.summary();
    List<Attribute> attributes = edges.described(facts.asset());
    summary.records().ifPresent(n -> attributes.add(Attribute.of(HEADWATER + "records", n)));
    summary.bytes().ifPresent(n -> attributes.add(Attribute.of(HEADWATER + "bytes", n)));
    if (!summary.sha256().isEmpty()) {
      attributes.add(ProvTerms.text("sha256", summary.sha256()));
    }
    addState(attributes, summary.synthetic(), summary.documentation(), summary.missing());
    attributes.add(ProvTerms.text("inputsComplete", summary.inputsComplete().name()));
    ProvTerms.addField(attributes, "composition", EventNodes.compositions(summary.composition()));
    summary
        .ingest()
        .ifPresent(ingest -> ProvTerms.addFields(attributes, EventNodes.ingest(ingest)));
    if (!summary.attributes().isEmpty()) {
      ProvTerms.addField(attributes, "attributes", EventNodes.map(summary.attributes()));
    }
    LeftOut.of(facts).forEach(sentence -> attributes.add(ProvTerms.text("leftOut", sentence)));
    document.element(Kind.ENTITY, ProvTerms.asset(facts.asset()), attributes);
  }

  private static void addState(
      List<Attribute> attributes,
      Synthetic synthetic,
      Documentation documentation,
      List<Condition> missing) {
    attributes.add(ProvTerms.text("synthetic", synthetic.name()));
    attributes.add(ProvTerms.text("documentation", documentation.name()));
    missing.forEach(one -> attributes.add(ProvTerms.text("missing", one.text())));
  }

  private void ancestor(Ancestor ancestor) {
    List<Attribute> attributes = edges.described(ancestor.asset());
    attributes.add(Attribute.of(HEADWATER + "distance", ancestor.distance()));
    attributes.add(Attribute.of(HEADWATER + "stateKnown", ancestor.state().isPresent()));
    ancestor
        .state()
        .ifPresent(
            state -> {
              addState(attributes, state.synthetic(), state.documentation(), state.missing());
              attributes.add(Attribute.of(HEADWATER + "originKnown", state.originKnown()));
            });
    document.element(Kind.ENTITY, ProvTerms.asset(ancestor.asset()), attributes);
  }

  private void addMissingOfActivities() {
    if (makers.isEmpty()) {
      missing.add(
          new Missing(
              "wasGeneratedBy(" + ProvTerms.asset(facts.asset()) + ")",
              "No event on record makes the asset."));
    } else {
      missing.add(
          new Missing(
              "activity.prov:startTime", "Events have no field for the start of an activity."));
      missing.add(
          new Missing(
              "activity.prov:endTime",
              "Events have no field for the end of an activity; headwater:eventTime is the time of"
                  + " the event."));
      missing.add(
          new Missing(
              "wasGeneratedBy.prov:time",
              "Events have no field for the time at which an output came into being."));
    }
  }

  /** The edges that no listed event has: those between ancestors, and those of older events. */
  private void links() {
    Set<List<Object>> known =
        Stream.concat(makers.stream(), documents.stream())
            .flatMap(
                event ->
                    event.inputs().stream()
                        .map(input -> key(input.asset(), input.role(), event.type(), event.run())))
            .collect(Collectors.toSet());
    for (Link link : facts.links()) {
      boolean into = link.to().equals(facts.asset());
      if (!into || !known.contains(key(link.from(), link.role(), link.activity(), link.run()))) {
        link(link);
      }
    }
  }

  private static List<Object> key(Asset from, Object role, EventType type, String run) {
    return List.of(from, role, type, run);
  }

  private void link(Link link) {
    List<Attribute> attributes = new ArrayList<>();
    if (link.inferred()) {
      attributes.add(Attribute.of(HEADWATER + "inferred", true));
    }
    edges.describe(link.from());
    edges.describe(link.to());
    String activity = "";
    List<Attribute> described =
        List.of(
            ProvTerms.type(HEADWATER + link.activity().name()), ProvTerms.text("run", link.run()));
    if (link.activity() == EventType.DOCUMENT) {
      attributes.addAll(described);
    } else {
      activity = ProvTerms.activity(link.activity(), link.run(), link.to());
      document.element(Kind.ACTIVITY, activity, described);
      document.relation(Kind.GENERATION, List.of(), ProvTerms.asset(link.to()), activity);
      edges.used(activity, link.from(), link.role(), attributes);
    }
    edges.made(link.to(), link.from(), activity, link.role(), attributes);
  }
}
