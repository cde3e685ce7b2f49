package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.PatientClient;
import dev.headwater.app.settings.Settings;
import dev.headwater.codec.json.Json;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.LineageEvent;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Run;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that events that arrive late open an alert and are counted in the status and the metrics
 * until they arrive. The real client sends its events to a topic of its own. The test passes them
 * on, so that it decides which ones arrive when.
 */
class LostEventsIT {
  private static final int EVENTS = 6;
  private static final List<Long> LATE = List.of(3L, 4L);
  private static final String ALERTS = "/api/v1/alerts?subject=job%3Apipelines%3Amake-dialogues";

  @TempDir private Path folder;

  @Test
  @Timeout(600)
  void eventsThatComeLate_areMissing_untilTheyCome() throws Exception {
    Path policy =
        Files.writeString(folder.resolve("policy.yaml"), "rules: {LOST_EVENTS: {grace: 1s}}\n");
    try (EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
        DevRegistry registry = DevRegistry.start(broker.bootstrapServers(), 0)) {
      Settings settings =
          Settings.of(
              Map.of(
                  "bootstrap.servers", broker.bootstrapServers(),
                  "registry.url", registry.url().toString(),
                  "topic.partitions", "3",
                  "policy.file", policy.toString(),
                  "state.dir", folder.resolve("state").toString(),
                  "instance.id", "test",
                  "http.port", "0"));
      try (Headwater headwater = Headwater.start(settings)) {
        headwater.awaitReady(Duration.ofSeconds(120));
        Map<Long, ConsumerRecord<byte[], byte[]>> emitted =
            emitted(broker.bootstrapServers(), registry.url());
        pass(broker.bootstrapServers(), emitted, number -> !LATE.contains(number));

        // For a moment, numbers that are on their way to another partition are missing too.
        JsonNode alert =
            awaitAlert(
                headwater,
                "",
                a -> a.path("missing").size() == 1 && a.at("/missing/0").asText().equals("3-4"));
        assertThat(alert.path("rule").asText()).isEqualTo("LOST_EVENTS");
        assertThat(alert.path("severity").asText()).isEqualTo("WARNING");
        assertThat(alert.path("subject").asText()).isEqualTo("job:pipelines:make-dialogues");
        assertThat(alert.path("origin").asText()).startsWith("producer:");
        assertThat(alert.path("missing")).hasSize(1);
        awaitMissing(headwater, 1, 2);

        pass(broker.bootstrapServers(), emitted, LATE::contains);

        JsonNode resolved = awaitAlert(headwater, "&status=resolved", any -> true);
        assertThat(resolved.path("id")).isEqualTo(alert.path("id"));
        assertThat(resolved.path("resolution").asText()).isEqualTo("ARRIVED");
        assertThat(PatientClient.complete(headwater.url() + ALERTS).path("alerts")).isEmpty();
        awaitMissing(headwater, 0, 0);
      }
    }
  }

  /** Emits the events, and returns their records by sequence number. */
  private Map<Long, ConsumerRecord<byte[], byte[]>> emitted(String servers, URI registry)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic("aside.events", 1, (short) 1))).all().get();
    }
    try (HeadwaterClient client =
        HeadwaterClient.builder()
            .bootstrapServers(servers)
            .registryUrl(registry.toString())
            .producer("https://git.example/dialogue@4f2c1d")
            .settings(Map.of("topic.prefix", "aside."))
            .spool(folder.resolve("spool"))
            .build()) {
      Run run = client.run("pipelines", "make-dialogues", "7d3e");
      for (int i = 1; i <= EVENTS; i++) {
        LineageEvent event = run.ingest(Data.dataset("lab", "seeds-" + i, "1")).build();
        client.emit(event);
      }
      assertThat(client.flush(Duration.ofSeconds(120))).isTrue();
    }
    Map<Long, ConsumerRecord<byte[], byte[]>> byNumber = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = List.of(new TopicPartition("aside.events", 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (byNumber.size() < EVENTS) {
        consumer.poll(Duration.ofMillis(100)).forEach(row -> byNumber.put(number(row), row));
      }
    }
    assertThat(byNumber.keySet()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    return byNumber;
  }

  private static long number(ConsumerRecord<byte[], byte[]> row) {
    return Long.parseLong(
        new String(row.headers().lastHeader("headwater-sequence").value(), UTF_8));
  }

  private static void pass(
      String servers, Map<Long, ConsumerRecord<byte[], byte[]>> emitted, Predicate<Long> which) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      emitted.forEach(
          (number, row) -> {
            if (which.test(number)) {
              producer.send(
                  new ProducerRecord<>(
                      "headwater.events", null, row.key(), row.value(), row.headers()));
            }
          });
    }
  }

  private JsonNode awaitAlert(Headwater headwater, String query, Predicate<JsonNode> as) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .until(
            () -> Json.parse(get(headwater, ALERTS + query)).path("alerts"),
            all -> !all.isEmpty() && as.test(all.get(0)))
        .get(0);
  }

  private void awaitMissing(Headwater headwater, int producers, int events) {
    await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(
            () -> {
              assertThat(get(headwater, "/api/v1/status"))
                  .contains(
                      "\"missing\":{\"producers\":%d,\"events\":%d}".formatted(producers, events));
              assertThat(get(headwater, "/metrics").lines())
                  .contains(
                      "headwater_missing_producers " + producers + ".0",
                      "headwater_missing_events " + events + ".0");
            });
  }

  private String get(Headwater headwater, String path) throws IOException, InterruptedException {
    return PatientClient.send("GET", headwater.url() + path, "").body();
  }
}
