package dev.headwater.export.standard.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.EventNodes;
import dev.headwater.export.standard.facts.LocalNames;
import dev.headwater.export.standard.facts.SynthesisNodes;
import dev.headwater.model.Agent;
import dev.headwater.model.Annotators;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Attribution;
import dev.headwater.model.Composition;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The facets of OpenLineage events. A facet whose name begins with {@code headwater_} is
 * Headwater's own. Its fields are those of Headwater's events:
 *
 * <ul>
 *   <li>{@code headwater_run}, of a run: the event's id, type, producer, run, completeness of
 *       inputs, agents, decisions and transform
 *   <li>{@code headwater_synthesis}, {@code headwater_ingest}, {@code headwater_cleaning}, {@code
 *       headwater_training}, of an output: the payload of the event; in a synthesis, completed by
 *       DOCUMENT events
 *   <li>{@code headwater_composition}, of an input or output: its composition
 *   <li>{@code headwater_output}, {@code headwater_input}, among the facets of an output's
 *       production and of an input's use: the rest of what the event says of it: its URN, hash and
 *       attributes, and of an input its role, its weight and whether the edge is inferred
 *   <li>{@code headwater_document}, of the dataset in a DatasetEvent: the DOCUMENT event
 * </ul>
 */
final class OpenLineageFacets {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SPEC = "https://openlineage.io/spec/facets/";

  /** The code that writes the facets. */
  private static final String PRODUCER = "https://headwater.dev/";

  private static final Set<String> OWNERS = Set.of("OWNER", "MAINTAINER", "STEWARD");

