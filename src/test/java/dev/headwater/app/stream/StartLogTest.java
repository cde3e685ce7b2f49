package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Shows what is logged of partitions and of the restore: a line for each fact, and none twice. */
class StartLogTest {

  private static final long SECOND = 1_000_000_000L;
  private static final TopicPartition ZERO = new TopicPartition("changelog", 0);
  private static final TopicPartition ONE = new TopicPartition("changelog", 1);

  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final RestoreLog restores = new RestoreLog(lines::add, () -> nanos);

  @Test
  void partitions_saysOnlyChanges() {
    PartitionLog log = new PartitionLog(lines::add, 8);

    log.now(List.of(1, 0));
    log.now(List.of(0, 1));
    log.now(List.of(1, 2));

    assertThat(lines)
        .containsExactly(
            "partitions taken: [0, 1], given: none; this instance has 2 of 8 now",
            "partitions taken: [2], given: [0]; this instance has 2 of 8 now");
  }

  @Test
  void restore_saysProgressEveryTenSecondsAndTheEnd() {
    restores.onRestoreStart(ZERO, "graph", 100, 1_100);
    restores.onRestoreStart(ONE, "graph", 0, 500);
    restores.onBatchRestored(ZERO, "graph", 300, 200);
    nanos = 9 * SECOND;
    restores.onBatchRestored(ZERO, "graph", 400, 100);
    assertThat(lines).isEmpty();
    assertThat(restores.remaining()).isEqualTo(1_200);

    nanos = 10 * SECOND;
    restores.onBatchRestored(ONE, "graph", 500, 500);
    restores.onRestoreEnd(ONE, "graph", 500);
    nanos = 12 * SECOND;
    restores.onBatchRestored(ZERO, "graph", 1_100, 700);
    restores.onRestoreEnd(ZERO, "graph", 1_000);

    assertThat(lines)
        .containsExactly(
            "restoring the state: 800 of 1500 records, 0 of 2 partitions",
            "restored the state: 1500 records of 2 partitions in 12 s");
    assertThat(restores.remaining()).isZero();
  }

  @Test
  void restore_ofNothing_saysNothing() {
    restores.onRestoreStart(ZERO, "graph", 7, 7);
    restores.onRestoreEnd(ZERO, "graph", 0);
    assertThat(lines).isEmpty();
  }

  @Test
  void restore_thatIsGivenAway_doesNotCountAsRemaining() {
    restores.onRestoreStart(ZERO, "graph", 0, 500);
    restores.onRestoreSuspended(ZERO, "graph", 0);
    assertThat(restores.remaining()).isZero();
    assertThat(lines).isEmpty();
  }
}
