package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Works with records that a real instance could not take, on a real broker and registry. */
class QuarantineIT {
  private static final String EVENTS = "headwater.events";
  private static final String LINEAGE = "headwater.openlineage";
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir private Path folder;

  private Headwater headwater;

  private record Answer(int status, JsonNode body) {}

  private Answer send(String method, String path, String body) {
    try {
      HttpResponse<String> response =
          PatientClient.send(method, headwater.url() + "/api/v1" + path, body);
      return new Answer(response.statusCode(), Json.parse(response.body()));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  private JsonNode ok(String method, String path, String body) {
    Answer answer = send(method, path, body);
    assertThat(answer.status()).as(method + " " + path + ": " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private List<JsonNode> list(String query) {
    JsonNode page = PatientClient.complete(headwater.url() + "/api/v1/quarantine?" + query);
    assertThat(page.path("cursor").isNull()).isTrue();
    List<JsonNode> records = new ArrayList<>();
    page.path("records").forEach(records::add);
    return records;
  }

  private void awaitOpen(int count) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(list("status=open")).hasSize(count));
  }

  /** The open record whose reason contains the text. */
  private JsonNode open(String reason) {
    List<JsonNode> found = list("reason=" + reason);
    assertThat(found).as(reason).hasSize(1);
    return found.get(0);
  }

  private static String id(JsonNode record) {
    return record.path("id").asText();
  }

  private void awaitRest() {
    await().atMost(PATIENCE).until(() -> ok("GET", "/status", "").path("quiescent").asBoolean());
  }

  private static String event(String id, Instant time, String name) {
    return "{\"eventId\":\"00000000-0000-4000-8000-00000000000"
        + id
        + "\",\"eventTime\":\""
        + time
        + "\",\"type\":\"INGEST\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},"
        + "\"run\":\"r\",\"outputs\":[{\"asset\":\"dataset:lab:"
        + name
        + "\"}]}";
  }

  private static byte[] avro(int schema, String event) {
    return WireFormat.frame(schema, EventAvro.encode(EventJson.read(event)));
  }

  private Settings settings(int kafkaPort, int registryPort) {
    return Settings.of(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + kafkaPort,
            "registry.url",
            "http://127.0.0.1:" + registryPort,
            "http.port",
            "0",
            "topic.partitions",
            "2",
            "instance.id",
            "test",
            "state.dir",
            folder.resolve("state").toString()));
  }

  @Test
  void refusedRecords_areListedShownSentAgainAndDiscarded() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry dev = DevRegistry.start(broker.bootstrapServers(), 0);
        SchemaRegistry registry =
            SchemaRegistry.connect(
                List.of(URI.create("http://127.0.0.1:" + dev.port())), Map.of());
        Headwater started = Headwater.start(settings(broker.port(), dev.port()));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      headwater = started;
      started.awaitReady(PATIENCE);
      int known = registry.register(EVENTS + "-value", EventAvro.schemaJson());
      int next = registry.register("probe-value", "\"string\"") + 1;
      ok("POST", "/events?wait=true", event("1", now, "first"));
      byte[] late = avro(next, event("2", now, "late"));
      produce(producer, EVENTS, "bytes", new byte[] {7, 7, 7, 7, 7, 7});
      produce(producer, EVENTS, "late", late);
      produce(
          producer, EVENTS, "future", avro(known, event("3", now.plusSeconds(200_000), "future")));
      String conflict = event("1", now, "first").replace("\"run\":\"r\"", "\"run\":\"another\"");
      produce(producer, EVENTS, EventJson.read(conflict).key(), avro(known, conflict));
      produce(producer, LINEAGE, "bad", "no json".getBytes(StandardCharsets.UTF_8));
      awaitOpen(5);

      shows(next);
      sendsAgainWhenTheSchemaIsThere(registry, next);
      conflictComesBack_andTheListDoesNotGrow();
      openLineageComesBack_andIsDiscarded();
      discardIsSeen();
      awaitRest();
      assertThat(list("status=open")).hasSize(2);
      assertThat(list("status=all")).as("5, and 3 that came back").hasSize(8);
    }
  }

  private static void produce(
      KafkaProducer<byte[], byte[]> producer, String topic, String key, byte[] value)
      throws Exception {
    producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)).get();
  }

  private JsonNode show(JsonNode record) {
    return ok("GET", "/quarantine/" + id(record), "");
  }

  private void shows(int schema) {
    JsonNode bytes = show(open("wire%20format"));
    assertThat(bytes.path("event").isNull()).isTrue();
    assertThat(bytes.at("/value/base64").asText()).isEqualTo("BwcHBwcH");
    assertThat(bytes.at("/key/text").asText()).isEqualTo("bytes");
    assertThat(bytes.at("/record/topic").asText()).isEqualTo(EVENTS);
    JsonNode late = show(open("no%20schema%20of%20id"));
    assertThat(late.path("undecodable").asText()).endsWith("no schema of id " + schema);
    JsonNode future = show(open("24%20h"));
    assertThat(future.at("/event/outputs/0/asset").asText()).isEqualTo("dataset:lab:future");
    JsonNode conflict = show(open("is%20taken"));
    assertThat(conflict.at("/event/run").asText()).isEqualTo("another");
    JsonNode lineage = show(list("topic=" + LINEAGE).get(0));
    assertThat(lineage.path("undecodable").asText()).contains("is not JSON");
    assertThat(lineage.at("/value/text").asText()).isEqualTo("no json");
  }

  private void sendsAgainWhenTheSchemaIsThere(SchemaRegistry registry, int next) {
    String id = id(open("no%20schema%20of%20id"));
    ObjectNode other = (ObjectNode) Json.parse(EventAvro.schemaJson());
    other.put("doc", "as an older client has it");
    assertThat(registry.register("older-value", other.toString())).isEqualTo(next);
    Instant before = Instant.now();
    String replay = "/quarantine/" + id + "/replay";

    CompletableFuture<JsonNode> one = CompletableFuture.supplyAsync(() -> ok("POST", replay, ""));
    CompletableFuture<JsonNode> two = CompletableFuture.supplyAsync(() -> ok("POST", replay, ""));

    assertThat(one.join().path("status").asText()).isEqualTo("replayed");
    assertThat(two.join().path("status").asText()).isEqualTo("replayed");
    String lineage = "/assets/dataset%3Alab%3Alate/lineage";
    await().atMost(PATIENCE).until(() -> send("GET", lineage, "").status() == 200);
    assertThat(send("GET", lineage + "?knownAt=" + before, "").status())
        .as("it arrived when it was sent again")
        .isEqualTo(404);
    awaitRest();
    awaitOpen(4);
    assertThat(ok("GET", "/quarantine/" + id, "").at("/record/mark/what").asText())
        .isEqualTo("replayed");
  }

  private void conflictComesBack_andTheListDoesNotGrow() {
    String first = id(open("is%20taken"));
    for (int i = 1; i <= 2; i++) {
      int times = i;
      String id = id(open("is%20taken"));
      ok("POST", "/quarantine/replay?reason=IS%20TAKEN", "");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                JsonNode back = open("is%20taken");
                assertThat(back.path("replayOf").asText()).isEqualTo(id);
                assertThat(back.path("replays").asInt()).isEqualTo(times);
              });
    }
    JsonNode old = ok("GET", "/quarantine/" + first, "").path("record");
    assertThat(old.path("status").asText()).isEqualTo("replayed");
    assertThat(old.path("returnedAs").isTextual()).isTrue();
    awaitOpen(4);
  }

  private void openLineageComesBack_andIsDiscarded() {
    String bad = id(list("topic=" + LINEAGE).get(0));
    ok("POST", "/quarantine/" + bad + "/replay", "");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(list("topic=" + LINEAGE))
                    .singleElement()
                    .extracting(record -> record.path("replayOf").asText())
                    .isEqualTo(bad));
    String back = id(list("topic=" + LINEAGE).get(0));
    ok("POST", "/quarantine/" + back + "/discard", "{\"reason\":\"a test sent it\"}");
    awaitOpen(3);
  }

  private void discardIsSeen() {
    String bytes = id(open("wire%20format"));
    ok("POST", "/quarantine/" + bytes + "/discard", "{\"reason\":\"no event\"}");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(list("reason=wire")).isEmpty());
    assertThat(list("status=discarded&reason=wire"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.at("/mark/reason").asText()).isEqualTo("no event");
              assertThat(record.at("/mark/by").asText()).isEqualTo("unauthenticated");
            });
  }
}
