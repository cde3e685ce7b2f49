package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.EventJson;
import dev.headwater.http.ingest.KafkaEventSink;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that the trace of a request goes with each event that it sends, that no trace makes a
 * request fail, and that answers and pages show the trace that is stored.
 */
class TracedRequestsTest {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACE = "00-" + TRACE_ID + "-00f067aa0ba902b7-01";
  private static final Optional<TraceParent> READ = TraceParent.parse(TRACE);
  private static final String LINES = "application/x-ndjson";
  private static final String JSON = "application/json";

  private final ApiFixture api = new ApiFixture();

  @AfterEach
  void close() {
    api.close();
  }

  private ApiFixture.Answer post(String path, String type, String body, String... traceParents) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri("/api/v1" + path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body));
    for (String traceParent : traceParents) {
      request.header("Traceparent", traceParent); // names of headers have no case
    }
    return api.send(request);
  }

  @Test
  void trace_goesWithEachEventOfAnArrayAndOfLines() {
    String events = EventsApiTest.event() + "\n" + EventsApiTest.event() + "\n";

    assertThat(post("/events", LINES, events, TRACE).status()).isEqualTo(200);
    assertThat(api.sink.traceParents).containsExactly(READ, READ);
    String array = "[" + EventsApiTest.event() + "," + EventsApiTest.event() + "]";
    assertThat(post("/events", JSON, array, TRACE).status()).isEqualTo(200);
    assertThat(api.sink.traceParents).containsExactly(READ, READ, READ, READ);
  }

  @Test
  void trace_goesWithEachOpenLineageEvent() {
    assertThat(post("/lineage", JSON, OpenLineageApiTest.RUN, TRACE).status()).isEqualTo(201);
    assertThat(post("/lineage", JSON, OpenLineageApiTest.RUN).status()).isEqualTo(201);
    String batch = "[" + OpenLineageApiTest.RUN + "," + OpenLineageApiTest.RUN + "]";
    assertThat(post("/lineage/batch", JSON, batch, TRACE).status()).isLessThan(300);

    assertThat(api.openLineage.traceParents).containsExactly(READ, Optional.empty(), READ, READ);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        TRACE + "-extra",
      })
  void invalidTrace_isIgnored(String traceParent) {
    assertIgnored(traceParent);
  }

  @Test
  void longTrace_andSeveralTraces_areIgnored() {
    assertIgnored(TRACE + "-" + "0".repeat(7 * 1024));
    assertIgnored(TRACE, TRACE);
    assertIgnored(TRACE, "garbage");
  }

  private void assertIgnored(String... traceParents) {
    api.sink.traceParents.clear();
    api.openLineage.traceParents.clear();

    assertThat(post("/events", JSON, EventsApiTest.event(), traceParents).body())
        .isEqualTo("{\"accepted\":1,\"rejected\":[]}");
    assertThat(post("/lineage", JSON, OpenLineageApiTest.RUN, traceParents).status())
        .isEqualTo(201);

    assertThat(api.sink.traceParents).containsExactly(Optional.empty());
    assertThat(api.openLineage.traceParents).containsExactly(Optional.empty());
  }

  static List<Optional<TraceParent>> traces() {
    return List.of(READ, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("traces")
  void sinks_putTheTraceOnTheRecord(Optional<TraceParent> traceParent) {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    LineageEvent event = EventJson.read(EventsApiTest.event());
    try (KafkaEventSink sink = new KafkaEventSink(producer, "events", sent -> new byte[] {1})) {
      sink.send(event, traceParent).join();
    }

    List<String> headers = traceParent.isPresent() ? List.of("traceparent: " + TRACE) : List.of();
    assertThat(producer.history().get(0).headers())
        .extracting(
            header -> header.key() + ": " + new String(header.value(), StandardCharsets.US_ASCII))
        .isEqualTo(headers);
  }

  @Test
  void decisions_showTheStoredTrace_andNothingForAnEventWithout() throws Exception {
    Asset data = dataset("traced@1");
    LineageEvent traced = event(data);
    LineageEvent plain = event(data);
    api.graph.event(data, traced).event(data, plain);
    api.graph.trace(data, traced, READ.orElseThrow());

    JsonNode events = api.asset(data.urn(), "/decisions").json().path("events");

    assertThat(events).hasSize(2);
    for (JsonNode shown : events) {
      boolean isTraced = shown.path("eventId").asText().equals(traced.eventId().toString());
      assertThat(shown.has("traceparent")).isEqualTo(isTraced);
      assertThat(shown.path("traceparent").asText("")).isEqualTo(isTraced ? TRACE : "");
    }
    String page =
        api.client
            .send(
                HttpRequest.newBuilder(
                        api.uri("/assets/" + ApiFixture.segment(data.urn()) + "/decisions"))
                    .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8))
            .body();
    assertThat(page).containsOnlyOnce(", trace <code>" + TRACE_ID + "</code>");
    assertThat(page.split(", trace <code>", -1)).hasSize(2);
  }

  private static LineageEvent event(Asset asset) {
    return EventJson.read(
        EventsApiTest.event()
            .replaceFirst("dataset:lab:a", asset.urn())
            .replaceFirst("\"run\":\"r\"", "\"run\":\"" + UUID.randomUUID() + "\""));
  }
}
