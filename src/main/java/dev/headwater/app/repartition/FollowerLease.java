package dev.headwater.app.repartition;

import dev.headwater.app.kafka.RoleChangedException;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long an instance may go on following after it has looked whether its generation still
 * does. An instance that was paused for longer than its session must not process anything before it
 * looks again: its generation may be in charge by now, and what a follower does not say would be
 * lost. Thread-safe.
 */
public final class FollowerLease {
  private final LongSupplier nanos;
  private final Duration duration;
  private volatile long lookedNanos;

  /**
   * @param nanos the clock
   * @param duration well below the session timeout, after which another instance may own the
   *     partitions
   */
  public FollowerLease(LongSupplier nanos, Duration duration) {
    this.nanos = nanos;
    this.duration = duration;
    this.lookedNanos = nanos.getAsLong() - duration.toNanos() - 1; // nobody has looked yet
  }

  /**
   * Must be called when a look has found that the generation still follows.
   *
   * @param beganNanos when the look began
   */
  public void renew(long beganNanos) {
    lookedNanos = beganNanos;
  }

  /**
   * @throws RoleChangedException if it is too long ago that the generation was seen to follow
   */
  public void require() {
    if (nanos.getAsLong() - lookedNanos > duration.toNanos()) {
      throw new RoleChangedException(
          "this instance could not look for "
              + duration.toSeconds()
              + " s whether its generation of Headwater still follows; start the instance again");
    }
  }
}
