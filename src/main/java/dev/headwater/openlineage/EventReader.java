package dev.headwater.openlineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.Limits;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import dev.headwater.openlineage.OpenLineageEvent.Mention;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads RunEvents, JobEvents and DatasetEvents; {@code schemaURL} tells which it is, and their
 * shape where that does not.
 *
 * <p>Facets of others may be as deep as they like (plans of queries are), up to what the JSON
 * parser's own bounds are.
 */
public final class EventReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final FacetReader facets;
  private final Translation translation;

  /**
   * @param payloads reads our own facets
   * @param versions whether version facets make assets of their own
   */
  public EventReader(Payloads payloads, boolean versions) {
    PayloadFacets own = new PayloadFacets(payloads);
    this.facets = new FacetReader(own);
    this.translation = new Translation(own, versions);
  }

  /**
   * Parses JSON.
   *
   * @throws InvalidException if it is none
   */
  public static JsonNode parse(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (tree.isMissingNode()) {
        throw new InvalidException("", "is empty, must be JSON");
      }
      return tree;
    } catch (JsonProcessingException malformed) {
      throw new InvalidException(
          "",
          "is not JSON: "
              + Shown.of(malformed.getOriginalMessage().lines().findFirst().orElse("")));
    } catch (IOException malformed) {
      throw new InvalidException("", "is not JSON: it is not UTF-8");
    }
  }

  /**
   * Reads one event.
   *
   * @throws InvalidException that names the field, if a part that is used is missing or broken, or
   *     if what it says alone is more than an event of ours can hold
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
    facets.run(run, runFacets);
    return new OpenLineageEvent(
        Kind.RUN,
        "run:" + runId,
        time,
        state(event),
        producer,
        Optional.of(jobName(job)),
        jobFacets(job),
        runFacets,
        mentions(event, "inputs", "inputFacets"),
        mentions(event, "outputs", "outputFacets"));
  }

  private OpenLineageEvent job(Fields event) {
    Instant time = time(event);
    String producer = producer(event);
    Fields job = event.requiredObject("job");
    Job name = jobName(job);
    return new OpenLineageEvent(
        Kind.JOB,
        subject("job", name.namespace(), name.name()),
        time,
        RunState.OTHER,
        producer,
        Optional.of(name),
        jobFacets(job),
        new TreeMap<>(),
        mentions(event, "inputs", "inputFacets"),
        mentions(event, "outputs", "outputFacets"));
  }

  private OpenLineageEvent dataset(Fields event) {
    Instant time = time(event);
    String producer = producer(event);
    Fields dataset = event.requiredObject("dataset");
    DatasetName name = DatasetName.of("dataset", event.required("dataset"));
    SortedMap<String, JsonNode> read = new TreeMap<>();
    facets.dataset(dataset, "facets", read);
    if (read.containsKey(PayloadFacets.COMPOSITION)) {
      throw new InvalidException(
          "dataset.facets." + PayloadFacets.COMPOSITION,
          PayloadFacets.place(PayloadFacets.COMPOSITION));
    }
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
        List.of(new Mention(name, read)));
  }

  /** One text for each pair, because a colon inside a part is written as another character. */
  private static String subject(String kind, String namespace, String name) {
    return kind + ":" + escaped(namespace) + ":" + escaped(name);
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace(":", "%3A");
  }

  private static Instant time(Fields event) {
    String text = event.requiredText("eventTime");
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 0 && year <= 9999) {
        return time.truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeException malformed) {
      // Told below.
    }
    throw new InvalidException(
        "eventTime",
        "is \"" + Shown.of(text) + "\", must be a time with an offset, as 2026-11-22T10:00:00Z");
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

  private SortedMap<String, JsonNode> jobFacets(Fields job) {
    SortedMap<String, JsonNode> read = new TreeMap<>();
    facets.job(job, read);
    return read;
  }

  private List<Mention> mentions(Fields event, String field, String more) {
    SortedMap<DatasetName, SortedMap<String, JsonNode>> read = new TreeMap<>();
    event.list(
        field,
        (path, item) -> {
          DatasetName name = DatasetName.of(path, item);
          Fields dataset = Fields.of(path, item);
          SortedMap<String, JsonNode> into = read.computeIfAbsent(name, any -> new TreeMap<>());
          facets.dataset(dataset, "facets", into);
          facets.dataset(dataset, more, into);
          return name;
        });
    return read.entrySet().stream()
        .map(
            (Map.Entry<DatasetName, SortedMap<String, JsonNode>> one) ->
                new Mention(one.getKey(), one.getValue()))
        .toList();
  }
}
