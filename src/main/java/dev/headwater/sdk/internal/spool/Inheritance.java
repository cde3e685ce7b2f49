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
 * What a client that is gone has left: events, and the lock that gives the right to them. Guarded
 * by the lock of the backlog, but for what is final and {@link #keepNote}, {@link #release} and
 * {@link #releaseForGood}, which are the spooling thread's.
 */
final class Inheritance {

  /**
   * How the owner's events stood when it was taken over.
   *
   * @param settled of the owner's sequence numbers; what is lost is added, what is settled later is
   *     too
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
   * Where the owner's ring is.
   *
   * @param ring empty if there is no shared memory
   */
  record Memory(SharedMemory all, Optional<Ring> ring) {}

  private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

  final Owner owner;
  final SequenceSet settled;
  final long accepted;
  final long dropped;
  final long lost;

  /** Not yet read to their end, in order. */
  final Deque<Segment> unread;

  /** Not yet deleted. */
  final Deque<Segment> left;

  final long lastNumber;

  /** What tells the topic's readers how far the owner had counted, until it is acknowledged. */
  Optional<QueuedEvent> closing;

  /** How far the first of the unread is read. */
  long offset;

  /** How many unsettled events were read of it. */
  long yielded;

  private final Memory memory;
  private OptionalLong missing = OptionalLong.empty();

  Inheritance(
      Owner owner,
      List<Segment> segments,
      Standing standing,
      long lastNumber,
      Optional<QueuedEvent> closing,
      Memory memory) {
    this.owner = owner;
    this.settled = standing.settled();
    this.accepted = standing.accepted();
    this.dropped = standing.dropped();
    this.lost = standing.lost();
    this.unread = new ArrayDeque<>(segments);
    this.left = new ArrayDeque<>(segments);
    this.lastNumber = lastNumber;
    this.closing = closing;
    this.memory = memory;
  }

  /** How many of its events are to be delivered. */
  long unsettled() {
    return left.stream().mapToLong(segment -> segment.unsettled).sum();
  }

  boolean isFinished() {
    return left.isEmpty() && closing.isEmpty();
  }

  /** What is to be read next; empty if all of it has been. */
  Optional<Part> nextPart() {
    while (!unread.isEmpty()) {
      Segment segment = unread.element();
      if (offset < segment.bytes && yielded < segment.counted) {
        return Optional.of(new Part(segment, offset, segment.bytes, Optional.of(this)));
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

  /**
   * How many events could not be read of segments that were read to their end since this was asked
   * last; empty if none was.
   */
  OptionalLong takeMissing() {
    OptionalLong taken = missing;
    missing = OptionalLong.empty();
    return taken;
  }

  /** How its events stand. */
  Ledger.Note note() {
    return new Ledger.Note(accepted, dropped, settled.ranges(Integer.MAX_VALUE));
  }

  /**
   * Keeps that where it outlives the process, so that the next heir knows what is settled when the
   * segments that tell it are gone.
   */
  void keepNote(Ledger.Note note) {
    memory.ring().ifPresent(ring -> ring.note(note));
  }

  /** Lets go of it; nothing of it is left. */
  void releaseForGood() {
    try {
      owner.note(Owner.Keeping.NOTHING);
      memory.all().delete(owner.name());
      owner.releaseForGood();
    } catch (IOException broken) {
      LOG.debug("while removing the lock of {}", owner.name(), broken);
    }
  }

  /** Leaves the rest to whoever comes next. */
  void release() {
    try {
      owner.release();
    } catch (IOException broken) {
      LOG.debug("while releasing the lock of {}", owner.name(), broken);
    }
  }
}
