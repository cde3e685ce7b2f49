package dev.headwater.sdk.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.sdk.TestProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that only one holder at a time, in one process or in several, has the lock of an owner, and
 * that the lock ends when its process is killed. Starts a real process.
 */
class SpoolLockTest {

  @TempDir private Path folder;

  /** Holds an owner's lock until it is killed. */
  static final class Holder {
    public static void main(String[] args) throws Exception {
      System.out.println("held " + SpoolLock.tryHold(Path.of(args[0]), "other").isPresent());
      System.in.read();
    }
  }

  @Test
  void tryHold_isForOneAtATime_inOneProcess() throws Exception {
    SpoolLock owner = SpoolLock.tryHold(folder, "own").orElseThrow();
    assertThat(SpoolLock.tryHold(folder, "own")).isEmpty();
    assertThat(SpoolLock.tryHold(folder, "another")).isPresent();

    owner.release();

    assertThat(SpoolLock.tryHold(folder, "own")).isPresent();
  }

  @Test
  void tryHold_isForOneProcessAtATime_untilThatIsKilled() throws Exception {
    try (TestProcess other = TestProcess.start(folder, Holder.class, folder.toString())) {
      assertThat(other.await("held ")).isEqualTo("true");
      assertThat(SpoolLock.tryHold(folder, "other")).as("it lives").isEmpty();
      assertThat(SpoolLock.tryHold(folder, "other")).as("asking does not let it go").isEmpty();

      other.kill();

      assertThat(SpoolLock.tryHold(folder, "other")).isPresent();
    }
  }

  @Test
  void releaseForGood_leavesNothing() throws Exception {
    SpoolLock.tryHold(folder, "own").orElseThrow().releaseForGood();

    assertThat(folder).isEmptyDirectory();
  }
}
