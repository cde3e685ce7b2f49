package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.Retract;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shows when a task that builds its state anew decides about the alerts of before. */
class FormerAlertSweepTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Asset DIALOGUES = Asset.parse("dataset:lab:dialogues@1");

  private final OneTask task = new OneTask(Policy.DEFAULT, NOW);
  private final LineageEvent synthesis =
      OneTask.event(EventType.SYNTHESIZE, LONG_AGO)
          .outputs(List.of(OneTask.output(DIALOGUES)))
          .build();
  private final LineageEvent retraction =
      OneTask.event(EventType.RETRACT, LONG_AGO)
          .outputs(synthesis.outputs())
          .retract(new Retract(synthesis.eventId(), "mistake"))
          .build();

  @AfterEach
  void close() {
    task.close();
  }

  /** The alert about the synthesis, as a task delivered it an hour ago. */
  private Alert open() {
    try (OneTask before = new OneTask(Policy.DEFAULT, LONG_AGO)) {
      before.send(synthesis, LONG_AGO);
      List<Alert> alerts = before.alerts();
      assertThat(alerts).hasSize(1);
      return alerts.get(0);
    }
  }

  private void remember(Alert alert) {
    GraphCommand command = new GraphCommand.Former(alert, false);
    task.send(new CommandEnvelope(command, NOW.toEpochMilli()), NOW);
  }

  @Test
  void alertThatIsFoundAgain_isNotDelivered_andKeepsItsTime() {
    Alert open = open();
    remember(open);
    task.send(synthesis, LONG_AGO);
    task.passTime(LONG);
    task.rebuilt();
    task.passTime(LONG);

    assertThat(task.alerts()).isEmpty();
    assertThat(task.rows().alerts(Optional.empty(), 10))
        .singleElement()
        .satisfies(state -> assertThat(state.alert()).isEqualTo(open));
    assertThat(task.rows().formerAlerts(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void alertThatIsNotFoundAgain_isResolved_onlyWhenTheStateIsBuiltAnew() {
    remember(open());
    task.send(synthesis, LONG_AGO);
    task.send(retraction, LONG_AGO);
    task.passTime(LONG);
    assertThat(task.alerts()).isEmpty();
    assertThat(task.hasFormerAlerts()).isTrue();

    task.rebuilt();
    task.passTime(LONG);

    assertThat(task.alerts())
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.RETRACTED));
    assertThat(task.rows().formerAlerts(Optional.empty(), 10)).isEmpty();
    assertThat(task.hasFormerAlerts()).as("it is over").isFalse();
  }

  @Test
  void alertThatIsNotFoundAgain_isRememberedOverARestart() {
    remember(open());
    task.send(synthesis, LONG_AGO);
    task.send(retraction, LONG_AGO);
    task.passTime(LONG);
    task.restart(Policy.DEFAULT);
    task.rebuilt();
    task.passTime(LONG);

    assertThat(task.alerts())
        .extracting(Alert::resolution)
        .containsExactly(Optional.of(Resolution.RETRACTED));
  }
}
