package dev.headwater.export.standard.openlineage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.LocalNames;
import dev.headwater.export.standard.facts.Statements;
import dev.headwater.export.standard.facts.SynthesisNodes;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.model.Asset;
import dev.headwater.model.EventIds;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes what is known of an asset as OpenLineage events (spec 2-0-2), one JSON object a line, the
 * earliest first: a RunEvent with the state COMPLETE for each event that makes the asset, and a
 * DatasetEvent for each DOCUMENT event about it.
 *
 * <ul>
 *   <li>A dataset or a model is a dataset of OpenLineage. Its facets {@code version} and {@code
 *       datasetType} (MODEL) say the rest of its URN.
 *   <li>A run id must be a UUID. A run with another text as its id gets a UUID made of the job and
 *       that text. The text is in the facet {@code headwater_run}.
 *   <li>A producer must be a URI. Another text becomes a URI that contains it; it is also in {@code
 *       headwater_run}.
 *   <li>Sizes are statistics of the input or output. Parameters are execution parameters of the
 *       run. Agents whose role is ownership are owners.
 *   <li>The activity and the roles of inputs are tags. The lineage facet of the output names its
 *       inputs, unless some of them are only inferred.
 * </ul>
 *
 * <p>OpenLineage has no place for the rest: {@link OpenLineageFacets} and {@link OpenLineageState}
 * say which facets of Headwater's own have it. What is known of the asset as a whole, of what it
 * descends from, and of what the document lacks, is on the last event.
 */
public final class OpenLineageEvents {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/";

  private final ExportFacts facts;
  private final OpenLineageState state;
  private final Map<UUID, SynthesisRecord> syntheses = new HashMap<>();

  private OpenLineageEvents(ExportFacts facts) {
    this.facts = facts;
    this.state = new OpenLineageState(facts);
    SynthesisRecord.of(facts).forEach(one -> syntheses.putIfAbsent(one.event().eventId(), one));
  }

  /** The document about the asset of {@code facts}; empty if no event on record is about it. */
  public static Export write(ExportFacts facts) {
    return new OpenLineageEvents(facts).write();
  }

  private Export write() {
    Map<UUID, LineageEvent> events = new LinkedHashMap<>();
    Stream.concat(new Statements(facts).makers().stream(), facts.documents().items().stream())
        .sorted(Comparator.comparing(LineageEvent::stamp))
        .forEach(event -> events.putIfAbsent(event.eventId(), event));
    List<Missing> missing = missing(List.copyOf(events.values()));
    StringBuilder text = new StringBuilder();
    int left = events.size();
    for (LineageEvent event : events.values()) {
      boolean last = --left == 0;
      ObjectNode node =
          event.type() == EventType.DOCUMENT
              ? documented(event, last, missing)
              : made(event, last, missing);
      text.append(line(node)).append('\n');
    }
    return new Export(text.toString(), missing);
  }

