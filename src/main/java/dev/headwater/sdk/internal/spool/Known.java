package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.ClosingRecord;
import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what the segments and the ring of a client that is gone say: which events are there,
 * which are settled, and how many the client had accepted.
 */
final class Known implements SegmentReader.Visitor {

  private static final Logger LOG = LoggerFactory.getLogger(Known.class);

  final SequenceSet settled = new SequenceSet();

  /** The numbers of events that are complete in a segment or in the ring. */
  final SequenceSet there = new SequenceSet();

  /** The highest number that the client is known to have given. */
  long accepted;

  /** How many of the numbered events the client dropped. */
  long dropped;

  private long droppedOfSettled;
  private Optional<QueuedEvent> any = Optional.empty();

  @Override
  public void event(long sequence, byte[] key, byte[] avro) {
    there.add(sequence);
    accepted = Math.max(accepted, sequence);
    any = Optional.of(new QueuedEvent("", sequence, key, avro));
  }

  @Override
  public void note(Ledger.Note note) {
    accepted = Math.max(accepted, note.accepted());
    dropped = Math.max(dropped, note.dropped());
    droppedOfSettled = Math.max(droppedOfSettled, note.dropped());
    note.settled().forEach(range -> settled.add(range.first(), range.last()));
  }

  /**
   * Adds the contents of the ring, after the segments. Returns the events that are only in the ring
   * and are not settled.
   */
  List<Ring.Entry> add(Ring ring) {
    ring.note().ifPresent(this::note);
    accepted = Math.max(accepted, ring.numbered());
    dropped = Math.max(dropped, ring.dropped());
    List<Ring.Entry> onlyThere = new ArrayList<>();
    Optional<Ring.Entry> next = Optional.empty();
    for (long at = ring.tail(); at < ring.head(); at = next.get().end()) {
      next = ring.entry(at);
      if (next.isEmpty()) {
        LOG.warn("a record in a ring is corrupt, it and those after it are skipped");
        break;
      }
      Ring.Entry entry = next.get();
      if (!there.contains(entry.sequence()) && !settled.contains(entry.sequence())) {
        onlyThere.add(entry);
      }
      event(entry.sequence(), entry.key(), entry.avro());
    }
    ring.last().ifPresent(last -> any = Optional.of(carrier(last)));
    return onlyThere;
  }

  private static QueuedEvent carrier(Ring.Entry entry) {
    return new QueuedEvent("", entry.sequence(), entry.key(), entry.avro());
  }

  /** Returns whether the event with the highest number is still to be delivered. */
  boolean isLastWaiting() {
    return there.contains(accepted) && !settled.contains(accepted);
  }

  /** Returns an event of the client, which names its job; empty if none is known. */
  Optional<QueuedEvent> carrier() {
    return any;
  }

  /** Returns the closing record of the client; empty if no event is known. */
  Optional<QueuedEvent> closing(String producer) {
    return any.map(event -> ClosingRecord.of(producer, accepted, event.key(), event.avro()));
  }

  /**
   * Returns how many events were accepted and are neither there nor settled. Does not count events
   * that were dropped, and counted as such, after the last note.
   */
  long missing() {
    SequenceSet known = new SequenceSet();
    there.ranges(Integer.MAX_VALUE).forEach(one -> known.add(one.first(), one.last()));
    settled.ranges(Integer.MAX_VALUE).forEach(one -> known.add(one.first(), one.last()));
    long count = 0;
    for (SequenceSet.Range range : known.ranges(Integer.MAX_VALUE)) {
      count += Math.min(accepted, range.last()) - range.first() + 1;
    }
    return Math.max(0, accepted - count - (dropped - droppedOfSettled));
  }
}
