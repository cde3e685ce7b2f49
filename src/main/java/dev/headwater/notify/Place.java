package dev.headwater.notify;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a line is in one partition, and which open alerts it has announced there.
 *
 * <p>A line that takes a partition first reads what lies before its position again, to learn which
 * alerts are open ({@link #isSurveying}). Where there is no position yet, it reads all there is,
 * and then delivers of it only what is open.
 *
 * <p>Knows at most {@value #MAX_OPEN} open alerts. Beyond, a change may be called an opening, an
 * alert that no longer passes the filter is not followed, and a new route begins with every state
 * of every alert. Used by one thread.
 */
final class Place {
  static final int MAX_OPEN = 10_000;
  private static final String UNTIL = "open alerts until ";

  private final TopicPartition partition;
  private final long start;
  private final long opening;
  private final Map<String, Known> open = new HashMap<>();
  private boolean isFull;
  private boolean surveying;
  private long read;
  private long committed;

  private record Known(long offset, Instant openedAt) {}

  /**
   * @param found the committed position; empty if there is none
   * @param beginning the first offset that the partition has
   * @param end the offset after the last one
   */
  Place(TopicPartition partition, Optional<OffsetAndMetadata> found, long beginning, long end) {
    this.partition = partition;
    // A position behind the end belongs to an earlier topic of this name.
    Optional<OffsetAndMetadata> valid = found.filter(position -> position.offset() <= end);
    this.start = Math.max(beginning, valid.map(OffsetAndMetadata::offset).orElse(beginning));
    this.opening = valid.map(position -> until(position.metadata())).orElse(end);
    this.read = start;
    this.committed = valid.map(OffsetAndMetadata::offset).orElse(-1L);
    this.surveying = beginning < surveyEnd();
  }

  private static long until(String metadata) {
    try {
      return metadata.startsWith(UNTIL) ? Long.parseLong(metadata.substring(UNTIL.length())) : 0;
    } catch (NumberFormatException foreign) {
      return 0;
    }
  }

  TopicPartition partition() {
    return partition;
  }

  /** Whether the line still learns which alerts are open. */
  boolean isSurveying() {
    return surveying;
  }

  /** The offset before which a survey ends. */
  long surveyEnd() {
    return Math.max(start, opening);
  }

  /** Ends the survey; the line goes on reading at {@link #start}. */
  void surveyed() {
    surveying = false;
  }

  /** The first offset to deliver. */
  long start() {
    return start;
  }

  /** Whether what is at the offset was there before the route was. */
  boolean isOpening(long offset) {
    return offset < opening;
  }

  /** Whether an alert was announced and is open, as far as the line has read. */
  boolean isAnnounced(String id) {
    return open.containsKey(id);
  }

  /**
   * What to call the state of an alert that stands at an offset; empty if it is not to be sent.
   *
   * @param matches whether the route's filter accepts it
   */
  Optional<Change> change(Alert alert, long offset, BooleanSupplier matches) {
    Known known = open.get(alert.id());
    if (isOpening(offset)) {
      boolean isLatest =
          known == null ? isFull && matches.getAsBoolean() : known.offset() == offset;
      return isLatest ? Optional.of(called(alert, Optional.empty())) : Optional.empty();
    }
    return known != null || matches.getAsBoolean()
        ? Optional.of(called(alert, Optional.ofNullable(known)))
        : Optional.empty();
  }

  private static Change called(Alert alert, Optional<Known> known) {
    if (alert.status() == AlertStatus.RESOLVED) {
      return Change.RESOLVED;
    }
    boolean isSame = known.filter(at -> at.openedAt().equals(alert.openedAt())).isPresent();
    return isSame ? Change.CHANGED : Change.OPENED;
  }

  /** The state of an alert that was announced, now or by whoever had the partition before. */
  void announced(Alert alert, long offset) {
    if (alert.status() == AlertStatus.RESOLVED) {
      open.remove(alert.id());
    } else if (open.size() < MAX_OPEN || open.containsKey(alert.id())) {
      open.put(alert.id(), new Known(offset, alert.openedAt()));
    } else {
      isFull = true;
    }
  }

  /** The topic holds an alert no longer. */
  void forgotten(String id) {
    open.remove(id);
  }

  /** Everything up to and including the offset is dealt with. */
  void read(long offset) {
    read = offset + 1;
  }

  /** What to commit; empty if that is committed already. */
  Optional<OffsetAndMetadata> toCommit() {
    return read == committed
        ? Optional.empty()
        : Optional.of(new OffsetAndMetadata(read, isOpening(read) ? UNTIL + opening : ""));
  }

  void committed(long offset) {
    committed = offset;
  }
}
