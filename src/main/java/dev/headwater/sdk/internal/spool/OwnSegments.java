package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A client's own events on disk, as far as they are not deleted. Guarded by the backlog's lock. */
final class OwnSegments {

  private final NavigableMap<Long, Segment> byNumber = new TreeMap<>();
  private final Unread unread = new Unread();

  /** Numbers of events that went to disk late, while they were in memory: not to be read back. */
  private final Set<Long> inMemory = new HashSet<>();

  /** Counts an event in the segment where it was put. */
  Segment add(OwnLog.Placed placed) {
    Segment segment = placed.segment();
    byNumber.put(segment.number, segment);
    segment.bytes = placed.end();
    segment.unsettled++;
    segment.sequences.add(placed.event().sequence());
    return segment;
  }

  /** The same for one that was in memory only until now. */
  Segment addLate(OwnLog.Placed placed) {
    if (!unread.isEmpty()) {
      inMemory.add(placed.event().sequence());
    }
    return add(placed);
  }

  /** Has an event read back when its turn comes. It follows those that were added before. */
  void readLater(OwnLog.Placed placed) {
    unread.add(placed);
  }

  boolean allRead() {
    return unread.isEmpty();
  }

  /** What is to be read next. */
  Optional<Part> part() {
    Optional<Part> part = unread.part(byNumber);
    if (unread.isEmpty()) {
      inMemory.clear();
    }
    return part;
  }

  /** A part was read so far; returns its events but for those that are in memory already. */
  List<QueuedEvent> read(Part.Chunk chunk) {
    unread.readTo(chunk.to());
    return chunk.events().stream().filter(event -> !inMemory.remove(event.sequence())).toList();
  }

  /** Segments that are read, as far as they are to be, and in which something could not be. */
  List<Segment> takeDamaged() {
    return unread.takeDamaged();
  }

  /** Moves those that can be deleted to a list. */
  void takeDelivered(List<Segment> taken) {
    Segment.takeDelivered(byNumber.values().iterator(), taken);
  }

  long bytes() {
    return byNumber.values().stream().mapToLong(segment -> segment.bytes).sum();
  }

  boolean hasUnsettled() {
    return byNumber.values().stream().anyMatch(segment -> segment.unsettled > 0);
  }

  /** The numbers of the events, but for those that are settled. */
  SequenceSet without(SequenceSet settled) {
    SequenceSet unsettled = new SequenceSet();
    for (Segment segment : byNumber.values()) {
      segment.sequences.without(settled).forEach(unsettled::add);
    }
    return unsettled;
  }
}
