package dev.headwater.sdk.internal.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Which of a client's own events are on disk only: those from one place to the end of what is
 * written, or none. Guarded by the lock of the backlog.
 */
final class Unread {

  /** Where the first of them is; empty: there are none. */
  private Optional<Segment> in = Optional.empty();

  private long from;
  private Optional<Segment> lastIn = Optional.empty();
  private long lastTo;
  private final List<Segment> damaged = new ArrayList<>();

  boolean isEmpty() {
    return in.isEmpty();
  }

  /** An event that follows those that were added before. */
  void add(OwnLog.Placed placed) {
    if (in.isEmpty()) {
      in = Optional.of(placed.segment());
      from = placed.start();
    }
    lastIn = Optional.of(placed.segment());
    lastTo = placed.end();
  }

  /** What is to be read next. */
  Optional<Part> part(NavigableMap<Long, Segment> segments) {
    while (in.isPresent()) {
      Segment segment = in.get();
      boolean last = lastIn.filter(one -> one == segment).isPresent();
      long end = last ? lastTo : segment.bytes;
      if (from < end) {
        return Optional.of(new Part(segment, from, end, Optional.empty()));
      }
      if (segment.damaged) {
        damaged.add(segment);
      }
      from = 0;
      in = last ? Optional.empty() : Optional.of(segments.higherEntry(segment.number).getValue());
    }
    return Optional.empty();
  }

  /** The part was read so far. */
  void readTo(long offset) {
    from = offset;
  }

  /** Segments that are read, as far as they are to be, and in which something could not be. */
  List<Segment> takeDamaged() {
    List<Segment> taken = List.copyOf(damaged);
    damaged.clear();
    return taken;
  }
}
