package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Change;
import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Retract;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.GraphState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows which alerts a task forgets, when, and what it says of them. */
class ResolvedAlertSweepTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);
  private Instant now = NOW;

  @BeforeEach
  void keep() {
    task.restartKeepingAlerts(Optional.of(KEPT));
  }

  @AfterEach
  void close() {
    task.close();
  }

  private void pass(Duration duration) {
    task.passTime(duration);
    now = now.plus(duration);
  }

  private LineageEvent synthesis(String asset) {
    return OneTask.event(EventType.SYNTHESIZE, now)
        .outputs(List.of(OneTask.output(Asset.parse(asset))))
        .build();
  }

  private LineageEvent open(String asset) {
    LineageEvent synthesis = synthesis(asset);
    task.send(synthesis, now);
    return synthesis;
  }

  private void resolve(LineageEvent synthesis) {
    retract(synthesis);
    pass(Duration.ofSeconds(1));
  }

  private List<Alert> listed() {
    return task.rows().alerts(Optional.empty(), 10).stream().map(AlertState::alert).toList();
  }

  @Test
  void resolvedAlert_isForgottenWhenItsTimeIsOver() {
    LineageEvent synthesis = open("dataset:lab:dialogues@1");
    resolve(synthesis);
    Alert resolved = listed().get(0);
    assertThat(resolved.status()).isEqualTo(AlertStatus.RESOLVED);
    assertThat(task.deletedAlerts()).isEmpty();

    pass(KEPT.plus(SWEEP));

    assertThat(listed()).isEmpty();
    assertThat(task.deletedAlerts()).containsExactly(resolved.id());
    assertThat(task.rows().alertsForgottenBefore().orElseThrow())
        .isGreaterThan(resolved.resolvedAt().orElseThrow().toEpochMilli())
        .isLessThanOrEqualTo(now.minus(KEPT).toEpochMilli());
  }

  @Test
  void resolvedAlert_isKeptWhileItsTimeIsNotOver() {
    pass(SWEEP.minus(Duration.ofSeconds(30)));
    LineageEvent synthesis = open("dataset:lab:dialogues@1");
    resolve(synthesis);

    pass(Duration.ofSeconds(40)); // a sweep comes by

    assertThat(listed()).hasSize(1);
    assertThat(task.deletedAlerts()).isEmpty();
  }

  @Test
  void openAlert_isNeverForgotten() {
    open("dataset:lab:dialogues@1");

    pass(KEPT.plus(SWEEP));

    assertThat(listed()).extracting(Alert::status).containsExactly(AlertStatus.OPEN);
    assertThat(task.deletedAlerts()).isEmpty();
  }

  @Test
  void forgottenAlert_opensAsNewWhenItsCauseReturns() {
    LineageEvent synthesis = open("dataset:lab:dialogues@1");
    resolve(synthesis);
    String id = listed().get(0).id();
    pass(KEPT.plus(SWEEP));
    assertThat(task.deletedAlerts()).containsExactly(id);

    Instant returned = now;
    open("dataset:lab:dialogues@1");
    pass(Duration.ofSeconds(1));

    assertThat(task.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.id()).isEqualTo(id);
              assertThat(alert.status()).isEqualTo(AlertStatus.OPEN);
              assertThat(alert.openedAt()).isAfterOrEqualTo(returned);
            });
  }

  @Test
  void withoutALimit_nothingIsForgotten_andWhatWasIsStillSaid() {
    resolve(open("dataset:lab:dialogues@1"));
    pass(KEPT.plus(SWEEP));
    OptionalLong before = task.rows().alertsForgottenBefore();
    assertThat(before).isPresent();

    task.restartKeepingAlerts(Optional.empty());
    resolve(open("dataset:lab:dialogues@2"));
    pass(KEPT.plus(SWEEP).plus(SWEEP));

    assertThat(listed()).hasSize(1);
    assertThat(task.rows().alertsForgottenBefore()).isEqualTo(before);
  }

  @Test
  void alertsAreFoundAmongManyOthers() {
    List<LineageEvent> some = new ArrayList<>();
    for (int i = 0; i < 1_300; i++) {
      LineageEvent synthesis = open("dataset:lab:many-" + i + "@1");
      if (i % 13 == 0) {
        some.add(synthesis);
      }
    }
    some.forEach(this::retract);
    pass(KEPT.plus(SWEEP));

    assertThat(task.deletedAlerts()).hasSize(100).doesNotHaveDuplicates();
    assertThat(task.rows().alerts(Optional.empty(), 2_000)).hasSize(1_200);
  }

  /** Otherwise its record would stay in the topic for ever. */
  @Test
  void alertThatWasHeldBackForLong_isResolvedBeforeItIsDeleted() {
    task.restartKeepingAlerts(Optional.of(Duration.ofMillis(1)));
    LineageEvent synthesis = open("dataset:lab:dialogues@1");
    assertThat(task.alertStatuses()).containsExactly("OPEN");

    task.send(retraction(synthesis), now.minus(Duration.ofHours(1))); // as from a backlog
    assertThat(task.alertStatuses()).isEmpty();
    pass(SWEEP);

    assertThat(task.alertStatuses()).containsExactly("RESOLVED", "deleted");
  }

  @Test
  void stateThatIsBuiltAnew_saysAtOnceWhatMayBeMissing() {
    try (OneTask anew = new OneTask(Policy.DEFAULT, now)) {
      anew.restartKeepingAlerts(Optional.of(KEPT));
      anew.send(synthesis("dataset:lab:dialogues@1"), now.minus(Duration.ofHours(1)));

      assertThat(anew.rows().alertsForgottenBefore()).hasValue(now.minus(KEPT).toEpochMilli());
    }
  }

  /** Otherwise readers would never learn that it was resolved. */
  @Test
  void alertThatIsHeldBack_isKept() {
    resolve(open("dataset:lab:dialogues@1"));
    AlertState resolved = task.rows().alerts(Optional.empty(), 10).get(0);
    AlertKey key = resolved.alert().key();
    GraphState state = task.state();
    state.apply(new Change.HoldAlert(key, Optional.empty()));
    ResolvedAlertSweep sweep = new ResolvedAlertSweep(Optional.of(KEPT), state, null);

    sweep.goOn(now.plus(SWEEP));

    assertThat(state.alert(key)).contains(resolved);
  }

  private void retract(LineageEvent synthesis) {
    task.send(retraction(synthesis), now);
  }

  private LineageEvent retraction(LineageEvent synthesis) {
    return OneTask.event(EventType.RETRACT, synthesis.eventTime())
        .outputs(synthesis.outputs())
        .retract(new Retract(synthesis.eventId(), "mistake"))
        .build();
  }

  @Test
  void alertOfBeforeAReset_isResolvedWhenTheStateIsBuiltAnew() {
    LineageEvent synthesis = open("dataset:lab:dialogues@1");
    Alert open = listed().get(0);
    try (OneTask anew = new OneTask(Policy.DEFAULT, now)) {
      anew.restartKeepingAlerts(Optional.of(KEPT));
      GraphCommand former = new GraphCommand.Former(open, false);
      anew.send(new CommandEnvelope(former, now.toEpochMilli()), now);
      anew.send(synthesis, now);
      anew.send(retraction(synthesis), now);
      anew.passTime(KEPT.plus(SWEEP));
      assertThat(anew.rows().alertsForgottenBefore()).as("said after a reset too").isPresent();
      assertThat(anew.alerts()).isEmpty();

      anew.rebuilt();
      anew.passTime(Duration.ofSeconds(30));

      assertThat(anew.alerts())
          .singleElement()
          .satisfies(alert -> assertThat(alert.status()).isEqualTo(AlertStatus.RESOLVED));
    }
  }

  /** Its row says what a walk to the origin waits for. */
  @Test
  void alertThatOpensAgain_isNotOver() {
    resolve(open("dataset:lab:dialogues@1"));
    Alert resolved = listed().get(0);
    AlertState.Walk walk = new AlertState.Walk(0, 0, false);
    Instant later = now.plus(SWEEP);

    for (AlertState.Phase phase : AlertState.Phase.values()) {
      AlertState state = new AlertState(resolved, phase, true, walk, Instant.EPOCH, List.of());
      assertThat(state.isOver(later)).as("%s", phase).isEqualTo(phase == AlertState.Phase.CLOSED);
    }
  }
}
