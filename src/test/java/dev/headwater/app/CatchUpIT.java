package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows on two instances that a read that waits, on either of them, finds everything that was
 * acknowledged before, while a stream of single posts never stops.
 */
@Timeout(900)
class CatchUpIT {
  private static final int PARTITIONS = 4;
  private static final int ROUNDS = 25;
  private static final int OUTPUTS = 1_000;

  @TempDir private static Path folder;

  private static EmbeddedBroker broker;
  private static DevRegistry registry;
  private static final List<Headwater> INSTANCES = new ArrayList<>();
  private static final AtomicBoolean STREAMING = new AtomicBoolean(true);
  private static final ExecutorService BACKGROUND = Executors.newSingleThreadExecutor();
  private static Future<Integer> stream;

  private record Answer(int status, JsonNode json) {
    boolean caughtUp() {
      return json.path("freshness").path("caughtUp").asBoolean();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    for (String name : List.of("one", "two")) {
      Map<String, String> settings = new HashMap<>();
      settings.put("bootstrap.servers", broker.bootstrapServers());
      settings.put("registry.url", registry.url().toString());
      settings.put("http.port", "0");
      settings.put("topic.partitions", Integer.toString(PARTITIONS));
      settings.put("threads", "1");
      settings.put("standby.replicas", "0");
      settings.put("instance.id", name);
      settings.put("state.dir", folder.resolve(name).toString());
      INSTANCES.add(Headwater.start(Settings.of(settings)));
    }
    for (Headwater instance : INSTANCES) {
      instance.awaitReady(Duration.ofSeconds(120));
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> instance.applied().size() == PARTITIONS / INSTANCES.size());
    }
    CountDownLatch begun = new CountDownLatch(1);
    stream = BACKGROUND.submit(() -> post(begun));
    begun.await();
  }

  /**
   * Posts one event after the other. Each one uses the output of the previous one, so that
   * exposures travel; every 50th event begins again without an input.
   */
  private static int post(CountDownLatch begun) throws Exception {
    int posted = 0;
    while (STREAMING.get()) {
      String before = posted % 50 == 0 ? "" : "dataset:stream:d" + (posted - 1);
      send(0, "POST", "/events", event("dataset:stream:d" + posted, before));
      posted++;
      begun.countDown();
      LockSupport.parkNanos(10_000_000); // about 60 a second: other tests run at the same time
    }
    return posted;
  }

  @AfterAll
  static void stop() throws Exception {
    STREAMING.set(false);
    int posted = stream.get();
    BACKGROUND.shutdown();
    INSTANCES.forEach(Headwater::close);
    registry.close();
    broker.close();
    assertThat(posted).as("events of the stream").isPositive();
  }

  private static Answer send(int instance, String method, String path, String body)
      throws IOException, InterruptedException {
    var response =
        PatientClient.send(method, INSTANCES.get(instance).url() + "/api/v1" + path, body);
    return new Answer(
        response.statusCode(), Json.parse(response.body().isEmpty() ? "{}" : response.body()));
  }

  private static Answer asset(int instance, String urn, String rest) throws Exception {
    return send(instance, "GET", "/assets/" + URLEncoder.encode(urn, UTF_8) + rest, "");
  }

  private static String event(String output, String input) {
    return event(List.of(output), input);
  }

  private static String event(List<String> outputs, String input) {
    return "{\"eventId\":\""
        + UUID.randomUUID()
        + "\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"type\":\""
        + (input.isEmpty() ? "INGEST" : "TRANSFORM")
        + "\",\"producer\":\"p\",\"job\":{\"namespace\":\"n\",\"name\":\"j\"},\"run\":\"r\","
        + (input.isEmpty() ? "" : "\"inputs\":[{\"asset\":\"" + input + "\"}],")
        + "\"outputs\":["
        + outputs.stream()
            .map(urn -> "{\"asset\":\"" + urn + "\"}")
            .collect(Collectors.joining(","))
        + "]}";
  }

