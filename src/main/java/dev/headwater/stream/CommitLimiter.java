package dev.headwater.stream;

/**
 * Decides when a task requests a commit, in addition to the commits at the configured interval. Not
 * thread-safe.
 *
 * <p>A hop between partitions ends with a commit. Under little load, each record gets a commit of
 * its own, and a hop takes milliseconds. A commit takes milliseconds too, so commits are limited:
 * {@link #BURST} at once, and then one every {@link #PAUSE_MILLIS}. Under load, commits therefore
 * take only a part of the time. A record that waited longer than {@link #FRESH_MILLIS}, or whose
 * cause did, can wait for a full batch: a backlog causes no requests.
 */
public final class CommitLimiter {
  static final int BURST = 4;
  static final long PAUSE_MILLIS = 20;
  static final long FRESH_MILLIS = 1_000;

  /**
   * When the commits so far would have ended if each had taken one pause; in epoch milliseconds.
   */
  private long spentUntilMillis = Long.MIN_VALUE / 2;

  private boolean owed;

  /**
   * Must be called after each record; returns whether to request a commit now.
   *
   * @param delayMillis how long the record, or the event that it follows from, waited
   */
  public boolean afterRecord(long nowMillis, long delayMillis) {
    if (delayMillis > FRESH_MILLIS) {
      return false;
    }
    owed = true;
    return isDue(nowMillis);
  }

  /** Must be called regularly; returns whether to request a commit now. */
  public boolean afterTime(long nowMillis) {
    return isDue(nowMillis);
  }

  private boolean isDue(long nowMillis) {
    return owed && spentUntilMillis - nowMillis <= (BURST - 1) * PAUSE_MILLIS;
  }

  /** Must be called when a commit begins. */
  public void committing(long nowMillis) {
    spentUntilMillis = Math.max(spentUntilMillis, nowMillis) + PAUSE_MILLIS;
    owed = false;
  }
}
