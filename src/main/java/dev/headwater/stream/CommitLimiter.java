package dev.headwater.stream;

/**
 * Decides when a task requests a commit, in addition to the commits at the configured interval. Not
 * thread-safe.
 *
 * <p>A hop between partitions ends with a commit. Under little load, each record gets a commit of
 * its own, and a hop takes milliseconds. A commit takes time too, so commits are limited in two
 * ways:
 *
 * <ul>
 *   <li>{@link #BURST} at once, and then one every {@link #PAUSE_MILLIS}, or in twice the time that
 *       commits take, if that is longer. So requested commits take at most half of the time.
 *   <li>The longer records have waited, the more of them share a commit: no commit comes sooner
 *       after the one before than three tenths of that wait. This begins at {@link #PROMPT_MILLIS}.
 *       A record that waited longer than {@link #FRESH_MILLIS}, or whose cause did, requests
 *       nothing: a backlog is committed at the configured interval.
 * </ul>
 *
 * <p>The second limit has to grow with the wait. If it began all at once, at a second, then a load
 * that is too high for small commits and not for large ones would keep all records waiting for
 * about a second: a shorter wait would bring small commits, and a longer one large commits.
 */
public final class CommitLimiter {
  static final int BURST = 4;
  static final long PAUSE_MILLIS = 20;
  static final long PROMPT_MILLIS = 50;
  static final long FRESH_MILLIS = 1_000;

  /**
   * Then a task requests nothing for 300 ms, in which it commits anyway. Without this limit, a long
   * commit, or many of other tasks, would keep it from requests for as long as they took.
   */
  private static final long MOST_SPENT_MILLIS = 300 + (BURST - 1) * PAUSE_MILLIS;

  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  /**
   * When the commits so far would have ended if each had taken its part of the time; in epoch
   * milliseconds.
   */
  private long spentUntilMillis = LONG_AGO;

  private long beganMillis = LONG_AGO;
  private long endedMillis = LONG_AGO;
  private boolean committing;
  private boolean owed;

  /**
   * The longest wait among the records since the last commit; at most {@link #FRESH_MILLIS}, so
   * that one old record does not keep others waiting.
   */
  private long waitedMillis;

  /**
   * Must be called after each record; returns whether to request a commit now.
   *
   * @param delayMillis how long the record, or the event that it follows from, waited
   */
  public boolean afterRecord(long nowMillis, long delayMillis) {
    runs(nowMillis);
    waitedMillis = Math.max(waitedMillis, Math.min(delayMillis, FRESH_MILLIS));
    owed |= delayMillis <= FRESH_MILLIS;
    return delayMillis <= FRESH_MILLIS && isDue(nowMillis);
  }

  /** Must be called regularly; returns whether to request a commit now. */
  public boolean afterTime(long nowMillis) {
    runs(nowMillis);
    return isDue(nowMillis);
  }

  private boolean isDue(long nowMillis) {
    return owed
        && spentUntilMillis - nowMillis <= (BURST - 1) * PAUSE_MILLIS
        && nowMillis - endedMillis >= (waitedMillis - PROMPT_MILLIS) * 3 / 10;
  }

  /** Must be called when a commit begins. */
  public void committing(long nowMillis) {
    spentUntilMillis = Math.max(spentUntilMillis, nowMillis) + PAUSE_MILLIS;
    beganMillis = nowMillis;
    committing = true;
    owed = false;
    waitedMillis = 0;
  }

  /** The task runs, so a commit that had begun has ended. */
  private void runs(long nowMillis) {
    if (committing) {
      committing = false;
      endedMillis = nowMillis;
      spentUntilMillis += Math.max(0, 2 * (nowMillis - beganMillis) - PAUSE_MILLIS);
    }
    spentUntilMillis = Math.min(spentUntilMillis, nowMillis + MOST_SPENT_MILLIS);
  }
}
