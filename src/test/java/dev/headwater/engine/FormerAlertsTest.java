package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headwater.engine.AlertState.Phase;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import dev.headwater.oracle.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shows what a reset makes of the alerts that were open. */
class FormerAlertsTest {
  private static final String TALES = "dataset:lab:tales@1";
  private static final String WRITER = "model:lab:writer@1";
  private static final Asset DATA = Asset.parse(TALES);
  private static final Job JOB = new Job("lab", "write");
  private static final ProducerInstance PRODUCER = new ProducerInstance("host-1-42-9f86d081");
  private static final Instant BEFORE = Story.minute(-60);
  private static final Instant NOW = Story.minute(60);

  private final Story story = new Story();
  private final EngineCluster cluster =
      new EngineCluster(new Random(1), 3, 20, 2_000_000, Fault.NONE, Policy.DEFAULT);
  private final MemoryState state = new MemoryState();
  private Policy policy = Policy.DEFAULT;

  private UUID makeTales() {
    return story
        .tell(EventType.SYNTHESIZE)
        .in(Role.GENERATOR, "model:acme:gpt@4")
        .out(TALES)
        .done();
  }

  private List<Alert> undocumented() {
    return cluster.alerts().compacted().stream()
        .filter(alert -> alert.rule() == RuleName.UNDOCUMENTED_SYNTHETIC)
        .toList();
  }

  private List<Alert> open() {
    return cluster.alerts().compacted().stream()
        .filter(alert -> alert.status() == AlertStatus.OPEN)
        .toList();
  }

  private void runUntil(long minute) {
    cluster.feed(story.log());
    cluster.restAt(Story.minute(minute));
  }

  @Test
  void alertThatHolds_keepsItsTime_andIsNotDeliveredAgain() {
    makeTales();
    story.tell(EventType.TRAIN).in(Role.SOURCE, TALES).out(WRITER).done();
    runUntil(5);
    List<Alert> open = open();
    assertThat(open).hasSize(2);
    long records = cluster.alertRecords();

    cluster.reset(open, true);
    runUntil(50);
    cluster.settleFormerAlerts();

    assertThat(cluster.alerts().compacted()).containsExactlyInAnyOrderElementsOf(open);
    assertThat(cluster.alertRecords()).isEqualTo(records);
    assertThat(cluster.alerts().faults()).isEmpty();
  }

