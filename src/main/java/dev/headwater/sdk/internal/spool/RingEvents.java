package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.SequenceSet;
import java.util.List;
import java.util.Optional;

/**
 * Events that are only in the ring of a client that is gone. They are delivered from there if the
 * disk has no room for them: reading needs no room. The ring stays as it is until they are settled.
 */
final class RingEvents {

  private final Ring ring;
  private final long start;
  private final SequenceSet numbers = new SequenceSet();

  /**
   * Keeps which events these are, and not the events.
   *
   * @param events the events that are nowhere else
   */
  RingEvents(Ring ring, List<Ring.Entry> events) {
    this.ring = ring;
    this.start = ring.tail();
    events.forEach(one -> numbers.add(one.sequence()));
  }

  /** Returns the size of the part of the ring in which they are. */
  long bytes() {
    return ring.head() - start;
  }

  /** Reads like {@link SegmentReader#read}. Offsets count from the beginning of the part. */
  long read(long from, long to, long enough, SegmentReader.Visitor visitor) {
    long at = from;
    while (at < to && at - from < enough) {
      Optional<Ring.Entry> entry = ring.entry(start + at);
      if (entry.isEmpty()) {
        visitor.unreadable(to - at);
        return to;
      }
      if (numbers.contains(entry.get().sequence())) {
        visitor.event(entry.get().sequence(), entry.get().key(), entry.get().avro());
      }
      at = entry.get().end() - start;
    }
    return at;
  }
}
