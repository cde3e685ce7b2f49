package dev.headwater.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.stream.GraphTopology;
import dev.headwater.stream.Progress;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.StreamSettings;
import dev.headwater.stream.TaskPartition;
import dev.headwater.stream.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shows which alerts OpenLineage events raise and resolve. It runs the bridge and the graph as one
 * topology in a test driver, as they are deployed.
 */
class BridgedAlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String MODEL = facet("datasetType", "\"datasetType\":\"MODEL\"");

  private final Map<Integer, String> schemas = new HashMap<>();
  private TopologyTestDriver driver;
  private Instant now = NOW;
  private int runs;

  @BeforeEach
  void start() {
    Topology topology =
        GraphTopology.build(
            new StreamSettings(
                TopicNames.DEFAULT, 1, Policy.DEFAULT, StreamSettings.DEFAULT_BUDGET),
            new StreamCodec(this::register, schemas::get, TopicNames.DEFAULT),
            new Progress(),
            TaskPartition.CONSUMED,
            TopicNames.DEFAULT.graph(),
            Stores.inMemoryKeyValueStore(GraphTopology.STORE));
    BridgeTopology.addTo(
        topology,
        new BridgeSettings(TopicNames.DEFAULT, 1, false, Duration.ofDays(7), 1_000_000),
        this::register,
        OpenLineagePayloads.INSTANCE,
        new BridgeCounts(),
        new BridgeProgress(),
        new Warnings().logger(),
        Stores.inMemoryKeyValueStore(BridgeTopology.STORE));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    driver = new TopologyTestDriver(topology, properties, NOW);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private int register(String subject, String schema) {
    schemas.putIfAbsent(schema.hashCode(), schema);
    return schema.hashCode();
  }

  private static String facet(String name, String members) {
    return "\"%s\":{\"_producer\":\"https://git.example/a\",%s}".formatted(name, members);
  }

  private static String dataset(String name, String facets) {
    return "{\"namespace\":\"lake\",\"name\":\"%s\",\"facets\":{%s}}".formatted(name, facets);
  }

  private static String lineage(String source) {
    return facet(
        "lineage",
        "\"inputs\":[{\"namespace\":\"lake\",\"name\":\"%s\",\"type\":\"DATASET\"}]"
            .formatted(source));
  }

  private String run(String state, String inputs, String outputs) {
    runs++;
    return send(state, runs, inputs, outputs);
  }

  private String send(String state, int number, String inputs, String outputs) {
    String run = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a%02d".formatted(number);
    String event =
        """
        {"eventType":"%s","eventTime":"%s","producer":"https://git.example/a",
         "run":{"runId":"%s"},"job":{"namespace":"spark","name":"j%d"},
         "inputs":[%s],"outputs":[%s]}"""
            .formatted(state, now, run, number, inputs, outputs);
    driver
        .createInputTopic(
            TopicNames.DEFAULT.openlineage(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new byte[] {1}, event.getBytes(StandardCharsets.UTF_8), now);
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    return run;
  }

  private Map<RuleName, Alert> alerts() {
    AlertDecoder decoder = new AlertDecoder(schemas::get);
    Map<RuleName, Alert> latest = new HashMap<>();
    driver
        .createOutputTopic(
            TopicNames.DEFAULT.alerts(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .forEach(
            value -> {
              Alert alert = decoder.decode(value);
              latest.put(alert.rule(), alert);
            });
    return latest;
  }

  private void generate() {
    run("COMPLETE", "", dataset("texts", facet("headwater_synthesis", "\"kind\":\"LLM\"")));
  }

  @Test
  void whatIsOnlyInferred_isNeverCritical() {
    generate();
    run("COMPLETE", dataset("texts", "") + "," + dataset("config", ""), dataset("m", MODEL));

    Alert trained = alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    assertThat(trained.status()).isEqualTo(AlertStatus.OPEN);
    assertThat(trained.severity()).isEqualTo(Severity.WARNING);
    assertThat(trained.path())
        .extracting(party -> party.urn())
        .containsExactly("dataset:lake:texts", "model:lake:m");
  }

  @Test
  void oneInferredStepOnTheWay_isEnoughNotToBe() {
    generate();
    run("COMPLETE", dataset("texts", ""), dataset("clean", ""));
    run("COMPLETE", dataset("clean", ""), dataset("m", MODEL + "," + lineage("clean")));

    assertThat(alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void whatIsSaidOutright_isCritical_andSoItIsWhenItIsSaidLater() {
    generate();
    run("COMPLETE", dataset("texts", ""), dataset("m", MODEL));
    assertThat(alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).severity())
        .isEqualTo(Severity.WARNING);

    send("OTHER", runs, "", dataset("m", lineage("texts")));

    Alert trained = alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    assertThat(trained.status()).isEqualTo(AlertStatus.OPEN);
    assertThat(trained.severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void aRunThatFails_takesItsAlertsAway() {
    generate();
    run("COMPLETE", dataset("texts", ""), dataset("m", MODEL));
    assertThat(alerts()).containsKey(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);

    send("FAIL", runs, "", "");

    assertThat(alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).status())
        .isEqualTo(AlertStatus.RESOLVED);
  }

  @Test
  void aRunThatAborts_raisesNone() {
    generate();
    alerts();
    run("ABORT", dataset("texts", ""), dataset("m", MODEL + "," + lineage("texts")));

    assertThat(alerts()).isEmpty();
  }

  private static String rows(int count) {
    return facet("outputStatistics", "\"rowCount\":" + count);
  }

  private void say(String event) {
    driver
        .createInputTopic(
            TopicNames.DEFAULT.openlineage(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new byte[] {1}, event.getBytes(StandardCharsets.UTF_8), now);
    driver.advanceWallClockTime(Duration.ofSeconds(5));
    now = now.plusSeconds(5);
  }

  /**
   * Sends a thousand statements that repeat what is known, 1 to 5 seconds apart: repeated ends of
   * runs, late starts, other row counts, catalog entries and declared jobs.
   */
  @Test
  void whatIsSaidAThousandTimes_touchesNoAlert() {
    generate();
    String clean = run("COMPLETE", dataset("texts", ""), dataset("clean", rows(0)));
    run("COMPLETE", dataset("clean", "") + "," + dataset("web", ""), dataset("m", MODEL));
    int training = runs;
    int cleaning = runs - 1;
    driver.advanceWallClockTime(Duration.ofMinutes(11));
    now = now.plus(Duration.ofMinutes(11));
    Map<RuleName, Alert> before = alerts();
    assertThat(before.keySet())
        .containsExactlyInAnyOrder(
            RuleName.UNDOCUMENTED_SYNTHETIC,
            RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
            RuleName.UNKNOWN_ORIGIN,
            RuleName.TRAINED_ON_UNKNOWN_ORIGIN);
    long events = produced();

    for (int i = 0; i < 200; i++) {
      send(
          "COMPLETE",
          training,
          dataset("clean", "") + "," + dataset("web", ""),
          dataset("m", MODEL));
      say(
          """
          {"eventType":"START","eventTime":"%s","producer":"https://git.example/a",
           "run":{"runId":"%s"},"job":{"namespace":"spark","name":"j%d"},"inputs":[],"outputs":[]}"""
              .formatted(NOW, clean, cleaning));
      send("COMPLETE", cleaning, dataset("texts", ""), dataset("clean", rows(i % 7)));
      say(
          """
          {"eventTime":"%s","producer":"https://git.example/a",
           "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent",
           "dataset":%s}"""
              .formatted(
                  now, dataset("clean", facet("ownership", "\"owners\":[{\"name\":\"team:a\"}]"))));
      say(
          """
          {"eventTime":"%s","producer":"https://git.example/a",
           "job":{"namespace":"dbt","name":"m"},"inputs":[%s],"outputs":[%s]}"""
              .formatted(now, dataset("texts", ""), dataset("clean", rows(i % 2))));
    }

    assertThat(alerts()).as("records on the topic of alerts").isEmpty();
    assertThat(produced() - events).as("something was sent all the same").isGreaterThan(200);
  }

  private long produced() {
    return driver
        .createOutputTopic(
            TopicNames.DEFAULT.events(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .size();
  }

  /** The grace of ten minutes starts with the first statement of the cause. */
  @Test
  void aCauseThatIsStatedAgainAndAgain_isAnnouncedWhenItsGraceIsOver() {
    run("COMPLETE", dataset("web", ""), dataset("m", MODEL));
    int training = runs;
    for (int i = 1; now.isBefore(NOW.plusSeconds(595)); i++) {
      send("COMPLETE", training, dataset("web", ""), dataset("m", MODEL + "," + rows(i)));
      assertThat(alerts()).isEmpty();
    }
    for (int i = 1; now.isBefore(NOW.plusSeconds(605)); i++) {
      send("COMPLETE", training, dataset("web", ""), dataset("m", MODEL + "," + rows(1_000 + i)));
    }
    assertThat(alerts())
        .containsOnlyKeys(RuleName.UNKNOWN_ORIGIN, RuleName.TRAINED_ON_UNKNOWN_ORIGIN);
  }

  /**
   * Everything that the stream wrote before the cancel is still there, so the model must not look
   * clean.
   */
  @Test
  void aStreamThatIsCancelled_leavesItsAlerts() {
    generate();
    String streaming = "\"jobType\":{\"processingType\":\"STREAMING\"}";
    for (String state : new String[] {"RUNNING", "ABORT"}) {
      say(
          """
          {"eventType":"%s","eventTime":"%s","producer":"https://git.example/a",
           "run":{"runId":"0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a77"},
           "job":{"namespace":"flink","name":"s","facets":{%s}},
           "inputs":[%s],"outputs":[%s]}"""
              .formatted(state, now, streaming, dataset("texts", ""), dataset("m", MODEL)));
    }
    assertThat(alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).status())
        .isEqualTo(AlertStatus.OPEN);
  }

  /**
   * After a retraction by hand, the bridge sends the event under the same id, which stays
   * retracted, or sends nothing.
   */
  @Test
  void whatIsRetractedByHand_staysRetracted_whenTheRunSaysItAgain() {
    generate();
    run("COMPLETE", dataset("texts", ""), dataset("m", MODEL));
    int training = runs;
    EventDecoder decoder = new EventDecoder(schemas::get);
    LineageEvent made =
        driver
            .createOutputTopic(
                TopicNames.DEFAULT.events(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())
            .readValuesToList()
            .stream()
            .map(decoder::decode)
            .filter(event -> event.type() == EventType.TRAIN)
            .findFirst()
            .orElseThrow();
    LineageEvent byHand =
        LineageEvent.builder(EventType.RETRACT)
            .eventId(UUID.randomUUID())
            .eventTime(now)
            .producer("by hand")
            .job(made.job())
            .run("by hand")
            .inputs(made.inputs())
            .outputs(made.outputs())
            .retract(new Retract(made.eventId(), "a mistake"))
            .build();
    driver
        .createInputTopic(
            TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(
            byHand.key().getBytes(StandardCharsets.UTF_8),
            new EventEncoder(this::register, TopicNames.DEFAULT.events()).encode(byHand),
            now);
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(alerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).status())
        .isEqualTo(AlertStatus.RESOLVED);

    send("COMPLETE", training, dataset("texts", ""), dataset("m", MODEL));
    send("START", training, dataset("texts", ""), dataset("m", MODEL));
    send("COMPLETE", training, dataset("texts", ""), dataset("m", MODEL));
    assertThat(alerts()).isEmpty();
  }
}