  /** Where each standard facet is defined. */
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "version", "1-0-1/DatasetVersionDatasetFacet",
          "datasetType", "1-0-1/DatasetTypeDatasetFacet",
          "ownership", "1-0-1/OwnershipDatasetFacet",
          "tags", "1-0-0/TagsDatasetFacet",
          "jobTags", "1-0-0/TagsJobFacet",
          "inputStatistics", "1-0-0/InputStatisticsInputDatasetFacet",
          "outputStatistics", "1-0-2/OutputStatisticsOutputDatasetFacet",
          "executionParameters", "1-0-0/ExecutionParametersRunFacet");

  private OpenLineageFacets() {}

  /** A facet of the standard, without fields of its own. */
  private static ObjectNode standard(String name) {
    String[] schema = SCHEMAS.get(name).split("/");
    return facet(SPEC + schema[0] + "/" + schema[1] + ".json#/$defs/" + schema[1]);
  }

  private static ObjectNode facet(String schema) {
    return JSON.objectNode().put("_producer", PRODUCER).put("_schemaURL", schema);
  }

  /** Puts a facet of Headwater's own, unless it has no fields. */
  static void own(ObjectNode facets, String name, ObjectNode fields) {
    if (!fields.isEmpty()) {
      facets.set(name, facet(LocalNames.TERMS + name).setAll(fields));
    }
  }

  /** What the URN of an asset says beyond namespace and name. */
  static ObjectNode dataset(Asset asset) {
    ObjectNode facets = JSON.objectNode();
    asset
        .version()
        .ifPresent(
            version -> facets.set("version", standard("version").put("datasetVersion", version)));
    if (asset.kind() == AssetKind.MODEL) {
      facets.set("datasetType", standard("datasetType").put("datasetType", AssetKind.MODEL.name()));
    }
    return facets;
  }

  static ObjectNode run(LineageEvent event, ObjectNode synthesis) {
    ObjectNode facets = JSON.objectNode();
    ArrayNode parameters = JSON.arrayNode();
    JsonNode stated = synthesis.path("parameters");
    if (!SynthesisNodes.isReason(stated)) {
      addParameters(parameters, stated);
    }
    event
        .train()
        .ifPresent(train -> addParameters(parameters, EventNodes.map(train.hyperparameters())));
    if (!parameters.isEmpty()) {
      facets.set(
          "executionParameters", standard("executionParameters").set("parameters", parameters));
    }
    ObjectNode run = header(event);
    run.put("inputsComplete", event.inputsComplete().name());
    event
        .transform()
        .ifPresent(one -> EventNodes.object(run, "transform", EventNodes.transform(one)));
    own(facets, "headwater_run", run);
    return facets;
  }

  private static void addParameters(ArrayNode into, JsonNode parameters) {
    parameters
        .properties()
        .forEach(
            one ->
                into.addObject().put("key", one.getKey()).put("value", one.getValue().textValue()));
  }

  private static ObjectNode header(LineageEvent event) {
    ObjectNode node = JSON.objectNode();
    node.put("eventId", event.eventId().toString());
    node.put("type", event.type().name());
    node.put("producer", event.producer());
    node.put("job", event.job().urn());
    node.put("run", event.run());
    Annotators annotators = Annotators.of(event.agents());
    EventNodes.list(node, "agents", EventNodes.agents(event.agents()));
    if (annotators.areFew()) {
      node.put("annotators", Annotators.FEW);
    }
    ArrayNode decisions = JSON.arrayNode();
    for (Decision decision : event.decisions()) {
      decisions.add(EventNodes.decision(decision, EventNodes.shown(annotators)));
    }
    EventNodes.list(node, "decisions", decisions);
    return node;
  }

  static ObjectNode job(LineageEvent event) {
    ObjectNode facets = JSON.objectNode();
    facets.set("tags", tag("jobTags", "headwater_activity", event.type().name()));
    return facets;
  }

  private static ObjectNode tag(String facet, String key, String value) {
    ObjectNode node = standard(facet);
    node.putArray("tags")
        .addObject()
        .put("key", key)
        .put("value", value)
        .put("source", "headwater");
    return node;
  }

  static void addInput(ObjectNode facets, Input input) {
    facets.set("tags", tag("tags", "headwater_role", input.role().name()));
    addComposition(facets, input.composition());
  }

  /** The facets on how a run used an input. */
  static ObjectNode use(Input input) {
    ObjectNode facets = statistics("input", input.records(), input.bytes());
    own(facets, "headwater_input", input(input));
    return facets;
  }

  /** The facets on how a run made an output. */
  static ObjectNode production(Output output) {
    ObjectNode facets = statistics("output", output.records(), output.bytes());
    ObjectNode own = JSON.objectNode().put("urn", output.asset().urn());
    EventNodes.text(own, "sha256", output.sha256());
    EventNodes.object(own, "attributes", EventNodes.map(output.attributes()));
    own(facets, "headwater_output", own);
    return facets;
  }

  private static ObjectNode input(Input input) {
    ObjectNode own = JSON.objectNode();
    own.put("urn", input.asset().urn());
    own.put("role", input.role().name());
    own.put("inferred", input.inferred());
    input.weight().ifPresent(weight -> own.put("weight", weight));
    EventNodes.text(own, "sha256", input.sha256());
    return own;
  }

  static void addOutput(
      ObjectNode facets, Output output, LineageEvent event, ObjectNode synthesis) {
    ObjectNode owners = owners(event);
    if (owners != null) {
      facets.set("ownership", owners);
    }
    addLineage(facets, event.inputs());
    if (event.synthesize().isPresent() || !synthesis.isEmpty()) {
      facets.set(
          "headwater_synthesis", facet(LocalNames.TERMS + "headwater_synthesis").setAll(synthesis));
    }
    event.ingest().ifPresent(one -> own(facets, "headwater_ingest", EventNodes.ingest(one)));
    event.clean().ifPresent(one -> own(facets, "headwater_cleaning", EventNodes.clean(one)));
    event.train().ifPresent(one -> own(facets, "headwater_training", EventNodes.train(one)));
    addComposition(facets, output.composition());
  }

  private static void addComposition(ObjectNode facets, List<Composition> composition) {
    ObjectNode node = JSON.objectNode();
    EventNodes.list(node, "composition", EventNodes.compositions(composition));
    own(facets, "headwater_composition", node);
  }

  /** The people and organizations of the event whose role is ownership; null if there are none. */
  static ObjectNode owners(LineageEvent event) {
    Annotators annotators = Annotators.of(event.agents());
    ArrayNode owners = JSON.arrayNode();
    for (Agent agent : event.agents()) {
      String role = agent.role().strip().toUpperCase(Locale.ROOT);
      if (OWNERS.contains(role) && Attribution.answers(agent) && !annotators.withholds(agent)) {
        owners.addObject().put("name", agent.id()).put("type", agent.role());
      }
    }
    return owners.isEmpty() ? null : standard("ownership").set("owners", owners);
  }

  /**
   * Names the inputs as what the output was made of. If an edge is only inferred, nothing is named:
   * without this facet, readers take all inputs of a run for possible sources.
   */
  private static void addLineage(ObjectNode facets, List<Input> inputs) {
    if (inputs.isEmpty() || inputs.stream().anyMatch(Input::inferred)) {
      return;
    }
    ObjectNode lineage = facet(SPEC + "1-0-0/LineageFacet.json#/$defs/LineageDatasetFacet");
    ArrayNode sources = lineage.putArray("inputs");
    for (Input input : inputs) {
      ObjectNode source = sources.addObject();
      source.put("namespace", input.asset().namespace());
      source.put("name", input.asset().name());
      source.put("type", "DATASET");
      if (!input.role().carries()) {
        ObjectNode how = source.putArray("transformations").addObject().put("type", "INDIRECT");
        if (input.role() == Role.FILTER_MODEL) {
          how.put("subtype", "FILTER");
        }
      }
    }
    facets.set("lineage", lineage);
  }

  /** Adds what a DOCUMENT event says of the asset. */
  static void addDocument(ObjectNode facets, LineageEvent event) {
    Document document = event.document().orElseThrow();
    ObjectNode owners = owners(event);
    if (owners != null) {
      facets.set("ownership", owners);
    }
    addLineage(facets, event.inputs());
    document
        .synthesize()
        .ifPresent(one -> own(facets, "headwater_synthesis", SynthesisNodes.of(List.of(one))));
    document.ingest().ifPresent(one -> own(facets, "headwater_ingest", EventNodes.ingest(one)));
    ObjectNode node = header(event);
    ArrayNode inputs = JSON.arrayNode();
    for (Input input : event.inputs()) {
      ObjectNode one = input(input);
      EventNodes.number(one, "records", input.records());
      EventNodes.number(one, "bytes", input.bytes());
      EventNodes.list(one, "composition", EventNodes.compositions(input.composition()));
      inputs.add(one);
    }
    EventNodes.list(node, "inputs", inputs);
    ObjectNode rest = EventNodes.document(document);
    rest.remove(List.of("synthesize", "ingest"));
    node.setAll(rest);
    own(facets, "headwater_document", node);
  }

  /** The facet with the size of an input or output; without fields if nobody states it. */
  private static ObjectNode statistics(String side, OptionalLong records, OptionalLong bytes) {
    ObjectNode facets = JSON.objectNode();
    if (records.isPresent() || bytes.isPresent()) {
      ObjectNode statistics = standard(side + "Statistics");
      EventNodes.number(statistics, "rowCount", records);
      EventNodes.number(statistics, "size", bytes);
      facets.set(side + "Statistics", statistics);
    }
    return facets;
  }
}
