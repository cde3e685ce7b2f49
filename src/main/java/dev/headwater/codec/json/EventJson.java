package dev.headwater.codec.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads and writes lineage events as JSON. */
public final class EventJson {
  private static final List<String> EVENT =
      List.of(
          "eventId",
          "eventTime",
          "type",
          "producer",
          "job",
          "run",
          "inputs",
          "outputs",
          "inputsComplete",
          "agents",
          "decisions",
          "ingest",
          "clean",
          "transform",
          "synthesize",
          "train",
          "document",
          "retract");

  private EventJson() {}

  /**
   * Reads one event.
   *
   * @throws InvalidException when it is not JSON, has an unknown field or breaks a rule. It
   *     contains all problems, except those of rules about the whole event that depend on a field
   *     with a problem
   */
  public static LineageEvent read(byte[] json) {
    return read(Json.parse(json));
  }

  /** Like {@link #read(byte[])}, for text. */
  public static LineageEvent read(String json) {
    return read(Json.parse(json));
  }

  /** Like {@link #read(byte[])}, for a tree. */
  public static LineageEvent read(JsonNode json) {
    return read(json, JsonReader::instant);
  }

  /**
   * Like {@link #read(JsonNode)}, for an event that arrives now.
   *
   * @param arrival the time of arrival; an event time too far after it is refused
   */
  public static LineageEvent read(JsonNode json, Instant arrival) {
    return read(
        json,
        node -> {
          Instant eventTime = JsonReader.instant(node);
          LineageEvent.requireNotAfter("", eventTime, arrival);
          return eventTime;
        });
  }

  private static LineageEvent read(JsonNode json, Function<JsonNode, Instant> time) {
    return JsonReader.read(json, EVENT, event -> event(event, time));
  }

  private static LineageEvent event(JsonReader event, Function<JsonNode, Instant> time) {
    return new LineageEvent(
        event.eventId("eventId"),
        event.spelled("eventTime", time, null, Instant.EPOCH),
        // No stand-in, because the rules for event types need the actual type.
        event.spelled("type", node -> JsonReader.symbol(node, EventType.class), null, null),
        event.text("producer"),
        event.value("job", PartsJson::job, null, PartsJson.ANY_JOB),
        event.text("run"),
        event.list("inputs", PartsJson::input),
        event.list("outputs", PartsJson::output),
        event.symbol("inputsComplete", Completeness.class, Completeness.NO_ASSERTION),
        event.list("agents", PartsJson::agent),
        event.list("decisions", PartsJson::decision),
        event.optional("ingest", PartsJson::ingest),
        event.optional("clean", PayloadsJson::clean),
        event.optional("transform", PayloadsJson::transform),
        event.optional("synthesize", SynthesisJson::read),
        event.optional("train", PayloadsJson::train),
        event.optional("document", PayloadsJson::document),
        event.optional("retract", PayloadsJson::retract));
  }

  /** Returns the canonical form. */
  public static ObjectNode write(LineageEvent event) {
    return new JsonWriter()
        .text("eventId", event.eventId().toString())
        .instant("eventTime", Optional.of(event.eventTime()))
        .text("type", event.type().name())
        .text("producer", event.producer())
        .value("job", PartsJson.write(event.job()))
        .text("run", event.run())
        .list("inputs", event.inputs(), PartsJson::write)
        .list("outputs", event.outputs(), PartsJson::write)
        .text("inputsComplete", event.inputsComplete().name())
        .list("agents", event.agents(), PartsJson::write)
        .list("decisions", event.decisions(), PartsJson::write)
        .value("ingest", event.ingest(), PartsJson::write)
        .value("clean", event.clean(), PayloadsJson::write)
        .value("transform", event.transform(), PayloadsJson::write)
        .value("synthesize", event.synthesize(), SynthesisJson::write)
        .value("train", event.train(), PayloadsJson::write)
        .value("document", event.document(), PayloadsJson::write)
        .value("retract", event.retract(), PayloadsJson::write)
        .object();
  }
}
