package dev.headwater.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.model.Completeness;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.openlineage.RunView;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows which events, quarantined records and warnings the records of the OpenLineage topic lead
 * to. It runs the bridge's topology in a test driver.
 */
class BridgeTopologyTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration KEPT = Duration.ofDays(7);
  private static final int LARGEST = 20_000;
  private static final String RUN = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a11";

  private final Map<Integer, String> schemas = new HashMap<>();
  private final BridgeCounts counts = new BridgeCounts();
  private final Warnings warnings = new Warnings();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> input;
  private TestOutputTopic<byte[], byte[]> events;
  private TestOutputTopic<byte[], byte[]> quarantine;
  private TestOutputTopic<byte[], byte[]> rekeyed;

  @AfterEach
  void close() {
    driver.close();
  }

  private void start(int partitions) {
    start(partitions, false);
  }

  /**
   * Starts the topology in a driver that has only the first partition.
   *
   * @param partitions the number of partitions that the topology believes there are
   */
  private void start(int partitions, boolean versions) {
    Topology topology = new Topology();
    BridgeTopology.addTo(
        topology,
        new BridgeSettings(TopicNames.DEFAULT, partitions, versions, KEPT, LARGEST),
        this::register,
        OpenLineagePayloads.INSTANCE,
        counts,
        new BridgeProgress(),
        warnings.logger(),
        Stores.inMemoryKeyValueStore(BridgeTopology.STORE));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    driver = new TopologyTestDriver(topology, properties, NOW.plus(Duration.ofDays(30)));
    input =
        driver.createInputTopic(
            TopicNames.DEFAULT.openlineage(), new ByteArraySerializer(), new ByteArraySerializer());
    events = output(TopicNames.DEFAULT.events());
    quarantine = output(TopicNames.DEFAULT.quarantine());
    rekeyed = output(TopicNames.DEFAULT.openlineage());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private int register(String subject, String schema) {
    assertThat(subject).isEqualTo("headwater.events-value");
    schemas.put(1, schema);
    return 1;
  }

  private List<LineageEvent> events() {
    EventDecoder decoder = new EventDecoder(schemas::get);
    return events.readValuesToList().stream().map(decoder::decode).toList();
  }

  private void send(String json, Instant at) {
    input.pipeInput(
        new TestRecord<>(
            "run:spark/daily".getBytes(StandardCharsets.UTF_8),
            json.getBytes(StandardCharsets.UTF_8),
            at));
  }

  private static String run(
      String runId, String state, String time, String inputs, String outputs) {
    return """
        {"eventType":"%s","eventTime":"%s","producer":"https://git.example/a",
         "run":{"runId":"%s"},"job":{"namespace":"spark","name":"daily"},
         "inputs":[%s],"outputs":[%s]}"""
        .formatted(state, time, runId, inputs, outputs);
  }

  private static String dataset(String name) {
    return "{\"namespace\":\"lake\",\"name\":\"" + name + "\"}";
  }

  @Test
  void aRun_becomesEvents_underTheKeyOfWhatItMade() {
    start(1);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", dataset("x")), NOW.plusSeconds(1));

    TestRecord<byte[], byte[]> record = events.readRecord();
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("dataset:lake:x");
    assertThat(record.getRecordTime()).isEqualTo(NOW.plusSeconds(1));
    LineageEvent made = new EventDecoder(schemas::get).decode(record.value());
    assertThat(made.type()).isEqualTo(EventType.TRANSFORM);
    assertThat(made.inputs()).hasSize(1);
    assertThat(quarantine.isEmpty()).isTrue();
    assertThat(rekeyed.isEmpty()).isTrue();

    send(run(RUN, "FAIL", "2026-11-22T09:45:00Z", "", ""), NOW.plusSeconds(2));
    assertThat(events()).extracting(LineageEvent::type).containsExactly(EventType.RETRACT);
  }

  @Test
  void allThatARecordMakes_isSent_eachUnderTheKeyOfItsOwn() {
    start(1);
    send(
        run(
            RUN,
            "COMPLETE",
            "2026-11-22T09:00:00Z",
            dataset("a"),
            dataset("x") + "," + dataset("y")),
        NOW);

    assertThat(events.readKeyValuesToList())
        .extracting(made -> new String(made.key, StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder("dataset:lake:x", "dataset:lake:y");
  }

  @Test
  void versionFacets_makeAssets_whereThatIsSet() {
    start(1, true);
    send(
        run(
            RUN,
            "COMPLETE",
            "2026-11-22T09:00:00Z",
            "",
            """
            {"namespace":"lake","name":"x","facets":{"version":{"datasetVersion":"8"}}}"""),
        NOW);
    assertThat(events().get(0).outputs().get(0).asset().urn()).isEqualTo("dataset:lake:x@8");
  }

  @Test
  void aFacetThatCannotBeRead_costsThatFacet_isCounted_andIsToldOnce() {
    start(1, true);
    String longest = "v".repeat(513);
    for (int minute = 1; minute <= 3; minute++) {
      send(
          run(
              UUID.nameUUIDFromBytes(new byte[] {(byte) minute}).toString(),
              "COMPLETE",
              "2026-11-22T09:0" + minute + ":00Z",
              "",
              """
              {"namespace":"lake","name":"x","facets":{"version":{"datasetVersion":"%s"}}}"""
                  .formatted(longest)),
          NOW);
    }

    assertThat(events())
        .hasSize(3)
        .allSatisfy(
            event -> assertThat(event.outputs().get(0).asset().urn()).isEqualTo("dataset:lake:x"));
    assertThat(quarantine.isEmpty()).isTrue();
    assertThat(counts.ignoredFacets().get("version").sum()).isEqualTo(3);
    assertThat(counts.ignoredFacets().get("lineage").sum()).isZero();
    assertThat(warnings.all())
        .singleElement()
        .asString()
        .contains("version", "outputs[0].facets.version.datasetVersion", "513");
  }

  @Test
  @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anEventOfAnotherPartition_isSentThere_once() {
    start(2);
    String elsewhere = RUN;
    while (Partitioning.partition("run:" + elsewhere, 2) == 0) {
      elsewhere = UUID.nameUUIDFromBytes(elsewhere.getBytes(StandardCharsets.UTF_8)).toString();
    }
    String json = run(elsewhere, "COMPLETE", "2026-11-22T09:00:00Z", "", dataset("x"));
    Headers headers = new RecordHeaders().add("trace", new byte[] {7});
    input.pipeInput(
        new TestRecord<>(
            "run:spark/daily".getBytes(StandardCharsets.UTF_8),
            json.getBytes(StandardCharsets.UTF_8),
            headers,
            NOW));

    // The driver has only one partition, so the record that was sent to another partition comes
    // back to it, and is processed.
    TestRecord<byte[], byte[]> sent = rekeyed.readRecord();
    assertThat(new String(sent.key(), StandardCharsets.UTF_8)).isEqualTo("run:" + elsewhere);
    assertThat(new String(sent.value(), StandardCharsets.UTF_8)).isEqualTo(json);
    assertThat(rekeyed.isEmpty()).isTrue();
    assertThat(sent.headers().lastHeader("trace").value()).containsExactly(7);
    assertThat(sent.getRecordTime()).isEqualTo(NOW);
    assertThat(events()).hasSize(1);
  }

  @Test
  void whatIsNoEvent_goesToQuarantine_asItCame() {
    start(1);
    send("{\"run\":{}}", NOW);
    send("no JSON", NOW);
    send(run(RUN, "COMPLETE", "2026-11-24T09:00:00Z", "", dataset("x")), NOW);
    input.pipeInput(new TestRecord<>(new byte[] {1}, null, NOW));

    List<TestRecord<byte[], byte[]>> aside = quarantine.readRecordsToList();
    assertThat(aside)
        .extracting(record -> header(record, "headwater.reason"))
        .satisfiesExactly(
            reason -> assertThat(reason).startsWith("eventTime: is required"),
            reason -> assertThat(reason).startsWith("is not JSON"),
            reason -> assertThat(reason).startsWith("eventTime: is 2026-11-24"),
            reason -> assertThat(reason).contains("no value"));
    assertThat(aside.get(0).value()).isEqualTo("{\"run\":{}}".getBytes(StandardCharsets.UTF_8));
    assertThat(header(aside.get(1), "headwater.topic")).isEqualTo("headwater.openlineage");
    assertThat(header(aside.get(1), "headwater.partition")).isEqualTo("0");
    assertThat(header(aside.get(1), "headwater.offset")).isEqualTo("1");
    assertThat(header(aside.get(1), "headwater.timestamp"))
        .isEqualTo(Long.toString(NOW.toEpochMilli()));
    assertThat(events.isEmpty()).isTrue();
    assertThat(counts.quarantined().sum()).isEqualTo(4);
    assertThat(warnings.all()).as("who looks at the topic sees them").isEmpty();
  }

  private static String payload(String facet, String field) {
    return "\"%s\":{\"%s\":\"%s\"}".formatted(facet, field, "p".repeat(12_000));
  }

  /**
   * Returns an end of the run with a payload of its dataset. The payload is small enough alone, and
   * too large together with the payload of {@link #withPayload}.
   */
  private static String tooMuch(String runId, String time) {
    return run(
            runId,
            "COMPLETE",
            time,
            dataset("b"),
            "{\"namespace\":\"lake\",\"name\":\"x\",\"facets\":{%s}}"
                .formatted(payload("headwater_ingest", "rationale")))
        .replace("daily\"}", "daily\",\"facets\":{}}");
  }

  private static String withPayload(String runId, String state, String time) {
    return run(runId, state, time, dataset("a"), dataset("x"))
        .replace(
            "\"}," + "\"job\"",
            "\",\"facets\":{%s}},\"job\"".formatted(payload("headwater_synthesis", "purpose")));
  }

  @Test
  void whatGrowsTooLarge_goesToQuarantine_andWhatWasKnownStands() {
    start(1);
    send(withPayload(RUN, "COMPLETE", "2026-11-22T09:00:00Z"), NOW);
    send(tooMuch(RUN, "2026-11-22T09:10:00Z"), NOW);

    assertThat(header(quarantine.readRecord(), "headwater.reason"))
        .contains("dataset:lake:x")
        .contains("the limit is " + LARGEST);
    assertThat(events()).hasSize(1);
    send(run(RUN, "FAIL", "2026-11-22T09:20:00Z", "", ""), NOW);
    assertThat(events()).extracting(LineageEvent::type).containsExactly(EventType.RETRACT);
  }

  /** The sender of each event got no error, so the processor must log a warning. */
  @Test
  void aRunThatPassesALimitInSum_isWarnedOf_once() {
    start(1);
    send(withPayload(RUN, "START", "2026-11-22T09:00:00Z"), NOW);
    for (int part = 0; part < 3; part++) {
      send(tooMuch(RUN, "2026-11-22T09:1" + part + ":00Z"), NOW);
    }
    assertThat(counts.quarantined().sum()).isEqualTo(3);
    assertThat(warnings.all())
        .hasSize(1)
        .first()
        .asString()
        .contains("run:" + RUN)
        .contains(" bytes, the limit is " + LARGEST);

    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "RUNNING", "2026-11-22T09:00:00Z", dataset("a"), dataset("x")), NOW);
    assertThat(warnings.all()).hasSize(1);
  }

  /** A URN encodes a space in a name as three characters. */
  @Test
  void moreInputsThanOneRecordMayHold_areSeveralEvents() {
    start(1);
    StringBuilder spaced = new StringBuilder(dataset("b"));
    for (int i = 0; i < 18; i++) {
      spaced.append(',').append(dataset(" ".repeat(500) + i));
    }
    send(run(RUN, "COMPLETE", "2026-11-22T09:00:00Z", spaced.toString(), dataset("x")), NOW);

    List<LineageEvent> made = events();
    assertThat(made).hasSizeGreaterThan(1);
    assertThat(made).extracting(LineageEvent::key).containsOnly("dataset:lake:x");
    assertThat(made).flatExtracting(LineageEvent::inputs).hasSize(19);
    assertThat(counts.quarantined().sum()).isZero();
  }

  /** A task that takes over from another one restores the changelog. */
  @Test
  void whatIsRestoredFromTheChangelog_isGoneOnWith() {
    start(1);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    List<TestRecord<byte[], byte[]>> changelog = changelog();
    String end = run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", dataset("x"));
    send(end, NOW);
    List<LineageEvent> uncommitted = events();
    restart(changelog);
    send(end, NOW);

    assertThat(events()).as("the same, with the same id").isEqualTo(uncommitted).hasSize(1);
    assertThat(uncommitted.get(0).inputs()).as("of the start").hasSize(1);
  }

  /**
   * A task that takes over does not know yet how late a record is. Such a record must not make its
   * run look older.
   */
  @Test
  void aTaskThatTakesOver_doesNotForgetSooner() {
    start(1);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW.plus(Duration.ofDays(6)));
    restart(changelog());
    send(run(RUN, "RUNNING", "2026-11-22T09:00:00Z", "", ""), NOW);
    Instant later = NOW.plus(KEPT).plusSeconds(7_200);
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), later);

    send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", dataset("x")), later);
    assertThat(events().get(0).inputs()).as("of the start").hasSize(1);
  }

  private List<TestRecord<byte[], byte[]>> changelog() {
    return output("test-" + BridgeTopology.STORE + "-changelog").readRecordsToList();
  }

  private void restart(List<TestRecord<byte[], byte[]>> changelog) {
    driver.close();
    start(1);
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(BridgeTopology.STORE);
    changelog.forEach(row -> store.put(Bytes.wrap(row.key()), row.value()));
  }

  @Test
  void aJobThatIsDeclared_isNotForgotten() {
    start(1);
    String declared =
        """
        {"eventTime":"2026-11-22T0%d:00:00Z","producer":"https://git.example/a",
         "job":{"namespace":"dbt","name":"orders"},"inputs":[%s],"outputs":[%s]}""";
    send(declared.formatted(8, dataset("a"), dataset("x")), NOW);
    send(
        run(RUN, "START", "2026-11-22T09:00:00Z", "", ""),
        NOW.plus(KEPT).plus(Duration.ofDays(20)));
    events();
    send(declared.formatted(9, dataset("b"), dataset("x")), NOW.plus(Duration.ofDays(29)));

    assertThat(events())
        .extracting(LineageEvent::type)
        .as("the former declaration is taken back")
        .containsExactly(EventType.TRANSFORM, EventType.RETRACT);
  }

  /**
   * The event has more edges than one transaction should hold. The processor continues with a
   * record that it sends to its own topic.
   */
  @Test
  void moreEdgesThanOneTransactionShouldHold_areSentOneAfterTheOther() {
    start(1);
    StringBuilder inputs = new StringBuilder(dataset("a"));
    for (int i = 1; i < 150; i++) {
      inputs.append(',').append(dataset("a" + i));
    }
    send(run(RUN, "START", "2026-11-22T09:00:00Z", inputs.toString(), ""), NOW);
    for (int part = 0; part < 10; part++) {
      StringBuilder outputs = new StringBuilder(dataset("x" + part));
      for (int i = 1; i < 100; i++) {
        outputs.append(',').append(dataset(part + "x" + i));
      }
      send(run(RUN, "RUNNING", "2026-11-22T09:00:00Z", "", outputs.toString()), NOW);
    }
    send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", ""), NOW);

    assertThat(events().stream().mapToInt(event -> event.inputs().size()).sum()).isEqualTo(150_000);
    assertThat(rekeyed.readRecordsToList())
        .hasSize(1)
        .allSatisfy(
            record -> assertThat(header(record, "headwater.proceed")).isEqualTo("run:" + RUN));
    assertThat(counts.quarantined().sum()).isZero();
  }

  @Test
  void runs_areForgottenAFewRowsAtATime() {
    start(1);
    for (int part = 0; part < 4; part++) {
      StringBuilder many = new StringBuilder(dataset("x"));
      for (int i = 0; i < 600; i++) {
        many.append(',').append(dataset(part + "x" + i));
      }
      send(run(RUN, "RUNNING", "2026-11-22T09:0" + part + ":00Z", many.toString(), ""), NOW);
    }
    long before = rows();
    Instant later = NOW.plus(KEPT).plus(Duration.ofDays(1));
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), later);
    assertThat(before - rows()).isBetween(900L, 1_100L);

    send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", dataset("a"), dataset("y")), later);
    assertThat(events().get(0).inputs()).as("not what is left of before").hasSize(1);
    for (int i = 0; i < 4; i++) {
      send(run(other, "RUNNING", "2026-11-22T09:00:00Z", "", ""), later);
    }
    assertThat(rows()).isLessThan(30);
  }

  /**
   * The inputs of the run's start are no longer known. The event says INCOMPLETE, so that nobody
   * takes the known inputs for all of them.
   */
  @Test
  void aRunThatWasForgottenBeforeItsEnd_makesWhatIsIncomplete() {
    start(1);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    Instant later = NOW.plus(KEPT).plus(Duration.ofDays(1));
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), later);
    send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", dataset("b"), dataset("x")), later);

    assertThat(events())
        .extracting(LineageEvent::inputsComplete)
        .containsExactly(Completeness.INCOMPLETE);
    send(run(other, "COMPLETE", "2026-11-22T09:30:00Z", dataset("b"), dataset("x")), later);
    assertThat(events())
        .extracting(LineageEvent::inputsComplete)
        .containsExactly(Completeness.NO_ASSERTION);
  }

  @Test
  void toForgetARun_retractsNothing_andToSayItAgainIsAnotherEvent() {
    start(1);
    String end = run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", dataset("a"), dataset("x"));
    send(end, NOW);
    LineageEvent made = events().get(0);
    Instant later = NOW.plus(KEPT).plus(Duration.ofDays(1));
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), later);
    assertThat(events.isEmpty()).isTrue();

    send(end, later);
    LineageEvent again = events().get(0);
    assertThat(again.inputs()).isEqualTo(made.inputs());
    assertThat(again.inputsComplete()).isEqualTo(Completeness.NO_ASSERTION);
    assertThat(again.eventId()).isNotEqualTo(made.eventId());
  }

  /** The row is of a former version, which stored each subject in one row. */
  @Test
  void aRowOfAFormerVersion_isNotMisread() {
    start(1);
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(BridgeTopology.STORE);
    store.put(Bytes.wrap(("srun:" + RUN).getBytes(StandardCharsets.UTF_8)), new byte[] {1, 2, 3});
    send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", dataset("b"), dataset("x")), NOW);

    assertThat(events())
        .extracting(LineageEvent::inputsComplete)
        .containsExactly(Completeness.INCOMPLETE);
    assertThat(store.get(Bytes.wrap(("srun:" + RUN).getBytes(StandardCharsets.UTF_8)))).isNull();
  }

  @Test
  void aRowOfALaterFormat_failsTheTask() {
    start(1);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(BridgeTopology.STORE);
    Bytes header = Bytes.wrap(("hrun:" + RUN).getBytes(StandardCharsets.UTF_8));
    byte[] row = store.get(header);
    row[0]++;
    store.put(header, row);

    assertThatThrownBy(() -> send(run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", ""), NOW))
        .hasRootCauseInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("the store has a row of format 2, this version reads format 1");
  }

  @Test
  void runsThatOnlyRead_orHaveNotEnded_areFoundByTheirJob() {
    start(1);
    Job job = new Job("spark", "daily");
    String read = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a98";
    String failed = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(failed, "FAIL", "2026-11-22T07:00:00Z", "", dataset("z")), NOW);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    send(run(read, "COMPLETE", "2026-11-22T08:00:00Z", dataset("b") + "," + dataset("c"), ""), NOW);
    JobRuns runs = new JobRuns(driver.getKeyValueStore(BridgeTopology.STORE));

    assertThat(runs.latest(job, 10, 10))
        .extracting(RunView::runId, RunView::state, RunView::inputs, RunView::outputs)
        .containsExactly(
            tuple(RUN, "START", named("a"), named()),
            tuple(read, "COMPLETE", named("b", "c"), named()),
            tuple(failed, "FAIL", named(), named("z")));
    assertThat(runs.latest(job, 1, 10)).extracting(RunView::runId).containsExactly(RUN);
    RunView cut = runs.latest(job, 2, 1).get(1);
    assertThat(cut.inputs()).isEqualTo(named("b"));
    assertThat(cut.truncated()).isTrue();
    assertThat(runs.latest(new Job("spark", "dail"), 10, 10)).isEmpty();

    send(run(failed, "RUNNING", "2026-11-22T10:00:00Z", "", ""), NOW);
    assertThat(runs.latest(job, 10, 10))
        .extracting(RunView::runId)
        .as("the one heard of last comes first, once")
        .containsExactly(failed, RUN, read);
    Instant later = NOW.plus(KEPT).plus(Duration.ofDays(1));
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a97";
    send(run(other, "RUNNING", "2026-11-22T11:00:00Z", "", ""), later);
    assertThat(runs.latest(job, 10, 10))
        .extracting(RunView::runId, RunView::state)
        .containsExactly(tuple(other, "RUNNING"));
  }

  private static List<RunView.Dataset> named(String... names) {
    return Stream.of(names).map(name -> new RunView.Dataset("lake", name)).toList();
  }

  @Test
  void aRun_isKeptForItsWholeTime() {
    start(1);
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), NOW.plus(KEPT).minusSeconds(1));
    // A late record does not make the run look older than it is.
    send(run(RUN, "RUNNING", "2026-11-22T09:00:00Z", "", ""), NOW.minus(Duration.ofDays(3)));
    send(run(other, "RUNNING", "2026-11-22T09:00:00Z", "", ""), NOW.plus(KEPT).minusSeconds(1));

    send(
        run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", dataset("x")),
        NOW.plus(KEPT).minusSeconds(1));
    assertThat(events().get(0).inputs()).as("of the start").hasSize(1);
  }

  @Test
  void aRun_isForgottenWhenItsTimeIsOver_andNotBefore() {
    start(1);
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW);
    send(run(RUN, "RUNNING", "2026-11-22T09:00:00Z", "", ""), NOW.plus(Duration.ofDays(2)));
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), NOW.plus(KEPT).plusSeconds(7_200));
    assertThat(runs()).as("RUN, whose last event is not long ago, and the other").isEqualTo(2);

    send(
        run(other, "RUNNING", "2026-11-22T09:00:00Z", "", ""),
        NOW.plus(KEPT).plus(Duration.ofDays(2)).plusSeconds(7_200));
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void aRecordFromTheFuture_doesNotHaveRunsForgotten() {
    start(1);
    send(
        run(RUN, "START", "2026-11-22T09:00:00Z", dataset("a"), ""), NOW.plus(Duration.ofDays(29)));
    String other = "0190a1f0-6d3b-7cc2-9a53-0a3b7e1e8a99";
    send(run(other, "START", "2026-11-22T09:00:00Z", "", ""), NOW.plus(Duration.ofDays(9_000)));

    send(
        run(RUN, "COMPLETE", "2026-11-22T09:30:00Z", "", dataset("x")),
        NOW.plus(Duration.ofDays(30)));
    assertThat(events().get(0).inputs()).as("of the start").hasSize(1);
  }

  private long runs() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(BridgeTopology.STORE);
    long runs = 0;
    try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
      while (rows.hasNext()) {
        runs += rows.next().key.get()[0] == StoredMemory.HEADERS ? 1 : 0;
      }
    }
    return runs;
  }

  private long rows() {
    return driver.getKeyValueStore(BridgeTopology.STORE).approximateNumEntries();
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
