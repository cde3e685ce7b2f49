package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import dev.headwater.openlineage.OpenLineageEvent.Mention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Stores what an event says: a row for each dataset that it names, and one for the job and the run.
 * It neither reads nor writes rows of datasets that the event does not name, with two exceptions:
 *
 * <ul>
 *   <li>The latest event that defines a job's datasets replaces the whole definition: it removes
 *       datasets that it does not name.
 *   <li>An event that deletes the job's lineage facet marks every output, because the sources of
 *       each may be unknown now.
 * </ul>
 */
final class Recording {
  static final String PRODUCER = "producer";
  static final String JOB_FACET = "job.";
  static final String RUN_FACET = "run.";

  /**
   * The name of the statement whether an event names something that was written and not dropped or
   * emptied.
   */
  static final String MAKES = "makes";

  /** The name of the statement that the job's lineage facet was deleted. */
  static final String NO_ENTRIES = "noEntries";

  private static final String LINEAGE = "lineage";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Memory memory;
  private final OpenLineageEvent event;
  private final Moment moment;
  private final int job;
  private final BiPredicate<Moment, Moment> apart;
  private final Instant horizon;
  private boolean entriesDeleted;

  private Recording(Memory memory, Header header, OpenLineageEvent event) {
    this.memory = memory;
    this.event = event;
    this.moment = event.moment();
    this.job = header.number(event.job());
    this.horizon = header.horizon();
    this.apart =
        (one, other) -> header.jobs().stream().anyMatch(known -> known.marksBetween(one, other));
  }

  /**
   * Stores an event.
   *
   * @param header after the event
   */
  static void record(Memory memory, Header header, OpenLineageEvent event) {
    Recording recording = new Recording(memory, header, event);
    recording.facts();
    boolean whole = header.kind() == Kind.JOB && event.namesDatasets();
    boolean outdated = whole && recording.moment.compareTo(header.named()) < 0;
    if (whole && !outdated) {
      recording.forgetDatasets();
    }
    if (!outdated) {
      recording.datasets();
    }
  }

  private void facts() {
    SortedMap<String, JsonNode> said = new TreeMap<>();
    said.put(PRODUCER, JSON.textNode(event.producer()));
    boolean makes = makes();
    if (makes || (event.kind() == Kind.JOB && event.namesDatasets())) {
      said.put(MAKES, JSON.booleanNode(makes));
    }
    event
        .jobFacets()
        .forEach(
            (name, value) -> {
              if (!name.equals(LINEAGE)) {
                said.put(JOB_FACET + name, value);
              } else {
                said.put(JOB_FACET + Facets.unread(LINEAGE), JSON.nullNode());
                if (value.isNull()) {
                  said.put(NO_ENTRIES, JSON.booleanNode(true));
                }
              }
            });
    event.runFacets().forEach((name, value) -> said.put(RUN_FACET + name, value));
    entriesDeleted = write(Rows.facts(job), said).facets().containsKey(NO_ENTRIES);
    if (said.containsKey(NO_ENTRIES)) {
      String place = Rows.outputs(job);
      List<String> outputs = new ArrayList<>();
      memory.scan(place, "", (key, row) -> outputs.add(key.substring(place.length())));
      outputs.forEach(output -> note(Rows.open(job) + output));
    }
  }

  private boolean makes() {
    return event.jobFacets().getOrDefault(LINEAGE, JSON.nullNode()).size() > 0
        || event.outputs().stream()
            .map(output -> standing(output.facets()))
            .anyMatch(
                facets ->
                    !AttemptView.isDropped(facets.lifecycle()) || AttemptView.namesSources(facets));
  }

  private static Facets standing(Map<String, JsonNode> said) {
    Map<String, JsonNode> left = new TreeMap<>(said);
    left.values().removeIf(JsonNode::isNull);
    return new Facets(left);
  }

  private void forgetDatasets() {
    List<String> keys = new ArrayList<>();
    for (String prefix : Rows.datasets(job)) {
      memory.scan(prefix, "", (key, row) -> keys.add(key));
    }
    keys.forEach(memory::delete);
  }

  private void datasets() {
    for (Mention input : event.inputs()) {
      write(Rows.inputs(job) + input.name().key(), mentioned(input));
      note(Rows.unnamed(job) + input.name().key());
      for (DatasetName alias : standing(input.facets()).symlinks()) {
        note(Rows.alias(job, alias) + input.name().key());
      }
    }
    SortedMap<DatasetName, Map<String, JsonNode>> outputs = new TreeMap<>();
    event.outputs().forEach(output -> outputs.put(output.name(), mentioned(output)));
    for (JsonNode entry : event.jobFacets().getOrDefault(LINEAGE, JSON.nullNode())) {
      ObjectNode sources = JSON.objectNode();
      if (entry.has("sources")) {
        sources.set("sources", entry.get("sources"));
      }
      DatasetName target =
          new DatasetName(entry.path("namespace").asText(), entry.path("name").asText());
      outputs.computeIfAbsent(target, any -> new TreeMap<>()).put(Statements.ENTRY, sources);
    }
    outputs.forEach(this::output);
  }

  private static Map<String, JsonNode> mentioned(Mention mention) {
    Map<String, JsonNode> said = new TreeMap<>(mention.facets());
    String change = new Facets(mention.facets()).lifecycle();
    said.put(Statements.NAMED, JSON.textNode(change));
    return said;
  }

  private void output(DatasetName name, Map<String, JsonNode> said) {
    write(Rows.outputs(job) + name.key(), said);
    Facets facets = standing(said);
    for (DatasetName source : Sources.named(facets)) {
      note(Rows.naming(job, source) + name.key());
    }
    if (entriesDeleted && said.containsKey(Statements.ENTRY)) {
      note(Rows.open(job) + name.key()); // the entry may be older than the deletion
    }
    switch (Sources.extent(facets)) {
      case OPEN -> note(Rows.open(job) + name.key());
      case NAMED -> note(Rows.named(job) + name.key());
      case STATED -> {
        // The output depends on no other inputs.
      }
    }
  }

  private void note(String key) {
    if (memory.get(key).isEmpty()) {
      memory.put(key, Rows.NOTHING);
    }
  }

  private Statements write(String key, Map<String, JsonNode> said) {
    Statements known = Rows.statements(memory, key);
    Statements more = known.with(moment, said, apart);
    Statements kept = event.kind() == Kind.RUN ? more.since(horizon) : more.latestOnly();
    if (!kept.equals(known)) {
      memory.put(key, Rows.write(kept));
    }
    return kept;
  }
}
