package dev.headwater.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.faults.Fault.Kind;
import dev.headwater.bench.faults.reads.ReadKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Shows that three processors, each a process of its own, answer as one does. Under load, one is
 * killed and another one is paused for longer than its session; each comes back. Every answer in
 * between is held against the oracle at the freshness that it states. At rest, all three must give
 * the same answers, those of the oracle.
 */
class ThreeProcessorsIT {
  private static final int PROCESSORS = 3;
  private static final double MINUTES = 0.7;
  private static final int EVENTS_PER_SECOND = 8;
  private static final int ASSETS_AT_REST = 120;
  private static final FaultPlan PLAN =
      new FaultPlan(
          PROCESSORS,
          List.of(
              new Fault(5_000, Kind.KILL_PROCESSOR, 0, 2_000),
              new Fault(20_000, Kind.PAUSE_PROCESSOR, 1, RunSettings.SESSION_MILLIS + 4_000)));

  @Test
  @Timeout(900)
  void oneIsKilled_andOneIsPausedForLongerThanItsSession_allAnswerAsOne() {
    FaultRun.Options options =
        new FaultRun.Options(
            MINUTES,
            Long.getLong("seed", 15),
            EVENTS_PER_SECOND,
            Duration.ofMinutes(5),
            OptionalInt.of(PROCESSORS),
            ASSETS_AT_REST,
            Map.of());

    FaultReport report = FaultRun.run(options, PLAN, System.out::println);

    report.lines().forEach(System.out::println);
    assertThat(report.differences()).isEmpty();
    assertThat(report.faults())
        .containsEntry(Kind.KILL_PROCESSOR.text(), 1)
        .containsEntry(Kind.PAUSE_PROCESSOR.text(), 1);
    long certain = 0;
    for (ReadKind kind : ReadKind.values()) {
      ReadOutcome.Count count = report.reads().of(kind);
      assertThat(count.answered()).as("answers of kind " + kind).isPositive();
      assertThat(count.wrong()).as("wrong answers of kind " + kind).isZero();
      assertThat(count.longest()).as("phases of kind " + kind).containsOnlyKeys(Phase.values());
      certain += count.certain();
    }
    // A busy machine may give no complete answer of one kind in this time. At rest it gives all.
    assertThat(certain).as("complete answers that were judged, of all kinds").isPositive();
  }
}
