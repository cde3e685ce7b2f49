package dev.headwater.sdk.internal.spool;

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
 * by the lock of the backlog.
 */
final class Inheritance {

  private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

  final Owner owner;

  /** Of the owner's sequence numbers. */
  final SequenceSet settled;

  /** How many events the owner had accepted, as far as it is known. */
  final long accepted;

  /** Of them, how many are neither on disk nor accounted for. */
  final long lost;

  /** Not yet read to their end, in order. */
  final Deque<Segment> unread;

  /** Not yet deleted. */
  final Deque<Segment> left;

  final long lastNumber;

  /** How far the first of the unread is read. */
  long offset;

  /** How many unsettled events were read of it. */
  long yielded;

  private OptionalLong missing = OptionalLong.empty();

  Inheritance(
      Owner owner,
      List<Segment> segments,
      SequenceSet settled,
      long accepted,
      long lost,
      long lastNumber) {
    this.owner = owner;
    this.settled = settled;
    this.accepted = accepted;
    this.lost = lost;
    this.unread = new ArrayDeque<>(segments);
    this.left = new ArrayDeque<>(segments);
    this.lastNumber = lastNumber;
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

  /** Lets go of it; nothing of it is left. */
  void releaseForGood() {
    SharedCounts.delete(owner.name());
    try {
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
