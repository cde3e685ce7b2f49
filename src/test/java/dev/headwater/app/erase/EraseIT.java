package dev.headwater.app.erase;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.PatientClient;
import dev.headwater.app.Headwater;
import dev.headwater.app.backup.BackupRun;
import dev.headwater.app.kafka.ErasureMark;
import dev.headwater.app.kafka.ResetMark;
import dev.headwater.app.reset.Reset;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import dev.headwater.app.topics.TopicSetup;
import dev.headwater.codec.avro.EventAvro;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.UndecodableException;
import dev.headwater.codec.wire.WireFormat;
import dev.headwater.dev.DevRegistry;
import dev.headwater.dev.EmbeddedBroker;
import dev.headwater.erasure.Selection;
import dev.headwater.erasure.What;
import dev.headwater.model.Asset;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Erases a person, or all that was said of an asset, from an installation: the content is nowhere
 * afterwards, and the answers are as they were.
 */
@Timeout(900)
class EraseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String EVENTS = "headwater.events";
  private static final String RUNS = "headwater.openlineage";
  private static final int PARTITIONS = 5;

  /** Records that cannot be taken and have no content of the person, in every partition. */
  private static final int PLAIN = 12;

  /** Events that name the person, in every partition. */
  private static final int NAMED = 12;

  private static final String WRITER = "model:lab:writer@1";
  private static final String ROSALIND = "user:rosalind.f";
  private static final String PROMPT = "Tell a bedtime story about a zebrafish";
  private static final String RATIONALE = "because the children asked for it";
  private static final String OTHER = "org:quiet-lab";
  private static final Set<What> ALL = Set.of(What.values());

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
                Integer.toString(PARTITIONS),
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

  private static JsonNode read(Headwater headwater, String path) {
    return PatientClient.complete(headwater.url() + "/api/v1" + path);
  }

  private static String asset(String urn) {
    return "/assets/" + URLEncoder.encode(urn, UTF_8);
  }

  private static String event(UUID id, String type, String rest) {
    return """
        {"eventId":"%s","eventTime":"2026-03-01T00:00:00Z","type":"%s","producer":"p",
         "job":{"namespace":"lab","name":"j"},"run":"r",%s}"""
        .formatted(id, type, rest)
        .replace("\n", "");
  }

  private static String event(String type, String rest) {
    return event(UUID.randomUUID(), type, rest);
  }

  /** A documented synthesis, with the person's id, prompt and decision. */
  private static String tales(UUID id, String purpose) {
    return event(
        id,
        "SYNTHESIZE",
        """
        "inputs":[{"asset":"dataset:lab:seeds@1","role":"SEED"}],
        "outputs":[{"asset":"dataset:lab:tales@1"}],
        "agents":[{"id":"%1$s","type":"PERSON","role":"PROMPT_AUTHOR","onBehalfOf":"%2$s"},
                  {"id":"%2$s","type":"ORGANIZATION","role":"OWNER"}],
        "decisions":[{"id":"d-1","kind":"PROMPT","question":"Which tone?","choice":"calm",
                      "rationale":"%3$s","decidedBy":["%1$s"],"consulted":["%2$s"]}],
        "synthesize":{"kind":"LLM","generators":[{"provider":"lab","model":"m","revision":"1"}],
          "prompts":[{"role":"user","template":"%4$s","sha256":"ab12"}],
          "parameters":{"temperature":"1"},"purpose":"%5$s"}"""
            .formatted(ROSALIND, OTHER, RATIONALE, PROMPT, purpose)
            .replace("\n", ""));
  }

  private static String openLineage(String time) {
    return """
        {"eventTime":"%s","eventType":"COMPLETE","producer":"https://p.example",
         "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json",
         "run":{"runId":"3f5e83fa-3480-44ff-99c5-ff943904e5e8"},
         "job":{"namespace":"n","name":"copy","facets":{"ownership":{
           "_producer":"https://p.example",
           "_schemaURL":"https://openlineage.io/spec/facets/1-0-1/OwnershipJobFacet.json",
           "owners":[{"name":"%s","type":"MAINTAINER"}]}}},
         "inputs":[{"namespace":"lab","name":"raw"}],"outputs":[{"namespace":"lab","name":"table"}]}"""
        .formatted(time, ROSALIND)
        .replace("\n", "");
  }

  private static void awaitRest(Headwater headwater) {
    headwater.awaitReady(PATIENCE);
    await()
        .atMost(PATIENCE)
        .until(() -> ask(headwater, "GET", "/status", "").path("quiescent").asBoolean());
  }

  private static List<JsonNode> quarantine(Headwater headwater, String status) {
    List<JsonNode> records = new ArrayList<>();
    read(headwater, "/quarantine?status=" + status).path("records").forEach(records::add);
    return records;
  }

  private void send(String topic, String key, byte[] value) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)).get();
    }
  }

  private static Selection rosalind() {
    return new Selection.OfAgent(ROSALIND, ALL);
  }

  /** Fills every topic with content of the person. */
  private void fill(Headwater headwater) throws Exception {
    UUID tales = UUID.randomUUID();
    ask(
        headwater,
        "POST",
        "/events",
        event("INGEST", "\"outputs\":[{\"asset\":\"dataset:lab:raw\"}]"));
    ask(
        headwater,
        "POST",
        "/events",
        event("INGEST", "\"outputs\":[{\"asset\":\"dataset:lab:seeds@1\"}]"));
    ask(headwater, "POST", "/events", tales(tales, "asked by " + ROSALIND));
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
    for (int copy = 0; copy < NAMED; copy++) {
      ask(
          headwater,
          "POST",
          "/events",
          event(
              "INGEST",
              "\"outputs\":[{\"asset\":\"dataset:lab:copy"
                  + copy
                  + "\"}],\"agents\":[{\"id\":\""
                  + ROSALIND
                  + "\",\"type\":\"PERSON\",\"role\":\"COLLECTOR\"}]"));
    }
    ask(headwater, "POST", "/lineage", openLineage("2026-03-01T00:00:00Z"));
    await()
        .atMost(PATIENCE)
        .until(() -> ask(headwater, "GET", "/alerts?status=open", "").path("alerts").size() >= 2);
    awaitRest(headwater);
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of())) {
      int known = schemas.register(EVENTS + "-value", EventAvro.schemaJson());
      String other = tales(tales, "another purpose");
      send(
          EVENTS,
          EventJson.read(other).key(),
          WireFormat.frame(known, EventAvro.encode(EventJson.read(other))));
    }
    send(EVENTS, "bytes", ("\u0007 no event, by " + ROSALIND).getBytes(UTF_8));
    send(EVENTS, "others", "\u0007 no event".getBytes(UTF_8));
    for (int plain = 0; plain < PLAIN; plain++) {
      send(EVENTS, "plain" + plain, ("\u0007 a record that is no event " + plain).getBytes(UTF_8));
    }
    send(RUNS, "bad", ("{\"owners\":[{\"name\":\"" + ROSALIND + "\"}]}").getBytes(UTF_8));
    await().atMost(PATIENCE).until(() -> quarantine(headwater, "open").size() == 4 + PLAIN);
    for (JsonNode record : quarantine(headwater, "open")) {
      if (record.path("valueBytes").asInt() < 15) {
        String id = record.path("id").asText();
        ask(
            headwater,
            "POST",
            "/quarantine/" + id + "/discard",
            "{\"reason\":\"" + ROSALIND + " said so\"}");
      }
    }
    await().atMost(PATIENCE).until(() -> quarantine(headwater, "open").size() == 3 + PLAIN);
    awaitRest(headwater);
  }

  /** What must not change: lineage, verdicts, alerts. */
  private static Map<String, JsonNode> answers(Headwater headwater, Instant between) {
    Map<String, JsonNode> answers = new TreeMap<>();
    List<String> reads =
        List.of(
            "/assets",
            "/alerts?status=all",
            asset(WRITER) + "/lineage",
            asset(WRITER) + "/gate",
            asset(WRITER) + "/gate?knownAt=" + between,
            asset(WRITER) + "/exposures",
            asset("dataset:lab:table") + "/lineage?direction=both",
            asset("dataset:lab:tales@1") + "/gate");
    for (String read : reads) {
      JsonNode answer = read(headwater, read);
      withoutMoments(answer);
      answers.put(read, answer);
    }
    return answers;
  }

  private static void withoutMoments(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("freshness", "cursor", "instances"));
    }
    node.forEach(EraseIT::withoutMoments);
  }

  /** All topics of the installation with all their records, also those that nobody reads. */
  private List<ConsumerRecord<byte[], byte[]>> records() throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    Properties config = new Properties();
    config.put("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(config);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      for (String topic : admin.listTopics().names().get()) {
        consumer
            .partitionsFor(topic)
            .forEach(one -> all.add(new TopicPartition(topic, one.partition())));
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean has(byte[] bytes, String text) {
    return bytes != null && new String(bytes, UTF_8).contains(text);
  }

  private static boolean has(ConsumerRecord<byte[], byte[]> record, String text) {
    boolean header = false;
    for (Header one : record.headers()) {
      header |= has(one.value(), text);
    }
    return header || has(record.key(), text) || has(record.value(), text);
  }

  private Set<String> topicsWith(String text) throws Exception {
    return records().stream()
        .filter(record -> has(record, text))
        .map(ConsumerRecord::topic)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The files of Kafka and of the state that contain the text. */
  private List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try {
          if (has(Files.readAllBytes(file), text)) {
            found.add(folder.relativize(file));
          }
        } catch (java.nio.file.NoSuchFileException deleted) {
          // Kafka deletes files meanwhile.
        }
      }
    }
    return found;
  }

  /** The offset with which the first file of each partition of the topic begins. */
  private Map<Integer, Long> firstSegments(String topic) throws IOException {
    Map<Integer, Long> first = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
      all.filter(file -> file.toString().endsWith(".log"))
          .filter(file -> file.getParent().getFileName().toString().startsWith(topic + "-"))
          .forEach(
              file -> {
                String partition = file.getParent().getFileName().toString();
                first.merge(
                    Integer.parseInt(partition.substring(partition.lastIndexOf('-') + 1)),
                    Long.parseLong(file.getFileName().toString().replace(".log", "")),
                    Math::min);
              });
    }
    return first;
  }

  private Map<Integer, Long> begins(String topic) throws Exception {
    Map<Integer, Long> begins = new TreeMap<>();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        asked.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
      }
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, found) -> begins.put(partition.partition(), found.offset()));
    }
    return begins;
  }

  private List<String> eventIds() throws Exception {
    List<String> ids = new ArrayList<>();
    try (SchemaRegistry schemas = SchemaRegistry.connect(List.of(registry.url()), Map.of())) {
      EventDecoder decoder = new EventDecoder(schemas::schemaById);
      for (ConsumerRecord<byte[], byte[]> record : records()) {
        if (record.topic().equals(EVENTS) && record.value() != null) {
          try {
            ids.add(decoder.decode(record.value()).eventId() + " " + record.timestamp());
          } catch (UndecodableException none) {
            // Not an event.
          }
        }
      }
    }
    ids.sort(null);
    return ids;
  }

  /** Runs the erasure again and again; the run of number n is interrupted at its step n. */
  private EraseRun.Report eraseWithInterruptions(Selection selection) {
    for (int run = 1; ; run++) {
      int limit = run;
      int[] steps = {0};
      try {
        return new EraseRun(settings)
            .run(
                selection,
                false,
                (part, done, all) -> {
                  if (++steps[0] == limit) {
                    throw new IllegalStateException("killed");
                  }
                });
      } catch (IllegalStateException killed) {
        assertThat(killed).hasMessage("killed");
        assertThatThrownBy(() -> Headwater.start(settings))
            .isInstanceOf(StartException.class)
            .hasMessageContaining("an erasure has not ended");
        assertThatThrownBy(
                () ->
                    new EraseRun(settings)
                        .run(new Selection.OfAgent("user:x", ALL), false, (p, d, a) -> {}))
            .isInstanceOf(StartException.class)
            .hasMessageContaining("an erasure of something else has not ended");
      }
    }
  }

  @Test
  void erasedPerson_isNowhere_andTheAnswersStay() throws Exception {
    Map<String, JsonNode> before;
    Instant between;
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(PATIENCE);
      fill(headwater);
      between = Instant.now();
      before = answers(headwater, between);
      EraseRun.Report look = new EraseRun(settings).run(rosalind(), true, (part, done, all) -> {});
      assertThat(look.done())
          .anyMatch(line -> line.startsWith("found in " + (4 + NAMED) + " records of " + EVENTS));
      assertThatThrownBy(
              () -> new EraseRun(settings).run(rosalind(), false, (part, done, all) -> {}))
          .hasMessageContaining("are running");
    }
    assertThat(topicsWith(ROSALIND))
        .as("the test fills every topic")
        .contains(
            EVENTS,
            RUNS,
            "headwater.quarantine",
            "headwater.assets",
            "headwater-openlineage-changelog",
            "headwater-graph-changelog");
    assertThat(topicsWith(PROMPT)).contains(EVENTS, "headwater.quarantine");
    assertThat(filesWith(PROMPT)).isNotEmpty();
    List<String> ids = eventIds();

    EraseRun.Report report = eraseWithInterruptions(rosalind());

    assertThat(report.left()).isEmpty();
    assertThat(report.done())
        .anyMatch(line -> line.matches("deleted [1-9] processed records of " + RUNS));
    assertThat(eventIds()).as("each event is there once, with its time").isEqualTo(ids);
    try (Headwater headwater = Headwater.start(settings)) {
      awaitRest(headwater);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(answers(headwater, between)).isEqualTo(before));
      JsonNode tales = read(headwater, asset("dataset:lab:tales@1"));
      assertThat(tales.path("documentation").asText()).isEqualTo("DOCUMENTED");
      assertThat(tales.path("agents").findValuesAsText("id"))
          .hasSize(2)
          .contains(OTHER)
          .anyMatch(id -> id.startsWith("user:erased:"));
      assertThat(quarantine(headwater, "open")).hasSize(3 + PLAIN);
      assertThat(quarantine(headwater, "discarded")).hasSize(1);
      assertThat(quarantine(headwater, "all")).hasSize(4 + PLAIN);
      for (String text : List.of(ROSALIND, PROMPT, RATIONALE)) {
        assertThat(topicsWith(text)).as(text).isEmpty();
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(filesWith(text)).as(text).isEmpty());
      }
      // Files may be compressed; so no file may be left from before the copies.
      for (String topic : List.of(EVENTS, RUNS, "headwater.quarantine")) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(firstSegments(topic)).as(topic).isEqualTo(begins(topic)));
      }
      assertThat(begins(EVENTS).values()).anyMatch(begin -> begin > 0);
      assertThatOpenLineageGoesOn(headwater);
    }
    assertThat(new EraseRun(settings).run(rosalind(), true, (part, done, all) -> {}).done())
        .as("the run that was sent again brought the id back")
        .isNotEmpty();
  }

  /** The state about runs is still there: the same run again changes nothing. */
  private void assertThatOpenLineageGoesOn(Headwater headwater) throws Exception {
    List<String> ids = eventIds();
    ask(headwater, "POST", "/lineage", openLineage("2026-03-02T00:00:00Z"));
    ask(headwater, "GET", asset(WRITER) + "/gate", "");
    awaitRest(headwater);
    assertThat(eventIds()).isEqualTo(ids);
  }

  @Test
  void erasedAsset_losesTextsOfItsOwnEventsOnly() throws Exception {
    String poems = "dataset:lab:verses@1";
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(PATIENCE);
      ask(headwater, "POST", "/events", tales(UUID.randomUUID(), "a purpose"));
      ask(
          headwater,
          "POST",
          "/events?wait=true",
          tales(UUID.randomUUID(), "a purpose").replace("dataset:lab:tales@1", poems));
      awaitRest(headwater);
    }
    Path backup = folder.resolve("backup");
    new BackupRun(settings).run(backup, (part, done, all) -> {});

    EraseRun.Report report =
        new EraseRun(settings)
            .run(
                new Selection.OfAsset(
                    Asset.parse("dataset:lab:tales@1"), Set.of(What.DECISIONS, What.PROMPTS)),
                false,
                (part, done, all) -> {});
    assertThat(report.left()).isEmpty();
    assertThat(report.done()).contains("erased it from 1 record of " + EVENTS);
    assertThatThrownBy(() -> new BackupRun(settings).run(backup, (part, done, all) -> {}))
        .as("it would hold the content, and the events twice")
        .isInstanceOf(StartException.class)
        .hasMessageContaining("events were deleted since the backup in");
    try (Headwater headwater = Headwater.start(settings)) {
      awaitRest(headwater);
      String erased = read(headwater, asset("dataset:lab:tales@1")).toString();
      assertThat(erased).contains("[erased ", ROSALIND).doesNotContain(RATIONALE, PROMPT);
      String kept = read(headwater, asset(poems)).toString();
      assertThat(kept).contains(ROSALIND, RATIONALE).doesNotContain("[erased ");
    }
  }

  /** The state about runs depends on names, so none of them may change in it. */
  @Test
  void ownerWhoseIdIsAWordInNames_isErased_andTheRunGoesOn() throws Exception {
    String run =
        openLineage("2026-03-01T00:00:00Z")
            .replace(ROSALIND, "analytics")
            .replace("\"table\"", "\"analytics.users\"")
            .replace("\"name\":\"copy\"", "\"name\":\"analytics\"");
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(PATIENCE);
      ask(headwater, "POST", "/lineage", run);
      awaitRest(headwater);
    }

    EraseRun.Report report =
        new EraseRun(settings)
            .run(new Selection.OfAgent("analytics", ALL), false, (part, done, all) -> {});

    assertThat(report.left()).as("the names").isNotEmpty();
    try (Headwater headwater = Headwater.start(settings)) {
      awaitRest(headwater);
      ask(
          headwater,
          "POST",
          "/lineage",
          run.replace("2026-03-01", "2026-03-02")
              .replace("\"inputs\":[", "\"inputs\":[{\"namespace\":\"lab\",\"name\":\"more\"},"));
      awaitRest(headwater);
      String users = asset("dataset:lab:analytics.users");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          ask(headwater, "GET", users + "/lineage", "")
                              .path("edges")
                              .findValuesAsText("from"))
                      .containsExactlyInAnyOrder("dataset:lab:raw", "dataset:lab:more"));
      assertThat(quarantine(headwater, "all")).isEmpty();
    }
  }

  @Test
  void nothingToErase_changesNothing() throws Exception {
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(PATIENCE);
      ask(headwater, "POST", "/events?wait=true", tales(UUID.randomUUID(), "a purpose"));
    }
    List<String> before = positions();

    EraseRun.Report report =
        new EraseRun(settings)
            .run(new Selection.OfAgent("user:nobody", ALL), false, (part, done, all) -> {});

    assertThat(report.done()).isEmpty();
    assertThat(report.left()).isEmpty();
    assertThat(positions()).isEqualTo(before);
  }

  private List<String> positions() throws Exception {
    return records().stream()
        .map(
            record ->
                record.topic()
                    + record.partition()
                    + " "
                    + record.offset()
                    + " "
                    + Arrays.hashCode(record.value()))
        .sorted()
        .toList();
  }

  @Test
  void unprocessedOpenLineageEvents_areNotDeleted() throws Exception {
    new TopicSetup(settings).run();
    send(RUNS, "k", openLineage("2026-03-01T00:00:00Z").getBytes(UTF_8));

    assertThatThrownBy(() -> new EraseRun(settings).run(rosalind(), false, (part, done, all) -> {}))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("1 records of " + RUNS + " are not processed yet");
  }

  @Test
  void otherGeneration_wouldKeepTheContent_soNothingIsErased() throws Exception {
    new TopicSetup(settings).run();
    for (String topic : List.of("graph-2", "assets-2", "generation-2-follows")) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        String name = "headwater." + topic;
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();

        assertThatThrownBy(
                () -> new EraseRun(settings).run(rosalind(), false, (part, done, all) -> {}))
            .isInstanceOf(StartException.class)
            .hasMessageContaining("topic " + name + " belongs to another generation");

        admin.deleteTopics(List.of(name)).all().get();
        await().until(() -> !admin.listTopics().names().get().contains(name));
      }
    }
  }

  /** Two at a time would delete what the other one needs. */
  @Test
  void resetThatHasNotEnded_andAnErasure_excludeEachOther() throws Exception {
    new TopicSetup(settings).run();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      ResetMark reset = new ResetMark(admin, settings.topics());
      reset.set((short) 1);
      assertThatThrownBy(
              () -> new EraseRun(settings).run(rosalind(), false, (part, done, all) -> {}))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("a reset has not ended");
      ErasureMark erasure = new ErasureMark(admin, settings.topics());
      assertThat(erasure.exists()).isFalse();
      reset.remove();

      erasure.set((short) 1);
      assertThatThrownBy(() -> new Reset(settings).run())
          .isInstanceOf(StartException.class)
          .hasMessageContaining("an erasure has not ended");
      assertThat(reset.exists()).isFalse();
      erasure.remove();
    }
  }
}
