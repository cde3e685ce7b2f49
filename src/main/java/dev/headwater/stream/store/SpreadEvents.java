package dev.headwater.stream.store;

/**
 * What readers need to know, besides the rows, of the events of one partition that are being
 * spread: whether there are any, so that nobody scans without need, and which record ended the last
 * spread. An event is being spread while its consequences take more than one transaction. The task
 * writes this object, any thread reads it.
 *
 * <p>A reader may see that a row is gone before that is committed. The deletion is committed when
 * the consumer group has committed {@link #endedAt}.
 */
public final class SpreadEvents {
  private volatile long count = -1;
  private volatile long endedAt;
  private long readingAt;

  /** The task must call this once, with the number of rows in its store. */
  public void counted(long rows) {
    count = rows;
  }

  /** The task must call this before the store gets the row of an event. */
  public void begun() {
    count = count + 1;
  }

  /**
   * The task must call this before the store loses the row of an event, unless readers wait for the
   * flush that deletes it ({@link Flushes}).
   */
  public void ended() {
    endedAt = readingAt;
    count = count - 1;
  }

  /**
   * The task must call this before it handles a record of the topic by which spreads go on.
   *
   * @param nextOffset the offset after the record
   */
  public void reading(long nextOffset) {
    readingAt = nextOffset;
  }

  /** Whether there may be rows, so that a reader has to scan for them. */
  public boolean mayExist() {
    return count != 0;
  }

  /**
   * The offset after the record that ended the last spread, in the topic by which spreads go on; 0
   * if none has ended since the task began. Readers must read it after the rows.
   */
  public long endedAt() {
    return endedAt;
  }
}
