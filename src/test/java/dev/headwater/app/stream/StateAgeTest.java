package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which state is discarded because Kafka may have forgotten what was deleted since. */
class StateAgeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final TopicPartition CHANGELOG = new TopicPartition("app-graph-changelog", 0);

  /** All offsets of the changelog are records. */
  private static final StateAge.Tail FULL = (changelog, from, end, patience) -> false;

  @TempDir private Path folder;

  private final MovedClock clock = new MovedClock();
  private Path row;

  /** The machine's clock, moved. */
  private static final class MovedClock extends Clock {
    private Duration by = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(by);
    }
  }

  @BeforeEach
  void state() throws IOException {
    row = Files.writeString(Files.createDirectories(folder.resolve("app/0_0")).resolve("row"), "");
    Files.writeString(folder.resolve("instance"), "me");
  }

  private void pass(Duration time) {
    clock.by = clock.by.plus(time);
  }

  @Test
  void stateThatWasUsedLately_stays() {
    followed();
    pass(StateAge.MOST.minus(MINUTE.multipliedBy(5)));

    new StateAge(folder, clock);

    assertThat(row).exists();
  }

  @Test
  void stateOfLongAgo_isDiscarded_andTheRestStays() {
    followed();
    pass(StateAge.MOST.plus(MINUTE));

    new StateAge(folder, clock);

    assertThat(folder.resolve("app")).doesNotExist();
    assertThat(folder.resolve("instance")).exists();
  }

  @Test
  void stateWithoutANote_isAsOldAsItsLatestFile() throws IOException {
    new StateAge(folder, clock);
    assertThat(row).exists();

    FileTime longAgo = FileTime.from(Instant.now().minus(StateAge.MOST).minus(MINUTE));
    for (Path old : new Path[] {row, row.getParent(), folder.resolve("app")}) {
      Files.setLastModifiedTime(old, longAgo);
    }
    new StateAge(folder, clock);

    assertThat(row).doesNotExist();
  }

  @Test
  void stateThatFollowsKafka_doesNotAge() {
    StateAge age = new StateAge(folder, clock);
    for (int i = 1; i < 30; i++) {
      pass(Duration.ofHours(1));
      // Never at the end, but always beyond the end of the hour before.
      assertThat(follows(age, 10L * i, 10L * i + 5)).isEmpty();
    }

    new StateAge(folder, clock);

    assertThat(row).exists();
  }

  /** A changelog ends with what transactions leave. No store ever gets past that. */
  @Test
  void quietState_withNoRecordBehindIt_doesNotAge() {
    quietFor30Hours(
        (changelog, from, end, patience) -> changelog.equals(CHANGELOG) && from == 10 && end == 15);

    assertThat(row).exists();
  }

  @Test
  void quietState_withARecordBehindIt_ages() {
    assertThat(quietFor30Hours(FULL)).as("it may not go on").isPresent();

    assertThat(row).doesNotExist();
  }

  @Test
  void quietState_whoseTailIsClosed_ages() {
    quietFor30Hours(
        (changelog, from, end, patience) -> {
          throw new IllegalStateException("closed");
        });

    assertThat(row).doesNotExist();
  }

  private Optional<Duration> quietFor30Hours(StateAge.Tail tail) {
    StateAge age = new StateAge(folder, clock);
    Optional<Duration> behind = Optional.empty();
    for (int i = 0; i < 30; i++) {
      pass(Duration.ofHours(1));
      behind = follows(age, 10, 15, tail);
    }
    new StateAge(folder, clock);
    return behind;
  }

  @Test
  void anEndThatHoldsNothing_isReadOnce() {
    List<Long> ends = new ArrayList<>();
    StateAge.Tail tail =
        (changelog, from, end, patience) -> {
          ends.add(end);
          return true;
        };
    StateAge age = new StateAge(folder, clock);
    for (long end : new long[] {15, 15, 15, 17, 17, 17}) {
      pass(MINUTE);
      follows(age, 10, end, tail);
    }
    pass(MINUTE);
    follows(age, 12, 17, tail);

    assertThat(ends).as("the second 17 is from another position").containsExactly(15L, 17L, 17L);
  }

  @Test
  void copyThatDoesNotMove_isDiscardedAtTheNextStart() {
    StateAge age = new StateAge(folder, clock);
    for (int i = 1; i <= 12; i++) {
      pass(Duration.ofHours(1).minusSeconds(1));
      assertThat(follows(age, 10, 100L * i)).isEmpty();
    }
    pass(MINUTE);
    assertThat(follows(age, 10, 2_000)).as("it may not go on").isPresent();
    // Whatever Kafka has forgotten meanwhile is not read any more.
    assertThat(follows(age, 2_000, 2_000)).isPresent();

    new StateAge(folder, clock);

    assertThat(row).doesNotExist();
  }

  @Test
  void stateThatWasOldAtTheStart_isNotNewBeforeItHasCaughtUp() {
    followed();
    pass(StateAge.MOST.minus(MINUTE.multipliedBy(5)));
    StateAge age = new StateAge(folder, clock);
    pass(MINUTE);
    assertThat(follows(age, 10, 1_000)).isEmpty();
    pass(MINUTE.multipliedBy(10));
    assertThat(follows(age, 20, 1_000)).isPresent();

    new StateAge(folder, clock);

    assertThat(row).doesNotExist();
  }

  @Test
  void whereThePositionsAreNotKnown_theStateAges() {
    StateAge age = new StateAge(folder, clock);
    pass(StateAge.MOST.minus(MINUTE));
    assertThat(age.follows(Optional::empty, FULL)).isEmpty();

    pass(MINUTE.multipliedBy(2));

    assertThat(age.follows(Optional::empty, FULL)).isPresent();
  }

  @Test
  void instanceWithoutPartitions_hasNothingThatAges() {
    StateAge age = new StateAge(folder, clock);
    for (int i = 0; i < 30; i++) {
      pass(Duration.ofHours(1));
      assertThat(age.follows(() -> Optional.of(Map.of()), FULL)).isEmpty();
    }
  }

  @Test
  void runningInstance_thatWasPausedForTooLong_mayNotGoOn() {
    StateAge age = new StateAge(folder, clock);
    pass(MINUTE);
    assertThat(follows(age, 10, 10)).isEmpty();

    pass(StateAge.MOST.plus(MINUTE).plus(MINUTE));

    assertThat(follows(age, 10, 10)).isPresent();
    assertThat(follows(age, 20, 20)).as("asked again").isPresent();
    new StateAge(folder, clock);
    assertThat(row).as("after the restart").doesNotExist();
  }

  /** Notes that the state follows Kafka now. */
  private void followed() {
    StateAge age = new StateAge(folder, clock);
    for (int i = 0; i < 2; i++) {
      pass(MINUTE);
      follows(age, 10, 10);
    }
  }

  private static Optional<Duration> follows(StateAge age, long read, long end) {
    return follows(age, read, end, FULL);
  }

  private static Optional<Duration> follows(StateAge age, long read, long end, StateAge.Tail tail) {
    return age.follows(
        () -> Optional.of(Map.of(CHANGELOG, new StateAge.Position(read, end))), tail);
  }
}
