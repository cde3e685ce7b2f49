package dev.headwater.stream.store;

/**
 * What readers have to know of the events of one partition that are being spread, beside their
 * rows: whether there are any, so that nobody scans for none, and by which record the last one
 * ended. An event is being spread while what follows from it takes more transactions than one.
 * Written by the task, read by anyone.
 *
 * <p>A reader may see that a row is gone before that is committed. It is committed once the group
 * has committed {@link #endedAt}.
 */
public final class SpreadEvents {
  private volatile long count = -1;
  private volatile long endedAt;
  private long readingAt;

  /** To be told by the task once, from its rows. */
  public void counted(long rows) {
    count = rows;
  }

  /** To be told by the task before it writes a row. */
  public void begun() {
    count = count + 1;
  }

  /** To be told by the task before it deletes a row, unless readers wait for its flush. */
  public void ended() {
    endedAt = readingAt;
    count = count - 1;
  }

  /**
   * To be told by the task before it handles a record of the topic by which spreads go on.
   *
   * @param nextOffset the offset after the record
   */
  public void reading(long nextOffset) {
    readingAt = nextOffset;
  }

  /** Whether rows have to be looked for. */
  public boolean mayExist() {
    return count != 0;
  }

  /**
   * The offset, in that topic, after the record that ended the spread of an event last; 0 if none
   * ended since the task began. To be read after the rows.
   */
  public long endedAt() {
    return endedAt;
  }
}
