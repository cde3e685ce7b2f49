package dev.headwater.export.standard.openlineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.EventNodes;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The facets on what is known of an asset as a whole:
 *
 * <ul>
 *   <li>{@code headwater_state}: whether it is synthetic, the verdict on its documentation, the
 *       conditions of documentation that do not hold, what it is exposed to, what it was collected
 *       from and what represents whom; {@code leftOut}: what the document lacks although an event
 *       may state it; {@code notStated}: what OpenLineage has a place for and no event states. An
 *       input has it too; {@code stateKnown} is false if nothing is known of it
 *   <li>{@code headwater_ancestry}: what the asset descends from, and by which edges
 * </ul>
 */
final class OpenLineageState {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ExportFacts facts;
  private final Map<Asset, Ancestor> ancestors = new HashMap<>();

  OpenLineageState(ExportFacts facts) {
    this.facts = facts;
    facts.ancestors().forEach(one -> ancestors.putIfAbsent(one.asset(), one));
  }

  /** Adds what is known of the asset. */
  void add(ObjectNode facets, List<Missing> missing) {
    AssetSummary summary = facts.summary();
    ObjectNode node = JSON.objectNode();
    node.put("urn", facts.asset().urn());
    node.put("synthetic", summary.synthetic().name());
    node.put("documentation", summary.documentation().name());
    addConditions(node, summary.missing());
    node.put("inputsComplete", summary.inputsComplete().name());
    EventNodes.number(node, "records", summary.records());
    EventNodes.number(node, "bytes", summary.bytes());
    EventNodes.text(node, "sha256", summary.sha256());
    EventNodes.list(node, "composition", EventNodes.compositions(summary.composition()));
    summary.ingest().ifPresent(one -> EventNodes.object(node, "ingest", EventNodes.ingest(one)));
    EventNodes.object(node, "attributes", EventNodes.map(summary.attributes()));
    EventNodes.texts(node, "leftOut", LeftOut.of(facts));
    ArrayNode notStated = JSON.arrayNode();
    missing.forEach(
        one -> notStated.addObject().put("field", one.field()).put("reason", one.reason()));
    EventNodes.list(node, "notStated", notStated);
    OpenLineageFacets.own(facets, "headwater_state", node);
    addAncestry(facets);
  }

  private static void addConditions(ObjectNode node, List<Condition> missing) {
    EventNodes.texts(node, "missing", missing.stream().map(Condition::text).toList());
  }

  private void addAncestry(ObjectNode facets) {
    ObjectNode node = JSON.objectNode();
    ArrayNode all = JSON.arrayNode();
    for (Ancestor ancestor : facts.ancestors()) {
      all.add(state(ancestor));
    }
    EventNodes.list(node, "ancestors", all);
    ArrayNode links = JSON.arrayNode();
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
    EventNodes.list(node, "links", links);
    OpenLineageFacets.own(facets, "headwater_ancestry", node);
  }

  private static ObjectNode state(Ancestor ancestor) {
    ObjectNode node = JSON.objectNode();
    node.put("urn", ancestor.asset().urn());
    node.put("distance", ancestor.distance());
    node.put("stateKnown", ancestor.state().isPresent());
    if (ancestor.state().isPresent()) {
      State state = ancestor.state().get();
      node.put("synthetic", state.synthetic().name());
      node.put("documentation", state.documentation().name());
      addConditions(node, state.missing());
      node.put("originKnown", state.originKnown());
    }
    return node;
  }

  /** Adds what is known of an input. */
  void addAncestor(ObjectNode facets, Asset input) {
    Ancestor ancestor = ancestors.get(input);
    if (ancestor != null) {
      OpenLineageFacets.own(facets, "headwater_state", state(ancestor));
    } else if (!input.equals(facts.asset())) {
      OpenLineageFacets.own(
          facets,
          "headwater_state",
          JSON.objectNode().put("urn", input.urn()).put("stateKnown", false));
    }
  }
}
