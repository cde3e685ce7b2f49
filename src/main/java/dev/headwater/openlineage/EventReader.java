package dev.headwater.openlineage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import dev.headwater.openlineage.OpenLineageEvent.Mention;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads RunEvents, JobEvents and DatasetEvents. The {@code schemaURL} decides which of them an
 * event is. If it names none of them, the fields of the event decide.
 */
public final class EventReader {
  private final FacetReader facets;
  private final Translation translation;

  /**
   * @param payloads reads Headwater's own facets
   * @param versions whether a dataset's version facet becomes part of the asset's name
   */
  public EventReader(Payloads payloads, boolean versions) {
    PayloadFacets own = new PayloadFacets(payloads);
    this.facets = new FacetReader(own);
    this.translation = new Translation(own, versions);
  }

  /**
   * The names of all facets that are read, and the name that stands for all facets of one dataset,
   * job or run together.
   */
  public static SortedSet<String> facetNames() {
    return FacetReader.names();
  }

  /**
   * Reads one event. It leaves out a facet that cannot be read and reports it in {@link
   * OpenLineageEvent#ignored}.
   *
   * @throws InvalidException that names the field, if an id, a name, the time or another required
   *     field is missing or invalid, or if the event alone says more than a Headwater event can
   *     hold
   */
  public OpenLineageEvent read(JsonNode json) {
    OpenLineageEvent event = event(Fields.of("", json));
    translation.check(event);
    return event;
  }

  private OpenLineageEvent event(Fields event) {
    return switch (kind(event)) {
      case RUN -> run(event);
      case JOB -> job(event);
      case DATASET -> dataset(event);
    };
  }

  private static Kind kind(Fields event) {
    String url = event.text("schemaURL");
    if (url.endsWith("/RunEvent")) {
      return Kind.RUN;
    }
    if (url.endsWith("/JobEvent")) {
      return Kind.JOB;
    }
    if (url.endsWith("/DatasetEvent")) {
      return Kind.DATASET;
    }
    if (event.has("dataset") && !event.has("run")) {
      return Kind.DATASET;
    }
    return event.has("job") && !event.has("run") && !event.has("eventType") ? Kind.JOB : Kind.RUN;
  }

  private OpenLineageEvent run(Fields event) {
    Instant time = time(event);
    String producer = producer(event);
    Fields run = event.requiredObject("run");
    String runId = FacetReader.runId(run);
    Fields job = event.requiredObject("job");
    SortedMap<String, JsonNode> runFacets = new TreeMap<>();
    IgnoredFacets.Collector ignored = new IgnoredFacets.Collector();
    facets.run(run, runFacets, ignored);
    SortedMap<String, JsonNode> jobFacets = jobFacets(job, ignored);
    List<Mention> inputs = mentions(event, "inputs", "inputFacets", ignored);
    List<Mention> outputs = mentions(event, "outputs", "outputFacets", ignored);
    return new OpenLineageEvent(
        Kind.RUN,
        "run:" + runId,
        time,
        state(event),
        producer,
        Optional.of(jobName(job)),
        jobFacets,
        runFacets,
        inputs,
        outputs,
        ignored.done());
  }

  private OpenLineageEvent job(Fields event) {
    Instant time = time(event);
    String producer = producer(event);
    Fields job = event.requiredObject("job");
    Job name = jobName(job);
    IgnoredFacets.Collector ignored = new IgnoredFacets.Collector();
    SortedMap<String, JsonNode> jobFacets = jobFacets(job, ignored);
    List<Mention> inputs = mentions(event, "inputs", "inputFacets", ignored);
    List<Mention> outputs = mentions(event, "outputs", "outputFacets", ignored);
    return new OpenLineageEvent(
        Kind.JOB,
        subject("job", name.namespace(), name.name()),
        time,
        RunState.OTHER,
        producer,
        Optional.of(name),
        jobFacets,
        new TreeMap<>(),
        inputs,
        outputs,
        ignored.done());
  }

  private OpenLineageEvent dataset(Fields event) {
    Instant time = time(event);
    String producer = producer(event);
    Fields dataset = event.requiredObject("dataset");
    DatasetName name = DatasetName.of("dataset", event.required("dataset"));
    SortedMap<String, JsonNode> read = new TreeMap<>();
    IgnoredFacets.Collector ignored = new IgnoredFacets.Collector();
    facets.dataset(dataset, "facets", false, read, ignored);
    return new OpenLineageEvent(
        Kind.DATASET,
        subject("dataset", name.namespace(), name.name()),
        time,
        RunState.OTHER,
        producer,
        Optional.empty(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        List.of(new Mention(name, read)),
        ignored.done());
  }

  /** Returns a different text for each pair of names, because it escapes colons inside them. */
  private static String subject(String kind, String namespace, String name) {
    return kind + ":" + escaped(namespace) + ":" + escaped(name);
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace(":", "%3A");
  }

  private static Instant time(Fields event) {
    String text = event.requiredText("eventTime");
    return EventTime.parse(text)
        .orElseThrow(
            () ->
                new InvalidException(
                    "eventTime",
                    "is \""
                        + Shown.of(text)
                        + "\", must be a time with an offset, as 2026-11-22T10:00:00Z"));
  }

  private static String producer(Fields event) {
    String producer = event.requiredText("producer");
    bounded("producer", producer);
    return producer;
  }

  private static void bounded(String path, String text) {
    int points = text.codePointCount(0, text.length());
    if (points > Limits.ID_CODE_POINTS) {
      throw new InvalidException(
          path, "is " + points + " code points, the limit is " + Limits.ID_CODE_POINTS);
    }
  }

  private static RunState state(Fields event) {
    String text = event.text("eventType");
    if (text.isEmpty()) {
      return RunState.OTHER;
    }
    for (RunState state : RunState.values()) {
      if (state.name().equalsIgnoreCase(text)) {
        return state;
      }
    }
    throw new InvalidException(
        "eventType",
        "is \""
            + Shown.of(text)
            + "\", must be one of "
            + Arrays.stream(RunState.values()).map(Enum::name).collect(Collectors.joining(", ")));
  }

  private static Job jobName(Fields job) {
    String namespace = job.requiredText("namespace");
    String name = job.requiredText("name");
    try {
      return new Job(namespace, name);
    } catch (InvalidException invalid) {
      throw invalid.within("job");
    }
  }

  private SortedMap<String, JsonNode> jobFacets(Fields job, IgnoredFacets.Collector ignored) {
    SortedMap<String, JsonNode> read = new TreeMap<>();
    facets.job(job, read, ignored);
    return read;
  }

  private List<Mention> mentions(
      Fields event, String field, String more, IgnoredFacets.Collector ignored) {
    SortedMap<DatasetName, SortedMap<String, JsonNode>> read = new TreeMap<>();
    event.list(
        field,
        (path, item) -> {
          DatasetName name = DatasetName.of(path, item);
          Fields dataset = Fields.of(path, item);
          SortedMap<String, JsonNode> into = read.computeIfAbsent(name, any -> new TreeMap<>());
          facets.dataset(dataset, "facets", true, into, ignored);
          facets.dataset(dataset, more, true, into, ignored);
          return name;
        });
    return read.entrySet().stream()
        .map(
            (Map.Entry<DatasetName, SortedMap<String, JsonNode>> one) ->
                new Mention(one.getKey(), one.getValue()))
        .toList();
  }
}
