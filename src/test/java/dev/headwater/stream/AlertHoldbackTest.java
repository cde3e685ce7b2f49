package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Shows that an alert that opens and resolves within a backlog is not delivered, and that alerts
 * that still hold are delivered when the backlog is over. It sends old events to one task.
 */
class AlertHoldbackTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));
  private static final Duration CALM = Duration.ofMillis(AlertHoldback.CALM_MILLIS + 100);
  private static final Asset DIALOGUES = Asset.of(AssetKind.DATASET, "lab", "dialogues", "1");
  private static final Asset MODEL = Asset.of(AssetKind.MODEL, "lab", "tutor", "1");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);
  private final LineageEvent synthesis =
      OneTask.event(EventType.SYNTHESIZE, LONG_AGO)
          .outputs(List.of(OneTask.output(DIALOGUES)))
          .build();
  private final LineageEvent training =
      OneTask.event(EventType.TRAIN, LONG_AGO)
          .inputs(List.of(OneTask.input(DIALOGUES, Role.SOURCE)))
          .outputs(List.of(OneTask.output(MODEL)))
          .build();

  @AfterEach
  void close() {
    task.close();
  }

  @Test
  void whatResolvesItselfWithinTheBacklog_isNotDelivered() {
    task.send(synthesis, LONG_AGO);
    task.send(training, LONG_AGO);
    task.send(retraction(training), LONG_AGO);
    task.send(retraction(synthesis), LONG_AGO);
    task.passTime(CALM);
    task.passTime(CALM);
    assertThat(task.alerts()).isEmpty();
    assertThat(task.rows().alerts(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void whatLastsBeyondTheBacklog_isDeliveredOnce_whenItIsOver() {
    task.send(synthesis, LONG_AGO);
    task.send(training, LONG_AGO);
    assertThat(task.alerts()).isEmpty();
    assertThat(task.rows().countHeld(10)).isEqualTo(2);
    assertThat(task.rows().countHeld(1)).isOne();
    task.passTime(CALM);
    assertThat(task.rows().countHeld(10)).isZero();
    List<Alert> delivered = task.alerts();
    assertThat(delivered)
        .extracting(Alert::rule)
        .containsExactlyInAnyOrder(
            RuleName.UNDOCUMENTED_SYNTHETIC, RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    assertThat(delivered).extracting(Alert::status).containsOnly(AlertStatus.OPEN);
    assertThat(task.rows().alerts(Optional.empty(), 10)).hasSize(2);
    task.passTime(CALM);
    assertThat(task.alerts()).isEmpty();
  }

  @Test
  void anAlertThatIsKnown_isResolvedAfterTheBacklog() {
    task.send(synthesis, NOW);
    assertThat(task.alerts()).hasSize(1);
    task.send(retraction(synthesis), LONG_AGO);
    assertThat(task.alerts()).isEmpty();
    task.passTime(CALM);
    assertThat(task.alerts())
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.RETRACTED));
  }

  @Test
  void whatHasBeenLongOnItsWay_isDeliveredAtOnce() {
    task.send(admission(0), NOW);
    assertThat(task.alerts()).hasSize(1);
  }

  @Test
  void whatFollowsFromTheBacklogOfAnotherTask_isHeldBack() {
    task.send(admission(AlertHoldback.BEHIND_MILLIS + 1), NOW);
    assertThat(task.alerts()).isEmpty();
    task.passTime(CALM);
    assertThat(task.alerts()).hasSize(1);
  }

  @Test
  void commandsThatHaveWaited_areABacklogToo() {
    task.send(admission(0), NOW.minusMillis(AlertHoldback.BEHIND_MILLIS + 1));
    assertThat(task.alerts()).isEmpty();
    task.passTime(CALM);
    assertThat(task.alerts()).hasSize(1);
  }

  /**
   * Returns the command that admits an event of long ago, whose processing started {@code
   * delayMillis} late.
   */
  private CommandEnvelope admission(long delayMillis) {
    return new CommandEnvelope(
        new GraphCommand.Admit(DIALOGUES, synthesis, 1), LONG_AGO.toEpochMilli(), delayMillis);
  }

  private static LineageEvent retraction(LineageEvent event) {
    return OneTask.event(EventType.RETRACT, LONG_AGO)
        .outputs(event.outputs())
        .retract(new Retract(event.eventId(), "mistake"))
        .build();
  }
}
