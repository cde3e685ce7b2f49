package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client that is gone left: events, and the lock that gives the right to them. Guarded by
 * the lock of the backlog, except final fields. Once the backlog has it, only the spooling thread
 * calls {@link #keepNote}, {@link #release} and {@link #releaseForGood}.
 */
final class OrphanedSpool {

  /**
   * The state of the owner's events when they were taken over.
   *
   * @param settled the owner's sequence numbers that are settled or lost; numbers that are settled
   *     later are added
   * @param accepted how many events the owner had accepted, as far as it is known
   * @param dropped how many of them it had dropped
   * @param lost how many of them are neither there nor accounted for
   */
  record Standing(SequenceSet settled, long accepted, long dropped, long lost) {
    Ledger.Note note() {
      return new Ledger.Note(accepted, dropped, settled.ranges(Integer.MAX_VALUE));
    }
  }

  /**
   * How readers of the topic learn how many events the owner accepted.
   *
   * @param closing the closing record; empty if no event of the owner is known
   * @param waiting whether the owner's last event is still to be delivered. The closing record is
   *     needed only if that fails
   */
  record End(Optional<QueuedEvent> closing, boolean waiting) {}

  /**
   * Where the owner's ring is.
   *
   * @param ring empty if there is no shared memory or no ring
   */
  record Memory(SharedMemory all, Optional<Ring> ring) {}

  private static final Logger LOG = LoggerFactory.getLogger(OrphanedSpool.class);

  final SpoolLock owner;
  final SequenceSet settled;
  final long accepted;
  final long dropped;
  final long lost;

  /** Segments that are not yet read to their end, in order. */
  final Deque<Segment> unread;

  /** Segments that are not yet deleted. */
  final Deque<Segment> left;

  final long lastNumber;

  /** The closing record, from when it is needed until it is acknowledged or given up. */
  Optional<QueuedEvent> closing;

  /** The closing record, as long as the last event waits. */
  private Optional<QueuedEvent> notYetNeeded;

  private boolean lastRead;

  /** How far the first unread segment is read. */
  long offset;

  /** How many unsettled events were read from that segment. */
  long yielded;

  private final Memory memory;
  private OptionalLong missing = OptionalLong.empty();

  OrphanedSpool(
      SpoolLock owner,
      List<Segment> segments,
      Standing standing,
      long lastNumber,
      End end,
      Memory memory) {
    this.owner = owner;
    this.settled = standing.settled();
    this.accepted = standing.accepted();
    this.dropped = standing.dropped();
    this.lost = standing.lost();
    this.unread = new ArrayDeque<>(segments);
    this.left = new ArrayDeque<>(segments);
    this.lastNumber = lastNumber;
    this.closing = end.waiting() ? Optional.empty() : end.closing();
    this.notYetNeeded = end.waiting() ? end.closing() : Optional.empty();
    this.memory = memory;
  }

  /** Returns how many of its events are to be delivered. */
  long unsettled() {
    return left.stream().mapToLong(segment -> segment.unsettled).sum();
  }

  boolean isFinished() {
    return left.isEmpty() && closing.isEmpty();
  }

  /** Returns the part to read next; empty if everything was read. */
  Optional<SegmentRange> nextPart() {
    while (!unread.isEmpty()) {
      Segment segment = unread.element();
      if (offset < segment.bytes && yielded < segment.counted) {
        return Optional.of(new SegmentRange(segment, offset, segment.bytes, Optional.of(this)));
      }
      unread.remove();
      long gone = segment.counted - yielded;
      segment.unsettled -= gone;
      missing = OptionalLong.of(missing.orElse(0) + gone);
      offset = 0;
      yielded = 0;
    }
    return Optional.empty();
  }

  /** Records that an unsettled event was read. */
  void yielded(QueuedEvent event) {
    yielded++;
    lastRead |= event.sequence() == accepted;
  }

  /** Returns whether everything was read, and the last event was not there. */
  boolean isLastUnreadable() {
    return unread.isEmpty() && !lastRead;
  }

  /**
   * The last event will not be delivered. Returns the closing record, which is to be sent now;
   * empty if it was returned before.
   */
  Optional<QueuedEvent> takeClosing() {
    Optional<QueuedEvent> needed = notYetNeeded;
    notYetNeeded = Optional.empty();
    closing = closing.or(() -> needed);
    return needed;
  }

  /**
   * Returns how many events were unreadable in segments that were read to their end since the last
   * call; empty if there was no such segment.
   */
  OptionalLong takeMissing() {
    OptionalLong taken = missing;
    missing = OptionalLong.empty();
    return taken;
  }

  /** Returns the state of its events. */
  Ledger.Note note() {
    return new Ledger.Note(accepted, dropped, settled.ranges(Integer.MAX_VALUE));
  }

  /**
   * Stores a note where it survives the process. The next client to take over then knows what is
   * settled, even when the segments with the earlier notes are deleted.
   */
  void keepNote(Ledger.Note note) {
    memory.ring().ifPresent(ring -> ring.note(note));
  }

  /** Gives up the lock and removes its file and the ring; nothing is left. */
  void releaseForGood() {
    try {
      owner.note(SpoolLock.Keeping.NOTHING);
      memory.all().delete(owner.name());
      owner.releaseForGood();
    } catch (IOException broken) {
      LOG.debug("while removing the lock of {}", owner.name(), broken);
    }
  }

  /** Gives up the lock and leaves the rest to the next client. */
  void release() {
    try {
      owner.release();
    } catch (IOException broken) {
      LOG.debug("while releasing the lock of {}", owner.name(), broken);
    }
  }
}
