package dev.headwater.app.kafka;

import dev.headwater.app.settings.StartException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;

/**
 * Looks whether this generation may still do what it could when the instance started, and whether
 * its state is to be deleted. Each task runs it when it begins. The instance is a member of its
 * group by then, so a command that waits until the group is empty either sees it there, or has set
 * its mark before this look. Thread-safe.
 */
public final class RoleCheck implements Runnable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Generation generation;
  private final Generation.Role expected;
  private final LongConsumer seen;

  /**
   * @param expected what the generation could do at the start
   * @param seen receives when a look began that found the same, in nanoseconds of the clock
   */
  public RoleCheck(Generation generation, Generation.Role expected, LongConsumer seen) {
    this.generation = generation;
    this.expected = expected;
    this.seen = seen;
  }

  /**
   * @throws RoleChangedException if the generation may do something else now, or Kafka does not say
   */
  @Override
  public void run() {
    long begun = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      try {
        if (generation.roleOfTask() != expected) {
          throw new RoleChangedException(
              "this generation of Headwater may do something else now; start the instance again");
        }
        seen.accept(now);
        return;
      } catch (StartException refused) {
        throw new RoleChangedException(refused.getMessage());
      } catch (ExecutionException away) {
        if (now - begun > PATIENCE.toNanos()) {
          throw new RoleChangedException(
              "this instance could not look for "
                  + PATIENCE.toSeconds()
                  + " s what its generation may do ("
                  + Kafka.reason(away)
                  + "); start it again");
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new RoleChangedException("stopped while looking what this generation may do");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new RoleChangedException("stopped while looking what this generation may do");
    }
  }
}
