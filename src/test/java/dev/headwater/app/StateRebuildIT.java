package dev.headwater.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Role;
import dev.headwater.stream.TopicNames;
import dev.headwater.stream.store.StateFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that instances rebuild state of an earlier format by themselves, once, and lose nothing.
 */
@Timeout(300)
class StateRebuildIT {
  private static final Asset TALES = Asset.parse("dataset:lab:tales@1");
  private static final Asset POEMS = Asset.parse("dataset:lab:poems@1");
  private static final Asset WRITER = Asset.parse("model:lab:writer@1");
  private static final String ALERTS = "headwater.alerts";
  private static final String GRAPH = "headwater.graph";
  private static final String CHANGELOG = "headwater-graph-changelog";
  private static final int PARTITIONS = 3;
  private static final Duration LONG = Duration.ofSeconds(120);

  /** Longer than the instances wait with what becomes of alerts of before. */
  private static final Duration AT_REST = Duration.ofSeconds(13);

  /** Events that are older than ten seconds count as a backlog when they are read again. */
  private static final Duration BACKLOG = Duration.ofSeconds(11);

  @TempDir private Path folder;

  private EmbeddedBroker broker;
  private DevRegistry registry;
  private SchemaRegistry schemas;
  private Admin admin;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  @AfterEach
  void stop() {
    admin.close();
    schemas.close();
    registry.close();
    broker.close();
  }

  private Settings settings(String instance) {
    return Settings.of(
        Map.of(
            "bootstrap.servers", broker.bootstrapServers(),
            "registry.url", registry.url().toString(),
            "topic.partitions", Integer.toString(PARTITIONS),
            "instance.id", instance,
            "state.dir", folder.resolve(instance).toString(),
            "http.port", "0"));
  }

  private static LineageEvent.Builder event(EventType type) {
    return LineageEvent.builder(type)
        .eventId(UUID.randomUUID())
        .eventTime(Instant.parse("2026-03-01T00:00:00Z"))
        .producer("p")
        .job(new Job("lab", "j"))
        .run("r");
  }

  private static LineageEvent synthesis(Asset data) {
    return event(EventType.SYNTHESIZE).outputs(List.of(Output.of(data))).build();
  }

  private static LineageEvent training() {
    return event(EventType.TRAIN)
        .inputs(List.of(Input.of(TALES, Role.SOURCE), Input.of(POEMS, Role.SOURCE)))
        .outputs(List.of(Output.of(WRITER)))
        .build();
  }

