package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** All inheritances that are not finished. Guarded by the lock of the backlog. */
final class OrphanedSpools {

  /**
   * What can be removed because no event in it is unsettled.
   *
   * @param segments segments to delete
   * @param notes the notes of their inheritances, to store before the segments are deleted
   * @param finished inheritances of which nothing is left after that
   */
  record Reclaimable(
      List<Segment> segments,
      Map<OrphanedSpool, Ledger.Note> notes,
      List<OrphanedSpool> finished) {}

  private final Deque<OrphanedSpool> all = new ArrayDeque<>();
  private final List<Outbox.Found> found = new ArrayList<>();
  private OptionalLong missing = OptionalLong.empty();

  Outbox.Found add(OrphanedSpool inheritance) {
    all.add(inheritance);
    Outbox.Found one =
        new Outbox.Found(inheritance.owner.name(), inheritance.unsettled(), inheritance.lost);
    found.add(one);
    return one;
  }

  /** Returns what was added since the last call. */
  List<Outbox.Found> takeFound() {
    List<Outbox.Found> taken = List.copyOf(found);
    found.clear();
    return taken;
  }

  List<OrphanedSpool> all() {
    return List.copyOf(all);
  }

  long bytes() {
    return all.stream().flatMap(one -> one.left.stream()).mapToLong(Segment::diskBytes).sum();
  }

  /** Returns the part to read next. */
  Optional<SegmentRange> nextPart() {
    for (OrphanedSpool one : all) {
      Optional<SegmentRange> part = one.nextPart();
      OptionalLong gone = one.takeMissing();
      if (gone.isPresent()) {
        missing = OptionalLong.of(missing.orElse(0) + gone.getAsLong());
      }
      if (part.isPresent()) {
        return part;
      }
    }
    return Optional.empty();
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

  /** Returns the closing records that are needed because the last event was unreadable. */
  List<QueuedEvent> unseenEnds() {
    return all.stream()
        .filter(OrphanedSpool::isLastUnreadable)
        .flatMap(one -> one.takeClosing().stream())
        .toList();
  }

  /** Returns the closing record that is needed because an event was refused, if it was the last. */
  Optional<QueuedEvent> refused(QueuedEvent event) {
    return all.stream()
        .filter(one -> one.owner.name().equals(event.producer()))
        .filter(one -> one.accepted == event.sequence())
        .flatMap(one -> one.takeClosing().stream())
        .findFirst();
  }

  /** A closing record is acknowledged or given up. */
  void closed(QueuedEvent closing) {
    for (OrphanedSpool one : all) {
      if (one.closing.isPresent() && one.closing.get() == closing) {
        one.closing = Optional.empty();
      }
    }
  }

  /**
   * Removes and returns what can be deleted.
   *
   * @param segments further segments to delete; those of the inheritances are added to this list
   */
  Reclaimable leavings(List<Segment> segments) {
    Map<OrphanedSpool, Ledger.Note> notes = new LinkedHashMap<>();
    List<OrphanedSpool> finished = new ArrayList<>();
    Iterator<OrphanedSpool> each = all.iterator();
    while (each.hasNext()) {
      OrphanedSpool one = each.next();
      int before = segments.size();
      Segment.takeDelivered(one.left.iterator(), segments);
      if (segments.size() > before) {
        notes.put(one, one.note());
      }
      if (one.isFinished()) {
        finished.add(one);
        each.remove();
      }
    }
    return new Reclaimable(segments, notes, finished);
  }
}