  /** One line of JSON. Some readers take further characters for line breaks: they are escaped. */
  private static String line(ObjectNode node) {
    return node.toString()
        .replace("\u0085", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private ObjectNode begin(LineageEvent event, String definition) {
    return JSON.objectNode()
        .put("eventTime", event.eventTime().toString())
        .put("producer", producer(event.producer()))
        .put("schemaURL", SPEC + definition);
  }

  private ObjectNode made(LineageEvent event, boolean last, List<Missing> missing) {
    ObjectNode node = begin(event, "RunEvent").put("eventType", "COMPLETE");
    SynthesisRecord record =
        syntheses.getOrDefault(event.eventId(), new SynthesisRecord(event, List.of()));
    ObjectNode run = node.putObject("run").put("runId", runId(event).toString());
    run.set("facets", OpenLineageFacets.run(event, SynthesisNodes.of(record)));
    ObjectNode job =
        node.putObject("job")
            .put("namespace", event.job().namespace())
            .put("name", event.job().name());
    job.set("facets", OpenLineageFacets.job(event));
    ArrayNode inputs = node.putArray("inputs");
    event.inputs().forEach(input -> inputs.add(input(input)));
    Output output = output(event);
    ObjectNode dataset = dataset(facts.asset());
    ObjectNode facets = OpenLineageFacets.dataset(facts.asset());
    OpenLineageFacets.addOutput(facets, output, event, SynthesisNodes.of(record));
    if (last) {
      state.add(facets, missing);
    }
    dataset.set("facets", facets);
    dataset.set("outputFacets", OpenLineageFacets.production(output));
    node.putArray("outputs").add(dataset);
    return node;
  }

  /** What the event says of the asset. */
  private Output output(LineageEvent event) {
    return event.outputs().stream()
        .filter(one -> one.asset().equals(facts.asset()))
        .findFirst()
        .orElse(Output.of(facts.asset()));
  }

  private ObjectNode input(Input input) {
    ObjectNode dataset = dataset(input.asset());
    ObjectNode facets = OpenLineageFacets.dataset(input.asset());
    OpenLineageFacets.addInput(facets, input);
    state.addAncestor(facets, input.asset());
    dataset.set("facets", facets);
    dataset.set("inputFacets", OpenLineageFacets.use(input));
    return dataset;
  }

  private ObjectNode documented(LineageEvent event, boolean last, List<Missing> missing) {
    ObjectNode node = begin(event, "DatasetEvent");
    ObjectNode dataset = dataset(facts.asset());
    ObjectNode facets = OpenLineageFacets.dataset(facts.asset());
    OpenLineageFacets.addDocument(facets, event);
    if (last) {
      state.add(facets, missing);
    }
    dataset.set("facets", facets);
    node.set("dataset", dataset);
    return node;
  }

  private static ObjectNode dataset(Asset asset) {
    return JSON.objectNode().put("namespace", asset.namespace()).put("name", asset.name());
  }

  private static UUID runId(LineageEvent event) {
    try {
      return EventIds.parse(event.run());
    } catch (InvalidException isNoUuid) {
      return LocalNames.uuid("run", event.job().namespace(), event.job().name(), event.run());
    }
  }

  private static String producer(String producer) {
    try {
      boolean ascii = producer.chars().allMatch(c -> c < 0x80);
      if (ascii && new URI(producer).isAbsolute()) {
        return producer;
      }
    } catch (URISyntaxException isNoUri) {
      // It becomes part of one.
    }
    return LocalNames.THINGS + "producer/" + LocalNames.escape(producer);
  }

  private List<Missing> missing(List<LineageEvent> events) {
    List<Missing> missing = new ArrayList<>();
    List<LineageEvent> makers =
        events.stream().filter(event -> event.type() != EventType.DOCUMENT).toList();
    if (makers.isEmpty()) {
      missing.add(
          new Missing("run", "No event on record makes the asset, so there is no run to report."));
    } else {
      missing.add(
          new Missing(
              "job.facets.jobType.processingType",
              "Events have no field for whether a job is a batch or a streaming job."));
      missing.add(
          new Missing(
              "outputs.facets.documentation.description",
              "Events have no field for a description of a dataset."));
      if (makers.stream().noneMatch(event -> OpenLineageFacets.owners(event) != null)) {
        missing.add(
            new Missing(
                "outputs.facets.ownership.owners",
                "An agent with the role OWNER, MAINTAINER or STEWARD in the field agents of an"
                    + " event would state it."));
      }
    }
    for (LineageEvent event : makers) {
      addMissing(missing, event);
    }
    return missing;
  }

  private void addMissing(List<Missing> missing, LineageEvent event) {
    String of = " of the event " + event.eventId() + " would state it.";
    if (event.inputs().isEmpty() && event.type() != EventType.INGEST) {
      missing.add(new Missing("inputs", "The field inputs" + of));
    }
    Output output = output(event);
    if (output.records().isEmpty()) {
      missing.add(
          new Missing(
              "outputs.outputFacets.outputStatistics.rowCount", "The field outputs.records" + of));
    }
    if (output.bytes().isEmpty()) {
      missing.add(
          new Missing(
              "outputs.outputFacets.outputStatistics.size", "The field outputs.bytes" + of));
    }
  }
}
