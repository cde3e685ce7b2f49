package dev.headwater.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.stream.OneTask;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Shows that the pipeline with compositions makes the rules about representation work: each raises
 * a few alerts, as in a pipeline that is by and large in order. Without compositions there are
 * none.
 */
class PipelineAlertsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final int EVENTS = 2_000;
  private static final Set<RuleName> ABOUT_COMPOSITIONS =
      EnumSet.of(
          RuleName.DISPARATE_REMOVAL,
          RuleName.GROUP_ERASED,
          RuleName.FITNESS_GAP,
          RuleName.SCALE_WITHOUT_DIVERSITY,
          RuleName.SYNTHETIC_ONLY_GROUP);

  /** How many alerts each of the rules has opened. */
  private static Map<RuleName, Integer> opened(Shape shape, boolean stated) {
    Pipeline pipeline = new Pipeline("", shape, 1, EVENTS, stated);
    try (OneTask task = new OneTask(Policy.DEFAULT, NOW)) {
      for (long block = 0; block < pipeline.ingests(); block++) {
        send(task, pipeline.ingest(block));
      }
      for (long number = 0; number < EVENTS; number++) {
        send(task, List.of(pipeline.event(number)));
      }
      Map<RuleName, Integer> opened = new EnumMap<>(RuleName.class);
      for (Alert alert : task.alerts()) {
        if (alert.status() == AlertStatus.OPEN && ABOUT_COMPOSITIONS.contains(alert.rule())) {
          opened.merge(alert.rule(), 1, Integer::sum);
        }
      }
      return opened;
    }
  }

  private static void send(OneTask task, List<LineageEvent> events) {
    events.forEach(event -> task.send(event, NOW));
  }

  @Test
  void stepsWithCompositions_raiseAFewAlertsInAThousandEvents() {
    Map<RuleName, Integer> opened = opened(Shape.INDEPENDENT, true);

    assertThat(opened)
        .containsOnlyKeys(
            RuleName.DISPARATE_REMOVAL,
            RuleName.GROUP_ERASED,
            RuleName.FITNESS_GAP,
            RuleName.SYNTHETIC_ONLY_GROUP);
    assertThat(opened.values()).allMatch(alerts -> alerts <= 5 * EVENTS / 1_000);
  }

  @Test
  void versionsWithCompositions_areSeldomLargerWithoutBeingMoreDiverse() {
    Map<RuleName, Integer> opened = opened(Shape.LAYERED, true);

    assertThat(opened).containsKeys(RuleName.DISPARATE_REMOVAL, RuleName.FITNESS_GAP);
    assertThat(opened.values()).allMatch(alerts -> alerts <= 5 * EVENTS / 1_000);
  }

  @Test
  void stepsWithoutCompositions_raiseNone() {
    assertThat(opened(Shape.LAYERED, false)).isEmpty();
  }
}
