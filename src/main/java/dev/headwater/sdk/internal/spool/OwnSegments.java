package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A client's own segments on disk that are not deleted. Guarded by the lock of the backlog. */
final class OwnSegments {

  private final NavigableMap<Long, Segment> byNumber = new TreeMap<>();
  private final Unread unread = new Unread();

  /**
   * The numbers of events that were written late, while they were in memory. They must not be read
   * back.
   */
  private final Set<Long> inMemory = new HashSet<>();

  /** Counts an event in the segment where it was written. */
  Segment add(SegmentWriter.Placed placed) {
    Segment segment = placed.segment();
    byNumber.put(segment.number, segment);
    segment.bytes = placed.end();
    segment.unsettled++;
    segment.sequences.add(placed.event().sequence());
    return segment;
  }

  /** Does the same for an event that was in memory only until now. */
  Segment addLate(SegmentWriter.Placed placed) {
    if (!unread.isEmpty()) {
      inMemory.add(placed.event().sequence());
    }
    return add(placed);
  }

  /** Marks an event to be read back when its turn comes. It follows those added before. */
  void readLater(SegmentWriter.Placed placed) {
    unread.add(placed);
  }

  boolean allRead() {
    return unread.isEmpty();
  }

  /** Returns the part to read next. */
  Optional<SegmentRange> part() {
    Optional<SegmentRange> part = unread.part(byNumber);
    if (unread.isEmpty()) {
      inMemory.clear();
    }
    return part;
  }

  /**
   * Records that a chunk was read. Returns its events, without those that are in memory already.
   */
  List<QueuedEvent> read(SegmentRange.Chunk chunk) {
    unread.readTo(chunk.to());
    return chunk.events().stream().filter(event -> !inMemory.remove(event.sequence())).toList();
  }

  /** Returns segments that were read to their end and in which something was unreadable. */
  List<Segment> takeDamaged() {
    return unread.takeDamaged();
  }

  /** Moves segments that can be deleted to a list. */
  void takeDelivered(List<Segment> taken) {
    Segment.takeDelivered(byNumber.values().iterator(), taken);
  }

  long bytes() {
    return byNumber.values().stream().mapToLong(segment -> segment.bytes).sum();
  }

  boolean hasUnsettled() {
    return byNumber.values().stream().anyMatch(segment -> segment.unsettled > 0);
  }

  /** Returns the numbers of the events, without those that are settled. */
  SequenceSet without(SequenceSet settled) {
    SequenceSet unsettled = new SequenceSet();
    for (Segment segment : byNumber.values()) {
      segment.sequences.without(settled).forEach(unsettled::add);
    }
    return unsettled;
  }
}
