package dev.headwater.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.faults.FaultReport;
import dev.headwater.bench.faults.FaultRun;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A short run of {@code bench faults}: the broker and the processors are killed, paused, added and
 * removed while events come in, hold in the end what the oracle says, and answer no gate meanwhile
 * as no set of events would. Prints its seed; {@code -Dseed=N} sends the same events and plans the
 * same faults again (the rest is the machine's).
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
    assertThat(report.gatesAboutFacts()).isPositive();
    assertThat(report.gatesCertain()).isGreaterThan(report.gatesAboutFacts() / 4);
  }
}
