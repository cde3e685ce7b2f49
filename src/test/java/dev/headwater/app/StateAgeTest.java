package dev.headwater.app;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows which state is discarded because Kafka may have forgotten what was deleted since. */
class StateAgeTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

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
    new StateAge(folder, clock).follows();
    pass(StateAge.MOST.minus(MINUTE));

    new StateAge(folder, clock);

    assertThat(row).exists();
  }

  @Test
  void stateOfLongAgo_isDiscarded_andTheRestStays() {
    new StateAge(folder, clock).follows();
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
    for (int i = 0; i < 30; i++) {
      assertThat(age.follows()).isEmpty();
      pass(Duration.ofHours(1));
    }
    assertThat(age.follows()).isEmpty();

    new StateAge(folder, clock);

    assertThat(row).exists();
  }

  @Test
  void runningInstance_thatWasCutOffForTooLong_mayNotGoOn() {
    StateAge age = new StateAge(folder, clock);
    assertThat(age.follows()).isEmpty();

    pass(StateAge.MOST.plus(MINUTE));

    assertThat(age.follows()).isPresent();
    assertThat(age.follows()).as("asked again").isPresent();
    new StateAge(folder, clock);
    assertThat(row).as("after the restart").doesNotExist();
  }

  @Test
  void firstStart_hasNothingToDiscard(@TempDir Path empty) {
    StateAge age = new StateAge(empty, clock);

    assertThat(age.follows()).isEmpty();
    assertThat(empty).isNotEmptyDirectory();
  }
}