  /**
   * Repeats a read that waits until it is caught up, which may take several reads on a busy
   * machine. A read that does not wait then finds what was acknowledged before.
   */
  private static void caughtUp(int instance) {
    await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () -> {
              Answer answer = send(instance, "GET", "/assets?limit=1&wait=true", "");
              assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
              if (answer.caughtUp()) {
                JsonNode freshness = answer.json().path("freshness");
                assertThat(freshness.path("behindEvents").asLong(-1)).isZero();
                assertThat(freshness.path("behindMillis").asLong(-1)).isZero();
              } else {
                assertThat(answer.json().path("complete").asBoolean(true)).isFalse();
                assertThat(answer.json().at("/freshness/behindMillis").asLong()).isPositive();
              }
              return answer.caughtUp();
            });
  }

  private static void assertFound(int instance, String urn) throws Exception {
    Answer answer = asset(instance, urn, "");
    assertThat(answer.status()).as(urn + " " + answer.json()).isEqualTo(200);
  }

  @Test
  void whatWasPosted_isFoundOnBothInstances() throws Exception {
    List<Long> millis = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      String data = "dataset:single:d" + round;
      assertThat(send(0, "POST", "/events", event(data, "dataset:source:s" + round)).status())
          .isEqualTo(200);
      long began = System.nanoTime();
      caughtUp(round % 2);
      millis.add((System.nanoTime() - began) / 1_000_000);
      assertFound((round + 1) % 2, data);
      Answer downstream =
          asset(round % 2, "dataset:source:s" + round, "/lineage?direction=downstream");
      assertThat(downstream.json().path("edges").size()).isEqualTo(1);
    }
    millis.sort(null);
    System.out.printf(
        "waited for the facts under a stream: p50 %d ms, largest %d ms%n",
        millis.get(ROUNDS / 2), millis.get(ROUNDS - 1));
  }

  @Test
  void anEventUnderAnotherKey_isFound() throws Exception {
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
        KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
      for (int round = 0; round < ROUNDS; round++) {
        String data = "dataset:elsewhere:d" + round;
        byte[] value = encoder.encode(EventJson.read(Json.parse(event(data, ""))));
        producer
            .send(
                new ProducerRecord<>(
                    "headwater.events", round % PARTITIONS, "any".getBytes(UTF_8), value))
            .get();
        caughtUp(round % 2);
        assertFound(round % 2, data);
      }
    }
  }

  @Test
  void everyOutputOfAnEventWithMany_isFound() throws Exception {
    List<String> outputs = IntStream.range(0, OUTPUTS).mapToObj(i -> "dataset:many:d" + i).toList();
    assertThat(send(1, "POST", "/events", event(outputs, "dataset:many:source")).status())
        .isEqualTo(200);
    caughtUp(0);
    for (int i = 0; i < OUTPUTS; i += 37) {
      assertFound(i % 2, outputs.get(i));
    }
    assertFound(0, outputs.get(OUTPUTS - 1));
  }

  @Test
  void openLineage_isFound_underAnyKey() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      for (int round = 0; round < ROUNDS; round++) {
        String data = "t" + round;
        String event =
            "{\"eventType\":\"COMPLETE\",\"eventTime\":\"2026-01-01T00:00:00Z\",\"producer\":\"p\","
                + "\"run\":{\"runId\":\""
                + UUID.randomUUID()
                + "\"},\"job\":{\"namespace\":\"n\",\"name\":\"j"
                + round
                + "\"},\"outputs\":[{\"namespace\":\"lake\",\"name\":\""
                + data
                + "\"}]}";
        if (round % 2 == 0) {
          assertThat(send(0, "POST", "/lineage", event).status()).isEqualTo(201);
        } else {
          producer
              .send(
                  new ProducerRecord<>(
                      "headwater.openlineage", "any".getBytes(UTF_8), event.getBytes(UTF_8)))
              .get();
        }
        caughtUp(round / 2 % 2);
        assertFound(round / 2 % 2, "dataset:lake:" + data);
      }
    }
  }

  @Test
  void anOpenTransactionOfSomebodyElse_isNotWaitedForWithoutLimit() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("transactional.id", UUID.randomUUID().toString()))) {
      caughtUp(0); // so that the asset is there
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("headwater.events", 0, new byte[0], new byte[] {1})).get();
      long began = System.nanoTime();
      Answer answer = asset(0, "dataset:stream:d0", "?wait=true");
      long millis = (System.nanoTime() - began) / 1_000_000;

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.caughtUp()).isFalse();
      assertThat(answer.json().path("complete").asBoolean()).isFalse();
      assertThat(answer.json().path("freshness").path("behindMillis").asLong()).isPositive();
      assertThat(millis).isGreaterThanOrEqualTo(4_900);
      producer.abortTransaction();
    }
    caughtUp(0);
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
