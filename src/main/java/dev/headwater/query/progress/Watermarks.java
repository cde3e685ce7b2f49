package dev.headwater.query.progress;

import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.Feed;
import java.util.Optional;

/**
 * Reads where the topics end and how far the processors have committed. Calls may block; see the
 * implementation.
 */
public interface Watermarks {

  /**
   * How far the processors have committed: for each partition the offset of the next record to
   * process. All records that they sent for the records before it were in the topics when it was
   * committed.
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
   * Finds the first record at or after {@code from} and before {@code end} that will be processed,
   * if that is decided. Transaction markers and aborted records take up offsets but will not be
   * processed.
   *
   * @throws UnavailableException if Kafka does not answer in time
   */
  Next next(Feed.Place place, long from, long end);

  /**
   * The next record in a partition.
   *
   * @param record the first record before the end; empty if none was found
   * @param decided if none was found, whether it is certain that there is none; an open transaction
   *     leaves this undecided
   */
  record Next(Optional<Waiting> record, boolean decided) {
    /** Nothing before the end will ever be processed. */
    public boolean isNothing() {
      return record.isEmpty() && decided;
    }
  }

  /**
   * A record that waits to be processed.
   *
   * @param offset of the record
   * @param millis its timestamp: when it arrived, or the event that caused it
   */
  record Waiting(long offset, long millis) {}
}
