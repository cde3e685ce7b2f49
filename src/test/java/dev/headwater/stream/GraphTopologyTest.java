package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.AssetSummaryDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.engine.Policy;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Prompt;
import dev.headwater.model.Resolution;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Synthetic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows the way from events to alerts, summaries and quarantine through the real topology, in a
 * test driver with one partition.
 */
class GraphTopologyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Asset SEEDS = Asset.of(AssetKind.DATASET, "lab", "seeds", "1");
  private static final Asset DIALOGUES = Asset.of(AssetKind.DATASET, "lab", "dialogues", "1");
  private static final Asset CLEANED = Asset.of(AssetKind.DATASET, "lab", "cleaned", "1");
  private static final Asset MODEL = Asset.of(AssetKind.MODEL, "lab", "tutor", "1");

  private final Map<Integer, String> schemas = new HashMap<>();
  private final StreamCodec codec =
      new StreamCodec(this::register, schemas::get, TopicNames.DEFAULT);
  private final EventEncoder encoder =
      new EventEncoder(this::register, TopicNames.DEFAULT.events());
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          GraphTopology.build(
              new StreamSettings(
                  TopicNames.DEFAULT, 1, Policy.DEFAULT, StreamSettings.DEFAULT_BUDGET),
              codec,
              new Progress(),
              TaskPartition.CONSUMED,
              TopicNames.DEFAULT.graph(),
              Stores.inMemoryKeyValueStore(GraphTopology.STORE)),
          configuration(),
          NOW);
  private final TestInputTopic<byte[], byte[]> events =
      driver.createInputTopic(
          TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer());
  private final TestOutputTopic<byte[], byte[]> alerts = output(TopicNames.DEFAULT.alerts());
  private final TestOutputTopic<byte[], byte[]> assets = output(TopicNames.DEFAULT.assets());
  private final TestOutputTopic<byte[], byte[]> quarantine =
      output(TopicNames.DEFAULT.quarantine());

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void alerts_openWhereUndocumentedDataIsMadeAndTrainedOn_andResolveWhenItIsDocumented() {
    send(event(EventType.SYNTHESIZE, List.of(), List.of(DIALOGUES)));
    send(event(EventType.CLEAN, List.of(DIALOGUES), List.of(CLEANED)));
    send(event(EventType.TRAIN, List.of(CLEANED), List.of(MODEL)));

    Map<RuleName, Alert> open = latestAlerts();
    assertThat(open.get(RuleName.UNDOCUMENTED_SYNTHETIC).status()).isEqualTo(AlertStatus.OPEN);
    Alert trained = open.get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    assertThat(trained.status()).isEqualTo(AlertStatus.OPEN);
    assertThat(trained.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(trained.path()).containsExactly(DIALOGUES, CLEANED, MODEL);

    send(documentation(DIALOGUES));

    Map<RuleName, Alert> closed = latestAlerts();
    assertThat(closed.get(RuleName.UNDOCUMENTED_SYNTHETIC).resolution())
        .contains(Resolution.DOCUMENTED);
    assertThat(closed.get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).resolution())
        .contains(Resolution.DOCUMENTED_AFTER_TRAINING);
    assertThat(latestSummaries().get(MODEL).synthetic()).isEqualTo(Synthetic.INHERITED);
  }

  @Test
  void retraction_ofTheOnlyTraining_cutsThePath_andResolvesTheModelsAlertAlone() {
    send(event(EventType.SYNTHESIZE, List.of(), List.of(DIALOGUES)));
    LineageEvent training = event(EventType.TRAIN, List.of(DIALOGUES), List.of(MODEL));
    send(training);
    send(event(EventType.TRAIN, List.of(SEEDS), List.of(MODEL)));
    assertThat(latestAlerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).status())
        .isEqualTo(AlertStatus.OPEN);
    assertThat(latestSummaries().get(MODEL).synthetic()).isEqualTo(Synthetic.INHERITED);

    send(retraction(training));

    Map<RuleName, Alert> changed = settledAlerts();
    assertThat(changed).containsOnlyKeys(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    Alert resolved = changed.get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    assertThat(resolved.status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(resolved.resolution()).contains(Resolution.RETRACTED);
    assertThat(resolved.origin()).isEqualTo(DIALOGUES);
    AssetSummary model = latestSummaries().get(MODEL);
    assertThat(model.synthetic()).isEqualTo(Synthetic.UNKNOWN);
    assertThat(model.exposures().synthetic()).isZero();
  }

  @Test
  void retraction_ofOneOfTwoTrainingsOnTheSameData_changesNoAlert() {
    send(event(EventType.SYNTHESIZE, List.of(), List.of(DIALOGUES)));
    send(event(EventType.TRAIN, List.of(DIALOGUES), List.of(MODEL)));
    LineageEvent training = event(EventType.TRAIN, List.of(DIALOGUES), List.of(MODEL));
    send(training);
    assertThat(latestAlerts().get(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC).status())
        .isEqualTo(AlertStatus.OPEN);

    send(retraction(training));

    assertThat(settledAlerts()).isEmpty();
    AssetSummary model = latestSummaries().get(MODEL);
    assertThat(model.synthetic()).isEqualTo(Synthetic.INHERITED);
    assertThat(model.exposures().synthetic()).isEqualTo(1);
  }

  @Test
  void undecodableRecord_goesToQuarantine_withReasonAndPlace() {
    events.pipeInput(new TestRecord<>(new byte[] {1}, new byte[] {7, 7}, NOW));
    TestRecord<byte[], byte[]> record = quarantine.readRecord();
    assertThat(record.value()).containsExactly(7, 7);
    assertThat(header(record, "headwater.reason")).contains("wire format");
    assertThat(header(record, "headwater.topic")).isEqualTo("headwater.events");
    assertThat(header(record, "headwater.offset")).isEqualTo("0");
  }

  @Test
  void takenId_withOtherContent_goesToQuarantine_andTheFirstStands() {
    LineageEvent first = event(EventType.SYNTHESIZE, List.of(), List.of(DIALOGUES));
    send(first);
    send(first);
    assertThat(quarantine.readRecordsToList()).isEmpty();
    LineageEvent other =
        LineageEvent.builder(EventType.INGEST)
            .eventId(first.eventId())
            .eventTime(NOW)
            .producer("p")
            .job(new Job("n", "j"))
            .run("r")
            .outputs(List.of(output(DIALOGUES)))
            .build();
    send(other);
    assertThat(header(quarantine.readRecord(), "headwater.reason"))
        .contains(first.eventId().toString());
  }

  private void send(LineageEvent event) {
    events.pipeInput(
        new TestRecord<>(event.key().getBytes(StandardCharsets.UTF_8), encoder.encode(event), NOW));
  }

  private Map<RuleName, Alert> latestAlerts() {
    AlertDecoder decoder = new AlertDecoder(schemas::get);
    return alerts.readValuesToList().stream()
        .map(decoder::decode)
        .collect(Collectors.toMap(Alert::rule, alert -> alert, (old, now) -> now));
  }

  /**
   * Returns the latest alert of each rule, after a second without records, in which the task does
   * everything that it delayed.
   */
  private Map<RuleName, Alert> settledAlerts() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    return latestAlerts();
  }

  private Map<Asset, AssetSummary> latestSummaries() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    AssetSummaryDecoder decoder = new AssetSummaryDecoder(schemas::get);
    return assets.readValuesToList().stream()
        .map(decoder::decode)
        .collect(Collectors.toMap(AssetSummary::asset, summary -> summary, (old, now) -> now));
  }

  private static LineageEvent event(EventType type, List<Asset> inputs, List<Asset> outputs) {
    return LineageEvent.builder(type)
        .eventId(UUID.randomUUID())
        .eventTime(NOW)
        .producer("https://git.example/p")
        .job(new Job("pipelines", "j"))
        .run("r")
        .inputs(inputs.stream().map(asset -> input(asset, Role.SOURCE)).toList())
        .outputs(outputs.stream().map(GraphTopologyTest::output).toList())
        .build();
  }

  private static LineageEvent retraction(LineageEvent event) {
    return LineageEvent.builder(EventType.RETRACT)
        .eventId(UUID.randomUUID())
        .eventTime(NOW)
        .producer("p")
        .job(new Job("n", "j"))
        .run("r")
        .inputs(event.inputs())
        .outputs(event.outputs())
        .retract(new Retract(event.eventId(), "mistake"))
        .build();
  }

  private static LineageEvent documentation(Asset target) {
    Synthesize synthesize =
        new Synthesize(
            Optional.empty(),
            new Stated.Given<>(List.of(new Generator("openai", "davinci", "3"))),
            Optional.empty(),
            new Stated.Given<>(List.of(new Prompt("user", "Say", "", ""))),
            new Stated.Given<>(new TreeMap<>(Map.of("temperature", "1"))),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(),
            "",
            "");
    return LineageEvent.builder(EventType.DOCUMENT)
        .eventId(UUID.randomUUID())
        .eventTime(NOW.plusSeconds(60))
        .producer("p")
        .job(new Job("n", "j"))
        .run("r")
        .inputs(List.of(input(SEEDS, Role.SEED)))
        .agents(List.of(new Agent("orcid:1", AgentType.PERSON, "AUTHOR", "")))
        .document(
            new Document(
                target,
                Optional.empty(),
                Optional.of(synthesize),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()))
        .build();
  }

  private static Input input(Asset asset, Role role) {
    return new Input(
        asset,
        role,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        "",
        List.of(),
        false);
  }

  private static Output output(Asset asset) {
    return new Output(asset, OptionalLong.empty(), OptionalLong.empty(), "", List.of());
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private int register(String subject, String schema) {
    int id = subject.hashCode();
    schemas.put(id, schema);
    return id;
  }

  private static Properties configuration() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }
}
