package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.Stale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener.SuspendReason;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

/** Shows what is known of a copy from the offsets that it has read and from notes of its owner. */
class CopyPositionsTest {
  private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 3);

  private long nanos = TimeUnit.SECONDS.toNanos(1);
  private final CopyPositions positions = new CopyPositions(() -> nanos);

  private void loaded(long lastOffset) {
    positions.onBatchLoaded(CHANGELOG, "graph", new TaskId(0, 3), lastOffset, 1, lastOffset + 1);
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void copy_isKnownOnlyWhenItHasReadUpToANote() {
    assertThat(positions.known(3)).isEmpty();
    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 12);
    assertThat(positions.known(3)).isEmpty();
    loaded(10);
    assertThat(positions.known(3)).isEmpty();

    pass(30);
    loaded(11);

    assertThat(positions.known(3))
        .get()
        .returns(new Applied(5, 6), CopyPositions.Known::applied)
        .returns(new Stale(0, 30), CopyPositions.Known::stale);
  }

  @Test
  void lag_isThatOfTheLatestNoteThatWasReached() {
    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 10);
    pass(100);
    positions.note(3, new Applied(7, 8), nanos, 14);
    pass(100);
    positions.note(3, new Applied(9, 9), nanos, 20);
    loaded(15);

    assertThat(positions.known(3))
        .get()
        .returns(new Applied(7, 8), CopyPositions.Known::applied)
        .returns(new Stale(4, 100), CopyPositions.Known::stale);
  }

  @Test
  void markersAtTheEnd_areNoLag() {
    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 12);

    positions.nothingBetween(3, 10, 12);

    assertThat(positions.known(3)).get().returns(new Stale(0, 0), CopyPositions.Known::stale);
  }

  @Test
  void gapThatWasLookedIntoElsewhere_provesNothing() {
    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 12);

    positions.nothingBetween(3, 11, 12); // there may be a record at 10

    assertThat(positions.known(3)).isEmpty();
  }

  @Test
  void copyThatBeginsAnew_isAnotherCopy_ofWhichNothingIsKnown() {
    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 10);
    Object before = positions.known(3).orElseThrow().flushes();

    positions.onUpdateStart(CHANGELOG, "graph", 0);
    assertThat(positions.known(3)).isEmpty();

    positions.note(3, new Applied(5, 6), nanos, 0);
    assertThat(positions.known(3).orElseThrow().flushes()).isNotSameAs(before);
  }

  @Test
  void promotedCopy_isReadForAWhile_andOneThatIsGivenAwayIsNot() {
    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 10);
    positions.onUpdateSuspended(CHANGELOG, "graph", 10, 10, SuspendReason.PROMOTED);
    assertThat(positions.known(3)).isPresent();
    assertThat(positions.updated()).isEmpty();
    pass(21_000);
    assertThat(positions.known(3)).isEmpty();

    positions.onUpdateStart(CHANGELOG, "graph", 10);
    positions.note(3, new Applied(5, 6), nanos, 10);
    assertThat(positions.known(3)).isPresent();
    positions.onUpdateSuspended(CHANGELOG, "graph", 10, 10, SuspendReason.MIGRATED);
    assertThat(positions.known(3)).isEmpty();
  }

  @Test
  void otherStores_areNoCopies() {
    positions.onUpdateStart(CHANGELOG, "runs", 10);
    assertThat(positions.updated()).isEmpty();
  }

  @Test
  void copyFarBehind_keepsTheEarliestNotes() {
    positions.onUpdateStart(CHANGELOG, "graph", 0);
    for (int i = 1; i <= 1_000; i++) {
      positions.note(3, new Applied(i, 0), nanos, i);
    }
    loaded(49);
    assertThat(positions.known(3)).get().returns(new Applied(50, 0), CopyPositions.Known::applied);
  }
}
