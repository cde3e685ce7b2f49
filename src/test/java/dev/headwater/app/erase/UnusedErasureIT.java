package dev.headwater.app.erase;

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
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.erasure.Selection;
import dev.headwater.model.Forgetting;
import dev.headwater.model.LineageEvent;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forgets versions that nothing uses, on real Kafka: what is in use answers as before, and what is
 * forgotten says so.
 */
@Timeout(600)
class UnusedErasureIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String EVENTS = "headwater.events";
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant SINCE = Instant.parse("2025-06-01T00:00:00Z");
  private static final Selection.Unused UNUSED =
      new Selection.Unused(SINCE, "person:steward", "nobody trains on the daily copies");
  private static final String TEXT = "the words of a prompt that nobody needs any more";

  /**
   * Versions of the corpus. The model was trained on that of day 2, and the last one is of today.
   */
  private static final int DAYS = 9;

  private static final String MODEL = "model:lab:writer@1";
  private static final List<String> IN_USE =
      List.of(
          "dataset:lab:raw",
          "dataset:lab:corpus@2",
          "dataset:lab:clean@2",
          "dataset:lab:corpus@9",
          "dataset:lab:clean@9",
          "dataset:lab:tales@1",
          "dataset:lab:tales@3",
          MODEL);

  @TempDir private Path folder;
  private EmbeddedBroker broker;
  private DevRegistry registry;
  private Settings settings;

  @BeforeEach
  void startKafka() {
    broker = EmbeddedBroker.start(folder.resolve("data"), 0);
    registry = DevRegistry.start(broker.bootstrapServers(), 0);
    settings =
        Settings.of(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "registry.url",
                registry.url().toString(),
                "topic.partitions",
                "3",
                "instance.id",
                "test",
                "state.dir",
                folder.resolve("state").toString(),
                "http.port",
                "0"));
  }

  @AfterEach
  void stopKafka() {
    registry.close();
    broker.close();
  }

  private static LineageEvent event(String type, String rest) {
    return EventJson.read(
        """
        {"eventId":"%s","eventTime":"%s","type":"%s","producer":"p",
         "job":{"namespace":"lab","name":"j"},"run":"r",%s}"""
            .formatted(UUID.randomUUID(), LONG_AGO, type, rest));
  }

  private static LineageEvent made(String type, String from, String role, String to, String more) {
    return event(
        type,
        """
        "inputs":[{"asset":"%s","role":"%s"}],"outputs":[{"asset":"%s","records":10,
          "composition":[{"dimension":"language","unit":"records","method":"MEASURED",
                          "counts":{"en":9,"sw":1}}]}]%s"""
            .formatted(from, role, to, more));
  }

  /** What a pipeline reports day after day, long ago. */
  private static List<LineageEvent> history() {
    List<LineageEvent> events = new ArrayList<>();
    events.add(event("INGEST", "\"outputs\":[{\"asset\":\"dataset:lab:raw\"}]"));
    for (int day = 1; day <= DAYS; day++) {
      String corpus = "dataset:lab:corpus@" + day;
      String clean = "dataset:lab:clean@" + day;
      events.add(made("TRANSFORM", "dataset:lab:raw", "SOURCE", corpus, ""));
      events.add(made("CLEAN", corpus, "SOURCE", clean, ""));
      events.add(event("DOCUMENT", "\"document\":{\"target\":\"" + clean + "\"}"));
    }
    events.add(made("TRAIN", "dataset:lab:clean@2", "SOURCE", MODEL, ""));
    events.add(made("SYNTHESIZE", "dataset:lab:raw", "SEED", "dataset:lab:tales@1", ""));
    events.add(
        made(
            "SYNTHESIZE",
            "dataset:lab:raw",
            "SEED",
            "dataset:lab:tales@2",
            """
            ,"agents":[{"id":"org:lab","type":"ORGANIZATION","role":"OWNER"}],
            "synthesize":{"kind":"LLM","generators":[{"provider":"lab","model":"m","revision":"1"}],
              "seed":{"notApplicable":"written from nothing"},"prompts":[{"role":"user","template":"%s"}],
              "parameters":{"temperature":"1"}}"""
                .formatted(TEXT)));
    events.add(made("TRANSFORM", "dataset:lab:raw", "SOURCE", "dataset:lab:tales@3", ""));
    return events;
  }

  /** Sends events as if they had come when they happened, one of them twice. */
  private void send(List<LineageEvent> events) throws Exception {
    timestampsOf("CreateTime");
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      EventEncoder encoder = new EventEncoder(schemas::register, EVENTS);
      List<LineageEvent> all = new ArrayList<>(events);
      all.add(events.get(1));
      for (LineageEvent event : all) {
        producer
            .send(
                new ProducerRecord<>(
                    EVENTS,
                    null,
                    event.eventTime().toEpochMilli(),
                    event.key().getBytes(UTF_8),
                    encoder.encode(event)))
            .get();
      }
    }
    timestampsOf("LogAppendTime");
  }

  private void timestampsOf(String type) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
      ConfigEntry entry = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type);
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  private static JsonNode read(Headwater headwater, String path) {
    return PatientClient.complete(headwater.url() + "/api/v1" + path);
  }

  private static JsonNode status(Headwater headwater) throws Exception {
    return Json.parse(PatientClient.send("GET", headwater.url() + "/api/v1/status", "").body());
  }

  private static String asset(String urn) {
    return "/assets/" + URLEncoder.encode(urn, UTF_8);
  }

  private static void awaitAssets(Headwater headwater) {
    headwater.awaitReady(PATIENCE);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(read(headwater, "/assets?limit=100").path("assets"))
                    .hasSize(2 * DAYS + 5));
    await().atMost(PATIENCE).until(() -> status(headwater).path("quiescent").asBoolean());
  }

  /** The answers about everything in use. */
  private static Map<String, JsonNode> answers(Headwater headwater) {
    Map<String, JsonNode> answers = new TreeMap<>();
    List<String> reads = new ArrayList<>(List.of("/alerts?status=all"));
    for (String urn : IN_USE) {
      reads.add(asset(urn) + "/gate");
      reads.add(asset(urn) + "/gate?knownAt=" + LONG_AGO);
      reads.add(asset(urn) + "/lineage");
      reads.add(asset(urn) + "/exposures");
      reads.add(asset(urn) + "/representation");
    }
    for (String path : reads) {
      JsonNode answer = read(headwater, path);
      ((ObjectNode) answer).remove("freshness");
      answers.put(path, answer);
    }
    return answers;
  }

  private EraseRun.Report eraseWithInterruptions() {
    for (int run = 1; ; run++) {
      int limit = run;
      int[] steps = {0};
      try {
        return new EraseRun(settings)
            .run(
                UNUSED,
                false,
                (part, done, all) -> {
                  if (++steps[0] == limit) {
                    throw new IllegalStateException("killed");
                  }
                });
      } catch (IllegalStateException killed) {
        assertThat(killed).hasMessage("killed");
      }
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try {
          if (new String(Files.readAllBytes(file), UTF_8).contains(text)) {
            found.add(folder.relativize(file));
          }
        } catch (java.nio.file.NoSuchFileException deleted) {
          // Kafka deletes files meanwhile.
        }
      }
    }
    return found;
  }

  @Test
  void unusedVersions_areForgotten_andWhatIsInUseAnswersAsBefore() throws Exception {
    Map<String, JsonNode> before;
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(PATIENCE);
      send(history());
      awaitAssets(headwater);
      await().atMost(PATIENCE).until(() -> read(headwater, "/alerts").path("alerts").size() == 1);
      assertThat(read(headwater, asset("dataset:lab:clean@1") + "/gate").path("verdict").asText())
          .isEqualTo("PASS");
      assertThat(read(headwater, asset("dataset:lab:tales@2") + "/gate").path("verdict").asText())
          .isEqualTo("PASS");
      before = answers(headwater);
    }
    assertThat(filesWith(TEXT)).isNotEmpty();
    EraseRun.Report look = new EraseRun(settings).run(UNUSED, true, (part, done, all) -> {});
    assertThat(look.done())
        .contains("15 versions are unused:", "  dataset:lab:clean@1", "  dataset:lab:tales@2");

    EraseRun.Report report = eraseWithInterruptions();

    assertThat(report.left()).isEmpty();
    assertThat(new EraseRun(settings).run(UNUSED, true, (part, done, all) -> {}).done())
        .as("nothing is left to forget")
        .noneMatch(line -> line.startsWith("found"));
    try (Headwater headwater = Headwater.start(settings)) {
      awaitAssets(headwater);
      assertThat(answers(headwater)).isEqualTo(before);
      assertThat(read(headwater, "/quarantine?status=all").path("records")).isEmpty();
      for (String urn : List.of("dataset:lab:clean@1", "dataset:lab:tales@2")) {
        assertThatItSaysSo(headwater, urn);
      }
      assertThat(madeOfRaw(headwater)).as("forgotten ones included").hasSize(DAYS + 3);
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(filesWith(TEXT)).as("text that was forgotten").isEmpty());
  }

  private static List<String> madeOfRaw(Headwater headwater) {
    List<String> made = new ArrayList<>();
    JsonNode graph = read(headwater, asset("dataset:lab:raw") + "/lineage?direction=downstream");
    for (JsonNode edge : graph.path("edges")) {
      if (edge.path("from").asText().equals("dataset:lab:raw")) {
        made.add(edge.path("to").asText());
      }
    }
    return made;
  }

  private static void assertThatItSaysSo(Headwater headwater, String urn) {
    JsonNode gate = read(headwater, asset(urn) + "/gate");
    assertThat(gate.path("verdict").asText()).as(urn).isEqualTo("INDETERMINATE");
    JsonNode found = read(headwater, asset(urn));
    assertThat(found.path("decisions").findValuesAsText("id")).contains(Forgetting.DECISION);
    assertThat(found.path("decisions").findValuesAsText("rationale")).contains(UNUSED.rationale());
    assertThat(found.path("records").asInt()).as("its size").isEqualTo(10);
  }

  @Test
  void whatIsYoung_orNotProcessedYet_isNotForgotten() throws Exception {
    Instant young = Instant.now().minus(29, ChronoUnit.DAYS);
    assertThatThrownBy(
            () ->
                new EraseRun(settings)
                    .run(new Selection.Unused(young, "a", "b"), true, (part, done, all) -> {}))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("30 days");
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(PATIENCE);
    }
    send(history());
    assertThatThrownBy(() -> new EraseRun(settings).run(UNUSED, false, (part, done, all) -> {}))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("not processed yet");
    try (Headwater headwater = Headwater.start(settings)) {
      awaitAssets(headwater);
      assertThat(read(headwater, asset("dataset:lab:clean@1") + "/gate").path("verdict").asText())
          .isEqualTo("PASS");
    }
  }
}
