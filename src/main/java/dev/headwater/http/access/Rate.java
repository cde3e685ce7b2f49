package dev.headwater.http.access;

import java.util.concurrent.TimeUnit;

/**
 * How often something may happen.
 *
 * @param count how many may happen in {@code seconds}, on average; 0 for any number
 * @param seconds the time that {@code count} is for
 * @param burst how many may happen at once after a pause
 */
public record Rate(long count, long seconds, long burst) {

  /** No limit. */
  public static final Rate NONE = new Rate(0, 1, 1);

  public Rate {
    if (count < 0 || seconds < 1 || burst < 1) {
      throw new IllegalArgumentException(
          "no rate: " + count + " in " + seconds + " s, " + burst + " at once");
    }
    // How long a bucket takes to fill must not overflow.
    Math.multiplyExact(TimeUnit.SECONDS.toNanos(seconds), burst);
  }

  /** A rate by the second. */
  public static Rate perSecond(long count, long burst) {
    return new Rate(count, 1, burst);
  }

  /** A rate by the minute, all of which may happen at once. */
  public static Rate perMinute(long count) {
    return new Rate(count, TimeUnit.MINUTES.toSeconds(1), Math.max(1, count));
  }

  boolean isLimited() {
    return count > 0;
  }

  /** The time between two, on average. */
  long intervalNanos() {
    return Math.max(1, TimeUnit.SECONDS.toNanos(seconds) / count);
  }
}