  @Test
  void causeThatEndedMeanwhile_resolvesTheAlert_butOnlyOnceTheStateIsBuiltAnew() {
    makeTales();
    runUntil(5);
    List<Alert> open = open();
    story.reclassify(TALES, false);

    // The document arrives first, so that the alert does not open again.
    cluster.reset(open, true);
    cluster.feed(story.log().subList(1, 2));
    cluster.feed(story.log().subList(0, 1));
    runUntil(50);
    assertThat(undocumented()).isEqualTo(open);
    cluster.settleFormerAlerts();

    assertThat(undocumented())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.resolution()).contains(Resolution.RECLASSIFIED);
              assertThat(alert.openedAt()).isEqualTo(open.get(0).openedAt());
            });
    assertThat(cluster.owner(DATA).formerAlerts()).isEmpty();
  }

  @Test
  void causeThatReturnsAfterwards_isANewOne() {
    makeTales();
    runUntil(5);
    cluster.reset(open(), true);
    runUntil(10);
    cluster.settleFormerAlerts();
    story.waive(TALES, RuleName.UNDOCUMENTED_SYNTHETIC, 30);
    runUntil(20);
    assertThat(open()).isEmpty();
    runUntil(40);

    assertThat(open()).singleElement().extracting(Alert::openedAt).isEqualTo(Story.minute(30));
  }

  @Test
  void resolvedAlert_staysOnRecord_andBecomesHistoryWhenItsCauseReturns() {
    makeTales();
    runUntil(5);
    UUID people = story.reclassify(TALES, false);
    runUntil(10);
    List<Alert> resolved = undocumented();
    assertThat(resolved).extracting(Alert::status).containsExactly(AlertStatus.RESOLVED);
    long records = cluster.alertRecords();

    cluster.reset(resolved, true);
    cluster.feed(story.log().subList(1, 2)); // first, so that the cause does not seem to hold
    cluster.feed(story.log().subList(0, 1));
    cluster.restAt(Story.minute(20));
    cluster.settleFormerAlerts();

    AlertKey key = resolved.get(0).key();
    assertThat(cluster.owner(DATA).alert(key).map(AlertState::alert)).contains(resolved.get(0));
    assertThat(undocumented()).isEqualTo(resolved);
    assertThat(cluster.alertRecords()).isEqualTo(records);

    story.retract(people, TALES);
    runUntil(30);

    AlertState again = cluster.owner(DATA).alert(key).orElseThrow();
    assertThat(again.alert().status()).isEqualTo(AlertStatus.OPEN);
    assertThat(again.alert().openedAt()).isAfter(resolved.get(0).resolvedAt().orElseThrow());
    assertThat(again.history()).containsExactly(AlertEpisode.of(resolved.get(0)));
  }

  /** What the new state found itself is newer than what was resolved before. */
  @Test
  void resolvedAlert_thatIsOpenInTheNewState_staysOpen() {
    makeTales();
    runUntil(5);
    Alert open = open().get(0);
    cluster.reset(List.of(), true);
    runUntil(10);

    decideAt(cluster.owner(DATA), open.resolved(BEFORE, Resolution.DOCUMENTED));

    assertThat(cluster.owner(DATA).alert(open.key()).orElseThrow().alert().status())
        .isEqualTo(AlertStatus.OPEN);
  }

  private void decideAt(MemoryState owner, Alert former) {
    Effects effects =
        new Engine(policy)
            .decide(new GraphCommand.Former(former, false), owner, NOW, NOW.toEpochMilli(), false);
    effects.changes().forEach(owner::apply);
    assertThat(effects.alerts()).isEmpty();
  }

  /** What ended the cause may itself have ended, by an event that is not processed yet. */
  @Test
  void causeThatEnds_beforeTheStateIsBuiltAnew_resolvesNothing() {
    makeTales();
    UUID waiver = story.waive(TALES, RuleName.UNDOCUMENTED_SYNTHETIC, 1_000);
    story.retract(waiver, TALES);
    runUntil(5);
    List<Alert> open = open();
    assertThat(open).hasSize(1);
    long records = cluster.alertRecords();

    cluster.reset(open, true);
    cluster.feed(story.log().subList(0, 2));
    cluster.restAt(Story.minute(10));
    cluster.feed(story.log().subList(2, 3));
    cluster.restAt(Story.minute(20));
    cluster.settleFormerAlerts();

    assertThat(open()).isEqualTo(open);
    assertThat(cluster.alertRecords()).isEqualTo(records);
  }

  @Test
  void evidenceThatChanges_isDelivered_andIsWhatReadersKnow() {
    makeTales();
    runUntil(5);
    Alert known = open().get(0);
    Alert other = former(known.rule()); // with other evidence, and opened earlier

    cluster.reset(List.of(other), true);
    runUntil(10);

    assertThat(open()).singleElement().isEqualTo(known.openedAt(BEFORE));
    assertThat(cluster.owner(DATA).formerAlerts()).isEqualTo(open());
  }

  @Test
  void settled_isForgotten() {
    makeTales();
    runUntil(5);
    cluster.reset(open(), true);
    runUntil(10);
    assertThat(cluster.owner(DATA).formerAlerts()).hasSize(1);
    cluster.settleFormerAlerts();
    assertThat(cluster.owner(DATA).formerAlerts()).isEmpty();
  }

  // ---- what is not certain resolves nothing

  private static Alert former(RuleName rule) {
    boolean onAssets = rule.isOnAssets();
    return new Alert(
        Alert.id(rule, onAssets ? DATA : JOB, onAssets ? DATA : PRODUCER),
        rule,
        Severity.WARNING,
        AlertStatus.OPEN,
        onAssets ? DATA : JOB,
        onAssets ? DATA : PRODUCER,
        List.of(),
        onAssets ? List.of() : List.of("1-4"),
        onAssets ? List.of(DATA) : List.of(),
        BEFORE,
        Optional.empty(),
        Optional.empty());
  }

  private List<Alert> decide(GraphCommand command, boolean holding) {
    Effects effects = new Engine(policy).decide(command, state, NOW, NOW.toEpochMilli(), holding);
    effects.changes().forEach(state::apply);
    return effects.alerts();
  }

  private List<Alert> settle(RuleName rule) {
    return decide(new GraphCommand.Former(former(rule), true), false);
  }

  private void remember(RuleName rule) {
    assertThat(decide(new GraphCommand.Former(former(rule), false), false)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = RuleName.class,
      names = {"UNDOCUMENTED_SYNTHETIC", "LOST_EVENTS", "UNATTRIBUTED_DECISION"})
  void subjectThatNoEventNames_keepsItsAlert(RuleName rule) {
    remember(rule);
    assertThat(settle(rule)).isEmpty();
    assertThat(state.formerAlerts()).containsExactly(former(rule));
  }

  @Test
  void alertsThatAreHeldBack_keepTheAlert() {
    state.apply(new Change.PutNode(Node.of(DATA)));
    remember(RuleName.UNDOCUMENTED_SYNTHETIC);
    assertThat(decide(new GraphCommand.Former(former(RuleName.UNDOCUMENTED_SYNTHETIC), true), true))
        .isEmpty();
    assertThat(state.formerAlerts()).hasSize(1);
    assertThat(settle(RuleName.UNDOCUMENTED_SYNTHETIC))
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.RETRACTED));
    assertThat(settle(RuleName.UNDOCUMENTED_SYNTHETIC)).as("once").isEmpty();
  }

  @Test
  void walkUnderWay_keepsTheAlert() {
    state.apply(new Change.PutNode(Node.of(DATA)));
    Alert former = former(RuleName.UNDOCUMENTED_SYNTHETIC);
    remember(former.rule());
    state.apply(
        new Change.PutAlert(
            new AlertState(
                former, Phase.OPENING, false, AlertState.Walk.NONE, Instant.EPOCH, List.of())));
    assertThat(settle(former.rule())).isEmpty();
    assertThat(state.formerAlerts()).hasSize(1);
  }

  @Test
  void graceThatIsLongerNow_keepsTheAlert() {
    Duration day = Duration.ofDays(1);
    EngineCluster patient =
        new EngineCluster(
            new Random(1),
            3,
            20,
            2_000_000,
            Fault.NONE,
            grace(RuleName.UNDOCUMENTED_SYNTHETIC, day));
    makeTales();
    patient.reset(List.of(former(RuleName.UNDOCUMENTED_SYNTHETIC)), true);
    patient.feed(story.log());
    patient.settleFormerAlerts();
    assertThat(patient.alertRecords()).isZero();
    patient.restAt(Story.minute(0).plus(day));
    assertThat(patient.alerts().compacted())
        .filteredOn(alert -> alert.rule() == RuleName.UNDOCUMENTED_SYNTHETIC)
        .extracting(Alert::status, Alert::openedAt)
        .containsExactly(tuple(AlertStatus.OPEN, BEFORE));
  }

  private static Policy grace(RuleName rule, Duration grace) {
    return new Policy(
        List.of(
            new Policy.Clause(
                "*",
                Optional.empty(),
                List.of(
                    new Policy.RuleSetting(
                        rule, Optional.empty(), Optional.of(grace), Optional.empty())))));
  }

  private void arrive(long... numbers) {
    List<NumberRun> runs =
        LongStream.of(numbers)
            .mapToObj(number -> new NumberRun(number, number, Optional.of(JOB)))
            .toList();
    decide(new GraphCommand.Arrived(PRODUCER, runs), false);
  }

  @Test
  void eventsThatAreStillMissing_keepTheAlert_andThatHaveArrived_resolveIt() {
    remember(RuleName.LOST_EVENTS);
    arrive(5);
    assertThat(settle(RuleName.LOST_EVENTS)).isEmpty();
    List<Alert> opened =
        decide(new GraphCommand.ReviewGaps(PRODUCER), true); // the grace is over, but held back
    assertThat(opened).isEmpty();
    assertThat(state.formerAlerts()).hasSize(1);

    arrive(1, 2, 3, 4);
    assertThat(settle(RuleName.LOST_EVENTS))
        .extracting(Alert::resolution, Alert::openedAt)
        .containsExactly(tuple(Optional.of(Resolution.ARRIVED), BEFORE));
  }

  @Test
  void ruleThatIsOffNow_waivesTheAlert() {
    policy =
        new Policy(
            List.of(
                new Policy.Clause(
                    "*",
                    Optional.empty(),
                    List.of(
                        new Policy.RuleSetting(
                            RuleName.UNATTRIBUTED_DECISION,
                            Optional.of(false),
                            Optional.empty(),
                            Optional.empty())))));
    state.apply(new Change.PutNode(Node.of(DATA)));
    remember(RuleName.UNATTRIBUTED_DECISION);
    assertThat(settle(RuleName.UNATTRIBUTED_DECISION))
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.WAIVED));
  }
}
