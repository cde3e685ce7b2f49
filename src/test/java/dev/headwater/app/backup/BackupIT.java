package dev.headwater.app.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.PatientClient;
import dev.headwater.app.Headwater;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.backup.Manifest;
import dev.headwater.backup.PartitionReader;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backs up an installation while it runs, and restores it into another Kafka and another registry:
 * what it answers is the same.
 */
@Timeout(900)
class BackupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String EVENTS = "headwater.events";
  private static final String RUNS = "headwater.openlineage";
  private static final int PARTITIONS = 3;
  private static final String WRITER = "model:lab:writer@1";

  @TempDir private Path folder;

  /** Kafka and a registry, and what talks to them. */
  private static final class Place implements AutoCloseable {
    final EmbeddedBroker broker = EmbeddedBroker.startTemporary(0);
    final DevRegistry dev = DevRegistry.start(broker.bootstrapServers(), 0);
    final SchemaRegistry schemas = SchemaRegistry.connect(List.of(dev.url()), Map.of());
    final Settings settings;

    Place(Path state) {
      settings =
          Settings.of(
              Map.of(
                  "bootstrap.servers",
                  broker.bootstrapServers(),
                  "registry.url",
                  dev.url().toString(),
                  "topic.partitions",
                  Integer.toString(PARTITIONS),
                  "instance.id",
                  "test",
                  "state.dir",
                  state.toString(),
                  "http.port",
                  "0"));
    }

    void send(String topic, String key, byte[] value) throws Exception {
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
      }
    }

    Admin admin() {
      return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    /** How many offsets the topic has used. */
    long end(String topic) throws Exception {
      try (Admin admin = admin()) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          asked.put(new TopicPartition(topic, partition), OffsetSpec.latest());
        }
        return admin.listOffsets(asked).all().get().values().stream()
            .mapToLong(found -> found.offset())
            .sum();
      }
    }

    @Override
    public void close() {
      schemas.close();
      dev.close();
      broker.close();
    }
  }

  private static JsonNode ask(Headwater headwater, String method, String path, String body) {
    try {
      HttpResponse<String> answer =
          PatientClient.send(method, headwater.url() + "/api/v1" + path, body);
      assertThat(answer.statusCode()).as(path + answer.body()).isLessThan(300);
      return Json.parse(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static String asset(String urn) {
    return "/assets/" + URLEncoder.encode(urn, UTF_8);
  }

  private static String event(String type, String rest) {
    return event(UUID.randomUUID(), type, rest);
  }

  private static String event(UUID id, String type, String rest) {
    return """
        {"eventId":"%s","eventTime":"2026-03-01T00:00:00Z","type":"%s","producer":"p",
         "job":{"namespace":"lab","name":"j"},"run":"r",%s}"""
        .formatted(id, type, rest)
        .replace("\n", "");
  }

  private static String ingest(UUID id) {
    return event(id, "INGEST", "\"outputs\":[{\"asset\":\"dataset:lab:raw\"}]");
  }

  private static String openLineage(String time) {
    return """
        {"eventTime":"%s","eventType":"COMPLETE","producer":"https://p.example",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json",
         "run":{"runId":"3f5e83fa-3480-44ff-99c5-ff943904e5e8"},"job":{"namespace":"n","name":"copy"},
         "inputs":[{"namespace":"lab","name":"raw"}],"outputs":[{"namespace":"lab","name":"table"}]}"""
        .formatted(time)
        .replace("\n", "");
  }

  private static void awaitRest(Headwater headwater) {
    headwater.awaitReady(PATIENCE);
    await()
        .atMost(PATIENCE)
        .until(() -> ask(headwater, "GET", "/status", "").path("quiescent").asBoolean());
  }

  /** Sends what the first backup has: every kind of record that a restore has to rewrite. */
  private static void fill(Place place, Headwater headwater) throws Exception {
    UUID taken = UUID.randomUUID();
    ask(headwater, "POST", "/events", ingest(taken));
    ask(
        headwater,
        "POST",
        "/events",
        event("SYNTHESIZE", "\"outputs\":[{\"asset\":\"dataset:lab:tales@1\"}]"));
    ask(
        headwater,
        "POST",
        "/events",
        event("SYNTHESIZE", "\"outputs\":[{\"asset\":\"dataset:lab:poems@1\"}]"));
    ask(
        headwater,
        "POST",
        "/events?wait=true",
        event(
            "TRAIN",
            "\"inputs\":[{\"asset\":\"dataset:lab:tales@1\"},{\"asset\":\"dataset:lab:poems@1\"},"
                + "{\"asset\":\"dataset:lab:table\"}],\"outputs\":[{\"asset\":\""
                + WRITER
                + "\"}]"));
    ask(headwater, "POST", "/lineage", openLineage("2026-03-01T00:00:00Z"));
    await()
        .atMost(PATIENCE)
        .until(() -> ask(headwater, "GET", "/alerts?status=open", "").path("alerts").size() >= 4);
    awaitRest(headwater);
    int known = place.schemas.register(EVENTS + "-value", EventAvro.schemaJson());
    int foreign = place.schemas.register("probe-value", "\"string\"");
    byte[] conflict =
        WireFormat.frame(
            known,
            EventAvro.encode(
                EventJson.read(ingest(taken).replace("\"run\":\"r\"", "\"run\":\"another\""))));
    place.send(EVENTS, "bytes", new byte[] {7, 7, 7, 7, 7, 7});
    place.send(EVENTS, "foreign", WireFormat.frame(foreign, new byte[] {2, 65}));
    place.send(EVENTS, "nobody", WireFormat.frame(foreign + 100, new byte[] {2, 65}));
    place.send(EVENTS, EventJson.read(ingest(taken)).key(), conflict);
    place.send(RUNS, "bad", "no json".getBytes(UTF_8));
    await().atMost(PATIENCE).until(() -> quarantine(headwater, "open").size() == 5);
    for (JsonNode record : quarantine(headwater, "open")) {
      String id = record.path("id").asText();
      if (record.path("topic").asText().equals(RUNS)) {
        ask(headwater, "POST", "/quarantine/" + id + "/replay", "");
      } else if (record.path("reason").asText().contains("wire format")) {
        ask(headwater, "POST", "/quarantine/" + id + "/discard", "{\"reason\":\"a test\"}");
      }
    }
    await().atMost(PATIENCE).until(() -> quarantine(headwater, "open").size() == 4);
    awaitRest(headwater);
  }

  /** Sends what only the second backup has. */
  private static void goOn(Headwater headwater) {
    ask(
        headwater,
        "POST",
        "/events?wait=true",
        event(
            "DOCUMENT",
            "\"document\":{\"target\":\"dataset:lab:poems@1\",\"reclassify\":{\"synthetic\":\"NO\","
                + "\"reason\":\"written by people\"}}"));
    await()
        .atMost(PATIENCE)
        .until(
            () -> ask(headwater, "GET", "/alerts?status=resolved", "").path("alerts").size() == 2);
    awaitRest(headwater);
  }

  private static List<JsonNode> quarantine(Headwater headwater, String status) {
    List<JsonNode> records = new ArrayList<>();
    PatientClient.complete(headwater.url() + "/api/v1/quarantine?status=" + status)
        .path("records")
        .forEach(records::add);
    return records;
  }

  /** What the installation answers, without what may differ: offsets, freshness, the version. */
  private static Map<String, JsonNode> answers(Headwater headwater, Instant between) {
    Map<String, JsonNode> answers = new HashMap<>();
    List<String> reads =
        List.of(
            "/assets",
            "/alerts?status=all",
            asset(WRITER),
            asset(WRITER) + "/lineage",
            asset(WRITER) + "/gate",
            asset(WRITER) + "/gate?knownAt=" + between,
            asset(WRITER) + "/exposures",
            asset("dataset:lab:table") + "/lineage?direction=both",
            asset("dataset:lab:poems@1"));
    for (String read : reads) {
      JsonNode answer = PatientClient.complete(headwater.url() + "/api/v1" + read);
      withoutMoments(answer);
      answers.put(read, answer);
    }
    return answers;
  }

  private static void withoutMoments(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("freshness", "cursor", "instances"));
    }
    node.forEach(BackupIT::withoutMoments);
  }

  private static List<String> decided(Headwater headwater) {
    return quarantine(headwater, "all").stream()
        .map(
            record ->
                record.path("topic").asText()
                    + " "
                    + record.path("status").asText()
                    + " "
                    + record.path("reason").asText().replaceAll("[0-9a-f-]{36}|id [0-9]+", "ID"))
        .sorted()
        .toList();
  }

  private List<String> restore(Place place) {
    return new RestoreRun(place.settings).run(folder.resolve("backup"), (part, done, all) -> {});
  }

  @Test
  void restoredInstallation_answersAsTheOneThatWasBackedUp() throws Exception {
    Path backup = folder.resolve("backup");
    Map<String, JsonNode> before;
    List<String> decidedBefore;
    Instant between;
    Instant lastEvent;
    try (Place old = new Place(folder.resolve("old"))) {
      try (Headwater headwater = Headwater.start(old.settings)) {
        headwater.awaitReady(PATIENCE);
        fill(old, headwater);
        between = Instant.now();
        Manifest first = new BackupRun(old.settings).run(backup, (part, done, all) -> {});
        byte[] list = Files.readAllBytes(backup.resolve("manifest.json"));
        goOn(headwater);
        lastEvent = Instant.now();
        assertThatThrownBy(
                () ->
                    new BackupRun(old.settings)
                        .run(
                            backup,
                            (part, done, all) -> {
                              if (part.equals("events")) {
                                throw new IllegalStateException("killed");
                              }
                            }))
            .hasMessage("killed");
        assertThat(backup.resolve("manifest.json"))
            .as("a run that was killed")
            .hasBinaryContent(list);
        RestoreRun.verify(backup);
        before = answers(headwater, between);
        decidedBefore = decided(headwater);
        Manifest second = new BackupRun(old.settings).run(backup, (part, done, all) -> {});
        assertThat(records(second, "events")).isEqualTo(records(first, "events") + 1);
        assertThat(filesOf(backup))
            .as("what no manifest lists is gone")
            .doesNotContain("unfinished.json");
      }
    }
    try (Place fresh = new Place(folder.resolve("new"))) {
      fresh.schemas.register("others-value", "\"long\""); // so that the ids are others
      assertThatThrownBy(
              () ->
                  new RestoreRun(fresh.settings)
                      .run(
                          backup,
                          (part, done, all) -> {
                            if (part.equals("events") && done == 3) {
                              throw new IllegalStateException("killed");
                            }
                          }))
          .hasMessage("killed");
      assertThatThrownBy(() -> Headwater.start(fresh.settings))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("a restore into this Kafka has not ended");

      assertThat(restore(fresh))
          .contains("kept the time of 2 open alerts", "kept 2 resolved alerts");
      assertThatTopicsAreAsHeadwaterCreatesThem(fresh);

      assertThatThrownBy(() -> restore(fresh))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("has records already");
      awaitBacklog(lastEvent);
      try (Headwater headwater = Headwater.start(fresh.settings)) {
        awaitRest(headwater);
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(decided(headwater)).isEqualTo(decidedBefore));
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(answers(headwater, between)).isEqualTo(before));
        assertThatOpenLineageGoesOn(fresh, headwater);
      }
    }
  }

  /** Waits until the events count as a backlog, in which alerts that come and go are not sent. */
  private static void awaitBacklog(Instant lastEvent) {
    await()
        .atMost(PATIENCE)
        .until(() -> Instant.now().isAfter(lastEvent.plus(Duration.ofSeconds(11))));
  }

  private static void assertThatTopicsAreAsHeadwaterCreatesThem(Place place) throws Exception {
    try (Admin admin = place.admin()) {
      ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
      ConfigResource runs = new ConfigResource(ConfigResource.Type.TOPIC, RUNS);
      Map<ConfigResource, Config> found = admin.describeConfigs(List.of(events, runs)).all().get();
      assertThat(found.get(events).get("message.timestamp.type").value())
          .isEqualTo("LogAppendTime");
      assertThat(found.get(events).get("retention.ms").value()).isEqualTo("-1");
      assertThat(found.get(runs).get("retention.ms").value()).isEqualTo("604800000");
      long processed =
          admin
              .listConsumerGroupOffsets("headwater")
              .partitionsToOffsetAndMetadata()
              .get()
              .values()
              .stream()
              .mapToLong(OffsetAndMetadata::offset)
              .sum();
      assertThat(processed).isEqualTo(place.end(RUNS)).isPositive();
    }
  }

  /** The state about runs was restored: the same run again changes nothing. */
  private static void assertThatOpenLineageGoesOn(Place place, Headwater headwater)
      throws Exception {
    long events = place.end(EVENTS);
    ask(headwater, "POST", "/lineage", openLineage("2026-03-02T00:00:00Z"));
    ask(headwater, "GET", asset(WRITER) + "/gate", "");
    awaitRest(headwater);
    assertThat(place.end(EVENTS)).isEqualTo(events);
  }

  /** What is acknowledged may stand behind a transaction that is open; then it is waited for. */
  @Test
  void eventBehindAnOpenTransaction_isInTheBackup() throws Exception {
    try (Place place = new Place(folder.resolve("state"))) {
      new TopicSetup(place.settings).run();
      try (KafkaProducer<byte[], byte[]> open =
          new KafkaProducer<>(
              Map.of(
                  "bootstrap.servers",
                  place.broker.bootstrapServers(),
                  "transactional.id",
                  "a-job"),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        open.initTransactions();
        open.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          open.send(new ProducerRecord<>(EVENTS, partition, null, new byte[] {1})).get();
        }
        place.send(EVENTS, "acknowledged", new byte[] {2});
        CountDownLatch atEvents = new CountDownLatch(1);
        CompletableFuture<Manifest> backup =
            CompletableFuture.supplyAsync(
                () ->
                    new BackupRun(place.settings)
                        .run(
                            folder.resolve("backup"),
                            (part, done, all) -> {
                              if (part.equals("events")) {
                                atEvents.countDown();
                              }
                            }));
        assertThat(atEvents.await(90, TimeUnit.SECONDS)).isTrue();
        open.commitTransaction();

        assertThat(records(backup.get(120, TimeUnit.SECONDS), "events")).isEqualTo(4);
      }
    }
  }

  /** A reader of all must not end before the open transaction. */
  @Test
  void recordBehindAnOpenTransaction_isRead() throws Exception {
    try (Place place = new Place(folder.resolve("state"))) {
      new TopicSetup(place.settings).run();
      Map<String, Object> clients = Map.of("bootstrap.servers", place.broker.bootstrapServers());
      Map<String, Object> config = new HashMap<>(clients);
      config.put("transactional.id", "a-job");
      try (KafkaProducer<byte[], byte[]> open =
          new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
        open.initTransactions();
        open.beginTransaction();
        for (int partition = 0; partition < PARTITIONS; partition++) {
          open.send(new ProducerRecord<>(EVENTS, partition, null, new byte[] {1})).get();
        }
        place.send(EVENTS, "acknowledged", new byte[] {2});
        List<byte[]> read = new ArrayList<>();
        CompletableFuture<Void> reading =
            CompletableFuture.runAsync(
                () -> {
                  try {
                    new PartitionReader(clients, PATIENCE)
                        .readAll(EVENTS, record -> read.add(record.value()));
                  } catch (IOException failed) {
                    throw new IllegalStateException(failed);
                  }
                });
        assertThatThrownBy(() -> reading.get(2, TimeUnit.SECONDS))
            .as("it waits for the transaction")
            .isInstanceOf(TimeoutException.class);
        open.abortTransaction();

        reading.get(120, TimeUnit.SECONDS);
        assertThat(read).containsExactly(new byte[] {2});
      }
    }
  }

  private Manifest backup(Place place) {
    return new BackupRun(place.settings).run(folder.resolve("backup"), (part, done, all) -> {});
  }

  @Test
  void topicThatWasMadeAnew_orHasLostEvents_isNotAddedToTheBackup() throws Exception {
    try (Place place = new Place(folder.resolve("state"));
        Admin admin = place.admin()) {
      new TopicSetup(place.settings).run();
      backup(place);
      for (int event = 0; event < 20; event++) {
        place.send(EVENTS, "k" + event, new byte[] {1});
      }
      Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        all.put(new TopicPartition(EVENTS, partition), RecordsToDelete.beforeOffset(-1));
      }
      admin.deleteRecords(all).all().get();
      assertThatThrownBy(() -> backup(place))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("events between were deleted before a backup had them");

      admin.deleteTopics(List.of(EVENTS)).all().get();
      await().until(() -> !admin.listTopics().names().get().contains(EVENTS));
      new TopicSetup(place.settings).run();
      assertThatThrownBy(() -> backup(place))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("is not the one that the backup");
      RestoreRun.verify(folder.resolve("backup"));
    }
  }

  private static long records(Manifest manifest, String part) {
    return manifest.topics().stream()
        .filter(topic -> topic.part().equals(part))
        .mapToLong(Manifest.Topic::records)
        .sum();
  }

  private static List<String> filesOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList();
    }
  }
}
