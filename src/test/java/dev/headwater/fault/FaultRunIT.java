package dev.headwater.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.faults.FaultReport;
import dev.headwater.bench.faults.FaultRun;
import dev.headwater.bench.faults.ReadOutcome;
import dev.headwater.bench.faults.reads.ReadKind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs {@code bench faults} for a short time: it kills, pauses, adds and removes the broker and the
 * processors while events arrive. In the end they must hold what the oracle computes, and each
 * answer in between must fit some set of events. The test prints its seed; {@code -Dseed=N} sends
 * the same events and plans the same faults again. The timing still depends on the machine.
 */
class FaultRunIT {
  private static final double MINUTES = 0.6;

  @Test
  @Timeout(400)
  void killedPausedAddedAndRemoved_goesOnAsIfNothingHadHappened() {
    long seed = Long.getLong("seed", new Random().nextInt(1_000_000));

    FaultReport report = FaultRun.run(FaultRun.Options.of(MINUTES, seed), System.out::println);

    report.lines().forEach(System.out::println);
    assertThat(report.differences()).isEmpty();
    assertThat(report.accepted()).isPositive();
    assertThat(report.alerts()).isPositive();
    ReadOutcome.Count gates = report.reads().of(ReadKind.GATE);
    assertThat(gates.complete()).isPositive();
    assertThat(gates.certain()).isGreaterThan(gates.complete() / 4);
  }
}
