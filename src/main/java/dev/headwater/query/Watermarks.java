package dev.headwater.query;

import java.util.Optional;

/** How far the topics and their readers have come. Calls may block; see the implementation. */
public interface Watermarks {

  /**
   * Up to where the processors have committed: the offset of the next record to process. All that
   * they made of the records before it was in the topics when it was committed.
   *
   * @throws UnavailableException if Kafka does not answer
   */
  Offsets committed();

  /**
   * Where the topics end, records of open transactions included.
   *
   * @throws UnavailableException if Kafka does not answer
   */
  Offsets ends();

  /**
   * The first record from {@code from} on that somebody will process, as far as that is decided.
   * Transaction markers and aborted records are none, and take up offsets all the same.
   *
   * @throws UnavailableException if Kafka does not answer in time
   */
  Next next(Feed.Place place, long from, long end);

  /**
   * What comes next in a partition.
   *
   * @param record the first record before the end, if one was found
   * @param decided whether it is certain that there is none where none was found; an open
   *     transaction leaves that undecided
   */
  record Next(Optional<Waiting> record, boolean decided) {
    /** Nothing before the end will ever be processed. */
    public boolean isNothing() {
      return record.isEmpty() && decided;
    }
  }

  /**
   * A record that has not been processed.
   *
   * @param offset its place
   * @param millis its timestamp: when it, or the event that it follows from, arrived
   */
  record Waiting(long offset, long millis) {}
}