  private static LineageEvent poemsAreByPeople() {
    Document said =
        new Document(
            POEMS,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Reclassify(false, "written by people")),
            Optional.empty(),
            List.of());
    return event(EventType.DOCUMENT).document(said).build();
  }

  private static KafkaProducer<byte[], byte[]> producer(String servers) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void send(LineageEvent... events) throws Exception {
    EventEncoder encoder = new EventEncoder(schemas::register, "headwater.events");
    try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers())) {
      for (LineageEvent event : events) {
        byte[] key = event.key().getBytes(UTF_8);
        producer.send(new ProducerRecord<>("headwater.events", key, encoder.encode(event))).get();
      }
    }
  }

  /** All records of the topic of alerts. */
  private List<Alert> told() {
    AlertDecoder decoder = new AlertDecoder(schemas::schemaById);
    List<Alert> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "isolation.level",
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(ALERTS).stream()
              .map(info -> new TopicPartition(ALERTS, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> all.add(decoder.decode(record.value())));
      }
    }
    return all;
  }

  private Map<String, TopicListing> topics() {
    try {
      return admin.listTopics().namesToListings().get();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Uuid graphId() {
    return topics().get(GRAPH).topicId();
  }

  private static HttpResponse<byte[]> get(URI base, String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static int status(URI base, String path) {
    return get(base, path).statusCode();
  }

  private static JsonNode json(URI base, String path) throws IOException {
    HttpResponse<byte[]> answer = get(base, path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Json.parse(answer.body());
  }

  /** What readers see: open and resolved alerts, and lineage. */
  private record Seen(Set<String> open, Set<String> resolved, JsonNode lineage) {
    static Seen at(URI base) throws IOException {
      String writer = URLEncoder.encode(WRITER.toString(), UTF_8);
      return new Seen(
          alerts(base, "OPEN"),
          alerts(base, "RESOLVED"),
          json(base, "/api/v1/assets/" + writer + "/lineage?direction=upstream").path("edges"));
    }

    private static Set<String> alerts(URI base, String status) throws IOException {
      Set<String> alerts = ConcurrentHashMap.newKeySet();
      json(base, "/api/v1/alerts?status=" + status)
          .path("alerts")
          .forEach(
              alert -> alerts.add(alert.path("id").asText() + alert.path("openedAt").asText()));
      return alerts;
    }
  }

  /** Two open alerts, and two that are resolved. */
  private Seen fill() throws Exception {
    try (Headwater headwater = Headwater.start(settings("first"))) {
      headwater.awaitReady(LONG);
      send(synthesis(TALES), synthesis(POEMS), training());
      await().atMost(LONG).until(() -> told().size() == 4);
      send(poemsAreByPeople());
      await().atMost(LONG).until(() -> told().size() == 6);
      URI url = headwater.url();
      await().atMost(LONG).until(() -> Seen.at(url).resolved().size() == 2);
      Seen seen = Seen.at(url);
      assertThat(seen.open()).hasSize(2);
      assertThat(seen.lineage()).hasSize(2);
      Thread.sleep(BACKLOG.toMillis());
      return seen;
    }
  }

  /** Makes the state say that it has this format. */
  private void state(int format) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(broker.bootstrapServers())) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        byte[] row = ByteBuffer.allocate(Integer.BYTES).putInt(format).array();
        producer.send(new ProducerRecord<>(CHANGELOG, partition, new byte[] {'V'}, row)).get();
      }
    }
    StateFolder.delete(folder.resolve("first"));
  }

  private String markName() {
    return ResetMark.name(TopicNames.DEFAULT);
  }

  private static void awaitServing(FormatSupervised instance) {
    await()
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> status(instance.url().orElseThrow(), "/readyz") == 200);
  }

  @Test
  void instancesThatStartTogether_rebuildOnce_andReadersSeeWhatTheySaw() throws Exception {
    Seen before = fill();
    List<Alert> told = told();
    state(StateFormat.VERSION - 1);
    Uuid graph = graphId();
    try (GraphIds ids = new GraphIds(() -> topics().get(GRAPH));
        FormatSupervised one = new FormatSupervised(settings("one"));
        FormatSupervised two = new FormatSupervised(settings("two"))) {
      awaitServing(one);
      awaitServing(two);

      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Seen.at(one.url().orElseThrow())).isEqualTo(before));
      Thread.sleep(AT_REST.toMillis());
      assertThat(Seen.at(two.url().orElseThrow())).isEqualTo(before);
      assertThat(told()).isEqualTo(told);
      assertThat(ids.seen()).as("resets").hasSize(2).contains(graph);
      assertThat(topics()).doesNotContainKey(markName());
      assertThat(one.starts() + two.starts()).as("starts").isBetween(3, 4);
    }
  }

  @Test
  void stateOfALaterFormat_isRefusedInOneLine_andKept() throws Exception {
    fill();
    state(StateFormat.VERSION + 1);
    Map<String, TopicListing> before = topics();
    try (Headwater headwater = Headwater.start(settings("one"))) {
      assertThatThrownBy(() -> headwater.awaitReady(LONG))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("a later version wrote")
          .hasMessageNotContaining("\n");
    }
    assertThat(topics().get(GRAPH).topicId()).isEqualTo(before.get(GRAPH).topicId());
    assertThat(topics().get(CHANGELOG).topicId()).isEqualTo(before.get(CHANGELOG).topicId());
    assertThat(topics()).doesNotContainKey(markName());
  }

  @Test
  void instanceOfTheEarlierVersion_goesOn_andTheOthersWaitForItsEnd() throws Exception {
    Seen before = fill();
    state(StateFormat.VERSION - 1);
    Uuid graph = graphId();
    try (Headwater earlier = Headwater.start(settings("earlier"), ReadsAnyFormat::of)) {
      earlier.awaitReady(LONG);
      FormatSupervised stopped = new FormatSupervised(settings("stopped"));
      try (FormatSupervised later = new FormatSupervised(settings("later"))) {
        for (FormatSupervised instance : List.of(stopped, later)) {
          await()
              .atMost(LONG)
              .ignoreExceptions()
              .until(
                  () ->
                      new String(get(instance.url().orElseThrow(), "/readyz").body(), UTF_8)
                          .contains("once no instance is in the group"));
        }
        Thread.sleep(5_000);
        URI url = later.url().orElseThrow();
        assertThat(status(url, "/healthz")).isEqualTo(200);
        assertThat(status(url, "/api/v1/alerts")).isEqualTo(503);
        assertThat(Seen.at(earlier.url())).as("what the earlier version says").isEqualTo(before);
        assertThat(StoppedInstances.names(admin, settings("any")))
            .as("members")
            .isNotEmpty()
            .allMatch(name -> name.startsWith("earlier-"));
        assertThat(graphId()).isEqualTo(graph);
        assertThat(topics()).doesNotContainKey(markName());

        long begun = System.nanoTime();
        stopped.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));

        earlier.close();
        awaitServing(later);
        assertThat(graphId()).isNotEqualTo(graph);
        await()
            .atMost(LONG)
            .ignoreExceptions()
            .untilAsserted(() -> assertThat(Seen.at(later.url().orElseThrow())).isEqualTo(before));
      } finally {
        stopped.close();
      }
    }
  }

  /** Without the mark, the new state would know no alerts, and send all of them again. */
  @Test
  void resetThatWasKilled_isCompletedByTheNextStart() throws Exception {
    Seen before = fill();
    List<Alert> told = told();
    Settings settings = settings("first");
    new ResetMark(admin, TopicNames.DEFAULT).set((short) 1);
    admin
        .deleteConsumerGroupOffsets(
            "headwater",
            admin
                .listConsumerGroupOffsets("headwater")
                .partitionsToOffsetAndMetadata()
                .get()
                .keySet())
        .all()
        .get();
    admin.deleteTopics(List.of(CHANGELOG, GRAPH)).all().get();
    await().atMost(LONG).until(() -> !topics().containsKey(GRAPH));
    StateFolder.delete(folder.resolve("first"));

    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(LONG);
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(Seen.at(headwater.url())).isEqualTo(before));
      Thread.sleep(AT_REST.toMillis());
      assertThat(told()).isEqualTo(told);
      assertThat(topics()).doesNotContainKey(markName());
    }
  }

  @Test
  void stopWhileAnotherProcessHoldsTheLock_endsTheStart() throws Exception {
    new TopicSetup(settings("first")).run();
    new ResetMark(admin, TopicNames.DEFAULT).set((short) 1);
    try (ResetLock other = new ResetLock(settings("other"))) {
      await().atMost(LONG).until(() -> other.tryHold(Duration.ofSeconds(1)));
      FormatSupervised waiting = new FormatSupervised(settings("first"));
      Thread.sleep(3_000);
      long begun = System.nanoTime();
      waiting.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
      assertThat(waiting.url()).isEmpty();
      assertThat(topics()).containsKey(markName());
      assertThatThrownBy(
              () -> {
                try (ResetLock third = new ResetLock(settings("third"))) {
                  assertThat(third.tryHold(Duration.ofSeconds(3))).as("held").isTrue();
                }
              })
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("held");
    }
    try (Headwater headwater = Headwater.start(settings("first"))) {
      headwater.awaitReady(LONG);
      assertThat(topics()).doesNotContainKey(markName());
      assertThat(Files.exists(folder.resolve("first"))).isTrue();
    }
  }
}
