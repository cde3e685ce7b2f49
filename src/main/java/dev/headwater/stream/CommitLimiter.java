package dev.headwater.stream;

/**
 * Decides when a task requests a commit, in addition to the commits at the configured interval. Not
 * thread-safe.
 *
 * <p>A hop between partitions ends with a commit. Under little load, each record gets a commit of
 * its own, and a hop takes milliseconds. A commit takes time too, so requests are limited in two
 * ways:
 *
 * <ul>
 *   <li>{@link #BURST} at once, and then one every {@link #PAUSE_MILLIS}. If commits take longer
 *       than half of that, the pause is twice the time of a commit. Apart from the burst, requested
 *       commits then take at most about half of the time.
 *   <li>The longer records have waited, the more of them share a commit. A task requests one only
 *       when some time has passed since the last one ended: three tenths of the part of the wait
 *       that is beyond {@link #PROMPT_MILLIS}. A record that waited longer than {@link
 *       #FRESH_MILLIS}, or whose cause did, requests nothing: a backlog is committed at the
 *       configured interval.
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
   * commit, many commits of other tasks, or a clock that is set back would keep it from requests
   * for as long.
   */
  private static final long MOST_SPENT_MILLIS = 300 + (BURST - 1) * PAUSE_MILLIS;

  private static final long LONG_AGO = Long.MIN_VALUE / 2;

  /**
   * Until when the commits so far are paid for, in epoch milliseconds. Each costs a pause, or twice
   * its duration if that is longer.
   */
  private long spentUntilMillis = LONG_AGO;

  private long endedMillis = LONG_AGO;
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
    waitedMillis = Math.max(waitedMillis, Math.min(delayMillis, FRESH_MILLIS));
    owed |= delayMillis <= FRESH_MILLIS;
    return delayMillis <= FRESH_MILLIS && isDue(nowMillis);
  }

  /** Must be called regularly; returns whether to request a commit now. */
  public boolean afterTime(long nowMillis) {
    return isDue(nowMillis);
  }

  private boolean isDue(long nowMillis) {
    spentUntilMillis = Math.min(spentUntilMillis, nowMillis + MOST_SPENT_MILLIS);
    return owed
        && spentUntilMillis - nowMillis <= (BURST - 1) * PAUSE_MILLIS
        && nowMillis - endedMillis >= (waitedMillis - PROMPT_MILLIS) * 3 / 10;
  }

  /** Must be called when a commit begins, or when it is requested. */
  public void committing(long nowMillis) {
    spentUntilMillis = Math.max(spentUntilMillis, nowMillis) + PAUSE_MILLIS;
    endedMillis = nowMillis;
    owed = false;
    waitedMillis = 0;
  }

  /**
   * Should be called when the commit has ended. Without that, commits count as if they took no
   * time.
   *
   * @param tookMillis how long the commit took
   */
  void committed(long nowMillis, long tookMillis) {
    spentUntilMillis += Math.max(0, 2 * tookMillis - PAUSE_MILLIS);
    endedMillis = nowMillis;
  }
}
