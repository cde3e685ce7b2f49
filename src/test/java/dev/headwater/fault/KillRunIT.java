package dev.headwater.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.headwater.bench.faults.KillReport;
import dev.headwater.bench.faults.KillRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs {@code bench kills} for a short time and shows that no event is lost for which {@code emit}
 * had returned.
 */
class KillRunIT {

  private static final int KILLS = 6;

  /**
   * A seed with kills of all kinds: shortly after the first emit and later, with the broker up and
   * down.
   */
  private static final long SEED = 187;

  @Test
  @Timeout(900)
  void killedJobs_loseNoEventForWhichEmitHadReturned() {
    assumeThat(Files.isDirectory(Path.of("/dev/shm"))).as("there is shared memory").isTrue();

    KillReport report = KillRun.run(new KillRun.Options(KILLS, SEED), System.out::println);

    report.lines().forEach(System.out::println);
    assertThat(report.lost()).isZero();
    assertThat(report.named()).as("events that are told to be lost").isZero();
    assertThat(report.endsUnseen()).isZero();
    assertThat(report.emitted()).isPositive();
    assertThat(report.killsCold()).isPositive();
    assertThat(report.killsWithoutBroker()).isBetween(1, KILLS - 1);
  }
}
