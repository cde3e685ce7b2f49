package dev.headwater.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: twice as long each time, up to a limit, less a random part of
 * up to half, so that many senders do not return at the same moment.
 *
 * @param first before the second attempt
 * @param most the limit
 */
record Backoff(Duration first, Duration most, RandomGenerator random) {
  private static final int MAX_DOUBLINGS = 30;

  /**
   * @param failures how many attempts have failed in a row, at least 1
   */
  Duration after(int failures) {
    long millis = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long whole = millis <= 0 ? most.toMillis() : Math.min(millis, most.toMillis());
    return Duration.ofMillis(whole - random.nextLong(whole / 2 + 1));
  }
}
