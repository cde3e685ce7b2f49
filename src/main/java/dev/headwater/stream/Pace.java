package dev.headwater.stream;

/**
 * When a task asks for a commit, beyond the interval at which commits come anyway. Not thread-safe.
 *
 * <p>A hop between partitions ends with a commit, so while little is going on each record is worth
 * one, and a hop takes milliseconds. A commit takes milliseconds too, so they are rationed: {@link
 * #BURST} at once, and after that one every {@link #PAUSE_MILLIS}, so that under load commits take
 * a part of the time and no more. A record that has waited longer than {@link #FRESH_MILLIS}, or
 * whose cause has, can wait for a full batch: under a backlog nothing is asked for.
 */
public final class Pace {
  static final int BURST = 4;
  static final long PAUSE_MILLIS = 20;
  static final long FRESH_MILLIS = 1_000;

  /** Until when the commits so far would have lasted, had they come one a pause. */
  private long spentUntilMillis = Long.MIN_VALUE / 2;

  private boolean owed;

  /**
   * A record was handled; whether to ask for a commit now.
   *
   * @param delayMillis how long it, or the event that it follows from, has waited to be read
   */
  public boolean afterRecord(long nowMillis, long delayMillis) {
    if (delayMillis > FRESH_MILLIS) {
      return false;
    }
    owed = true;
    return isDue(nowMillis);
  }

  /** Time has passed; whether to ask for a commit now. */
  public boolean afterTime(long nowMillis) {
    return isDue(nowMillis);
  }

  private boolean isDue(long nowMillis) {
    return owed && spentUntilMillis - nowMillis <= (BURST - 1) * PAUSE_MILLIS;
  }

  /** A commit has begun. */
  public void committing(long nowMillis) {
    spentUntilMillis = Math.max(spentUntilMillis, nowMillis) + PAUSE_MILLIS;
    owed = false;
  }
}
