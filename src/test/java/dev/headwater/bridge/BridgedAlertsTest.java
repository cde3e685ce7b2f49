package dev.headwater.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.app.OpenLineagePayloads;
import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From OpenLineage to alerts: the bridge and the graph as one topology, as they are deployed. */
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
}
