package dev.headwater.stream;

/**
 * When a task asks for a commit, beyond the interval at which commits come anyway. Not thread-safe.
 *
 * <p>A hop between partitions ends with a commit, so while little is going on each record is worth
 * one, and a hop takes milliseconds. A commit takes milliseconds too: once more than {@link
 * #FEW_RECORDS} have come since the last one, it is asked for at most every {@link #PAUSE_MILLIS},
 * so that commits take a part of the time and no more. A record that is older than {@link
 * #FRESH_MILLIS} has waited for others and can wait for a full batch: under a backlog nothing is
 * asked for.
 */
public final class Pace {
  static final int FEW_RECORDS = 4;
  static final long PAUSE_MILLIS = 20;
  static final long FRESH_MILLIS = 1_000;

  private long lastMillis = Long.MIN_VALUE / 2;
  private int records;
  private boolean owed;

  /** A record was handled; whether to ask for a commit now. */
  public boolean afterRecord(long nowMillis, long recordMillis) {
    records++;
    if (nowMillis - recordMillis > FRESH_MILLIS) {
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
    return owed && (records <= FEW_RECORDS || nowMillis - lastMillis >= PAUSE_MILLIS);
  }

  /** A commit has begun. */
  public void committing(long nowMillis) {
    lastMillis = nowMillis;
    records = 0;
    owed = false;
  }
}
