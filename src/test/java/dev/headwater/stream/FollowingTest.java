package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.Retract;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shows what a task says of what it has processed while another generation was in charge: nothing
 * then, and afterwards only what the other one has not said.
 */
class FollowingTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant EARLIER = NOW.minusSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Asset DIALOGUES = Asset.parse("dataset:lab:dialogues@1");
  private static final byte[] NO_EVENT = {7, 7};

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);
  private final LineageEvent synthesis =
      OneTask.event(EventType.SYNTHESIZE, EARLIER)
          .outputs(List.of(OneTask.output(DIALOGUES)))
          .build();
  private final LineageEvent retraction =
      OneTask.event(EventType.RETRACT, EARLIER)
          .outputs(synthesis.outputs())
          .retract(new Retract(synthesis.eventId(), "mistake"))
          .build();

  @BeforeEach
  void follow() {
    task.restart(true);
  }

  @AfterEach
  void close() {
    task.close();
  }

  /** The alert about the synthesis, as the generation in charge told it. */
  private Alert open() {
    try (OneTask inCharge = new OneTask(Policy.DEFAULT, EARLIER)) {
      inCharge.send(synthesis, EARLIER);
      return inCharge.alerts().get(0);
    }
  }

  private static Alert resolved(Alert open) {
    return open.resolved(NOW, Resolution.RETRACTED);
  }

  private void hand(Alert known) {
    GraphCommand command = new GraphCommand.Former(known, false);
    task.send(new CommandEnvelope(command, NOW.toEpochMilli()), NOW);
  }

  private void takeOver() {
    task.restart(false);
    task.passTime(LONG);
    task.rebuilt();
    task.passTime(LONG);
  }

  @Test
  void nothingIsSaid() {
    task.send(synthesis, EARLIER);
    task.send(NO_EVENT, new RecordHeaders(), EARLIER);
    task.send(conflict(), EARLIER);
    task.passTime(LONG);

    assertThat(task.alerts()).isEmpty();
    assertThat(task.quarantined()).isEmpty();
  }

  @Test
  void taskThatMustNotGoOn_processesNothing() {
    IllegalStateException mustNot = new IllegalStateException("must not");
    task.restart(
        () -> {
          throw mustNot;
        });
    assertThatThrownBy(() -> task.send(synthesis, EARLIER)).hasRootCause(mustNot);
  }

  @Test
  void alertThatWasTold_isNotToldAgain_andKeepsItsTime() {
    task.send(synthesis, EARLIER);
    Alert known = open();
    hand(known);
    takeOver();

    assertThat(task.alerts()).isEmpty();
    assertThat(task.rows().alerts(Optional.empty(), 10))
        .singleElement()
        .satisfies(state -> assertThat(state.alert()).isEqualTo(known));
  }

  @Test
  void alertThatWasToldBeforeItIsFound_isNotToldAgain() {
    Alert known = open();
    hand(known);
    task.send(synthesis, EARLIER);
    takeOver();

    assertThat(task.alerts()).isEmpty();
  }

  @Test
  void alertThatNobodyTold_isTold() {
    task.send(synthesis, EARLIER);
    takeOver();

    assertThat(task.alerts())
        .extracting(Alert::subject, Alert::status)
        .containsExactly(tuple(DIALOGUES, AlertStatus.OPEN));
  }

  @Test
  void alertThatWasToldAsResolved_andIsOpenAgain_isTold() {
    task.send(synthesis, EARLIER);
    hand(resolved(open()));
    takeOver();

    assertThat(task.alerts()).extracting(Alert::status).containsExactly(AlertStatus.OPEN);
  }

  @Test
  void alertThatWasToldAsOpen_andHasEnded_isResolvedOnce() {
    task.send(synthesis, EARLIER);
    task.send(retraction, EARLIER);
    hand(open());
    takeOver();

    assertThat(task.alerts())
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.RETRACTED));
  }

  @Test
  void alertThatWasToldAsResolved_andHasEnded_isNotToldAgain() {
    task.send(synthesis, EARLIER);
    task.send(retraction, EARLIER);
    hand(resolved(open()));
    takeOver();

    assertThat(task.alerts()).isEmpty();
  }

  /** A takeover may be broken off, and tried again when readers know other things. */
  @Test
  void whatWasHandedLast_counts() {
    task.send(synthesis, EARLIER);
    Alert open = open();
    hand(open);
    task.send(retraction, EARLIER);
    hand(resolved(open));
    takeOver();

    assertThat(task.alerts()).isEmpty();
  }

  @Test
  void alertThatWasHandedAsResolvedFirst_andAsOpenLater_isNotToldAgain() {
    Alert open = open();
    hand(resolved(open));
    task.send(synthesis, EARLIER);
    hand(open);
    takeOver();

    assertThat(task.alerts()).isEmpty();
  }

  /** An event with the id of the synthesis, and other content. */
  private LineageEvent conflict() {
    return OneTask.event(EventType.SYNTHESIZE, EARLIER)
        .eventId(synthesis.eventId())
        .run("another")
        .outputs(synthesis.outputs())
        .build();
  }

  private CommandEnvelope admit(LineageEvent event) {
    GraphCommand admit =
        new GraphCommand.Admit(DIALOGUES, event, StreamCodec.fingerprint(task.encoded(event)));
    return new CommandEnvelope(admit, EARLIER.toEpochMilli());
  }

  @Test
  void conflictThatWasSentWhileFollowing_isQuarantinedOnlyByTheEventThatIsReadAgain() {
    task.send(synthesis, EARLIER);
    task.restart(false);
    task.send(admit(conflict()), new RecordHeaders().add(Emitter.FOLLOWED, new byte[0]), NOW);
    task.passTime(LONG);
    assertThat(task.quarantined()).isEmpty();

    task.send(admit(conflict()), NOW);
    task.passTime(LONG);
    assertThat(task.quarantined()).hasSize(1);
  }

  @Test
  void commandsSaySoThatTheyWereSentWhileFollowing() {
    assertThat(sent(true).headers().lastHeader(Emitter.FOLLOWED)).isNotNull();
    assertThat(sent(false).headers().lastHeader(Emitter.FOLLOWED)).isNull();
  }

  /** What the task of one partition sends for an event whose home is in another one. */
  private TestRecord<byte[], byte[]> sent(boolean follows) {
    Map<Integer, String> schemas = new HashMap<>();
    StreamCodec codec =
        new StreamCodec(
            (subject, schema) -> {
              schemas.put(subject.hashCode(), schema);
              return subject.hashCode();
            },
            schemas::get,
            TopicNames.DEFAULT);
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "following");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    int home = Partitioning.partition(DIALOGUES.key(), 2);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            GraphTopology.build(
                new StreamSettings(
                    TopicNames.DEFAULT,
                    2,
                    Policy.DEFAULT,
                    StreamSettings.DEFAULT_BUDGET,
                    Optional.empty(),
                    follows,
                    () -> {},
                    () -> {}),
                codec,
                new Progress(),
                one -> 1 - home,
                "outgoing",
                Stores.inMemoryKeyValueStore(GraphTopology.STORE)),
            properties,
            NOW)) {
      driver
          .createInputTopic(
              TopicNames.DEFAULT.events(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(
              new TestRecord<>(new byte[0], codec.encode(synthesis), new RecordHeaders(), NOW));
      return driver
          .createOutputTopic("outgoing", new ByteArrayDeserializer(), new ByteArrayDeserializer())
          .readRecord();
    }
  }
}
