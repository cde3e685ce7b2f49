package dev.headwater.sdk.internal.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Keeps track of which of a client's own events are on disk only: all from one place to the end of
 * the written data, or none. Guarded by the lock of the backlog.
 */
final class Unread {

  /** The segment of the first such event; empty if there are none. */
  private Optional<Segment> in = Optional.empty();

  private long from;
  private Optional<Segment> lastIn = Optional.empty();
  private long lastTo;
  private final List<Segment> damaged = new ArrayList<>();

  boolean isEmpty() {
    return in.isEmpty();
  }

  /** Adds an event that follows those added before. */
  void add(SegmentWriter.Placed placed) {
    if (in.isEmpty()) {
      in = Optional.of(placed.segment());
      from = placed.start();
    }
    lastIn = Optional.of(placed.segment());
    lastTo = placed.end();
  }

  /** Returns the part to read next. */
  Optional<SegmentRange> part(NavigableMap<Long, Segment> segments) {
    while (in.isPresent()) {
      Segment segment = in.get();
      boolean last = lastIn.filter(one -> one == segment).isPresent();
      long end = last ? lastTo : segment.bytes;
      if (from < end) {
        return Optional.of(new SegmentRange(segment, from, end, Optional.empty()));
      }
      if (segment.damaged) {
        damaged.add(segment);
      }
      from = 0;
      in = last ? Optional.empty() : Optional.of(segments.higherEntry(segment.number).getValue());
    }
    return Optional.empty();
  }

  /** Records that the part was read up to this offset. */
  void readTo(long offset) {
    from = offset;
  }

  /** Returns segments that were read to their end and in which something was unreadable. */
  List<Segment> takeDamaged() {
    List<Segment> taken = List.copyOf(damaged);
    damaged.clear();
    return taken;
  }
}
