package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The events that wait to be sent or are being sent. As many as fit are in memory; the others are
 * on disk only and are read back in chunks. Safe for use by the spooling thread, the sender's
 * thread and the transport's threads.
 */
final class Backlog {

  /** After this many events, an inheritance gets its turn, even if there are own events to send. */
  private static final int TURN_EVENTS = 1_024;

  /** The segment of events that are not on disk. */
  private static final Segment NOWHERE = new Segment(Path.of(""), "", 0);

  private final String name;

  private final long limitBytes;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition available = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<QueuedEvent> ready = new ArrayDeque<>();
  private final OwnSegments own = new OwnSegments();
  private final OrphanedSpools inherited = new OrphanedSpools();

  /** The events in memory, waiting or being sent, with the segment that holds each on disk. */
  private final Map<QueuedEvent, Segment> held = new IdentityHashMap<>();

  private long heldBytes;
  private long taken;
  private boolean toBeTidied;
  private boolean ownGoesFirst;

  /** The own closing record, while it is neither acknowledged nor given up. */
  private Optional<QueuedEvent> ownClosing = Optional.empty();

  Backlog(String name, long limitBytes, Ledger ledger) {
    this.name = name;
    this.limitBytes = limitBytes;
    this.ledger = ledger;
  }

  private <T> T locked(Supplier<T> read) {
    lock.lock();
    try {
      return read.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Queues an event for sending.
   *
   * @param always whether to queue it even if it is in memory only and there is no room
   * @return false if there was no room, and the event is not queued
   */
  boolean place(SegmentWriter.Placed placed, boolean always) {
    lock.lock();
    try {
      boolean fits = held.isEmpty() || heldBytes + placed.event().bytes() <= limitBytes;
      if (!placed.isStored()) {
        if (fits || always) {
          hold(placed.event(), NOWHERE);
        }
        return fits || always;
      }
      Segment segment = own.add(placed);
      if (fits && own.allRead()) {
        hold(placed.event(), segment);
      } else {
        own.readLater(placed);
        available.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Records that an event that was in memory only is on disk now. */
  void stored(SegmentWriter.Placed placed) {
    lock.lock();
    try {
      Segment segment = own.addLate(placed);
      if (held.replace(placed.event(), segment) == null) {
        segment.unsettled--; // settled meanwhile
        toBeTidied = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether an event is in memory, waiting or being sent. */
  boolean holds(QueuedEvent event) {
    return locked(() -> held.containsKey(event));
  }

  private void hold(QueuedEvent event, Segment segment) {
    held.put(event, segment);
    heldBytes += event.bytes();
    ready.add(event);
    available.signal();
  }

  /** Takes over what another client left. */
  void inherit(OrphanedSpool inheritance) {
    lock.lock();
    try {
      Outbox.Found found = inherited.add(inheritance);
      ledger.recover(found.events(), found.lost());
      inheritance.closing.ifPresent(this::close);
      toBeTidied = true;
    } finally {
      lock.unlock();
    }
  }

  List<Outbox.Found> takeFound() {
    return locked(() -> inherited.takeFound());
  }

  /** Queues this client's own closing record. */
  void closeOwn(QueuedEvent closing) {
    lock.lock();
    try {
      ownClosing = Optional.of(closing);
      close(closing);
    } finally {
      lock.unlock();
    }
  }

  private void close(QueuedEvent closing) {
    ledger.closing();
    hold(closing, NOWHERE);
  }

  /** Returns the own closing record if it is queued and neither acknowledged nor given up. */
  Optional<QueuedEvent> ownClosing() {
    return locked(() -> ownClosing);
  }

  Optional<QueuedEvent> next(Duration timeout) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (ready.isEmpty()) {
        Optional<SegmentRange> part = partToRead();
        if (part.isPresent()) {
          readBack(part.get());
        } else {
          long leftNanos = deadlineNanos - System.nanoTime();
          if (leftNanos <= 0) {
            return Optional.empty();
          }
          available.awaitNanos(leftNanos);
        }
      }
      if (++taken % TURN_EVENTS == 0 && heldBytes < limitBytes) {
        inheritedPart().ifPresent(this::readBack);
      }
      return Optional.of(ready.poll());
    } finally {
      lock.unlock();
    }
  }

  private Optional<SegmentRange> partToRead() {
    if (heldBytes >= limitBytes) {
      return Optional.empty();
    }
    Optional<SegmentRange> ownPart = ownPart();
    Optional<SegmentRange> inheritedPart = inheritedPart();
    ownGoesFirst = !ownGoesFirst;
    return ownGoesFirst ? ownPart.or(() -> inheritedPart) : inheritedPart.or(() -> ownPart);
  }

  private Optional<SegmentRange> ownPart() {
    Optional<SegmentRange> part = own.part();
    own.takeDamaged().forEach(this::dropMissing);
    return part;
  }

  private Optional<SegmentRange> inheritedPart() {
    Optional<SegmentRange> part = inherited.nextPart();
    OptionalLong missing = inherited.takeMissing();
    if (missing.isPresent()) {
      ledger.settleRecovered(0, 0, missing.getAsLong());
      inherited.unseenEnds().forEach(this::close);
      toBeTidied = true;
    }
    return part;
  }

  /** Reads a chunk into memory. Releases the lock while it reads. */
  private void readBack(SegmentRange part) {
    SegmentRange.Chunk chunk;
    lock.unlock();
    try {
      chunk = part.read();
    } finally {
      lock.lock();
    }
    part.segment().damaged |= chunk.damaged();
    Optional<OrphanedSpool> from = part.inheritance();
    if (from.isEmpty()) {
      own.read(chunk).forEach(event -> hold(event, part.segment()));
      return;
    }
    from.get().offset = chunk.to();
    for (QueuedEvent event : chunk.events()) {
      if (!from.get().settled.contains(event.sequence())) {
        from.get().yielded(event);
        hold(event, part.segment());
      }
    }
  }

  /**
   * Drops events of a segment that were unreadable: after it was read, they are neither settled nor
   * in memory.
   */
  private void dropMissing(Segment segment) {
    SequenceSet there = settled();
    for (Map.Entry<QueuedEvent, Segment> one : held.entrySet()) {
      if (one.getValue() == segment) {
        there.add(one.getKey().sequence());
      }
    }
    segment.damaged = false;
    segment
        .sequences
        .without(there)
        .forEach(
            sequence -> {
              segment.unsettled--;
              ledger.drop(sequence);
            });
  }

  /** Returns the numbers of own events that are settled. */
  private SequenceSet settled() {
    SequenceSet settled = new SequenceSet();
    ledger.note(Integer.MAX_VALUE).settled().forEach(one -> settled.add(one.first(), one.last()));
    return settled;
  }

  void retry(QueuedEvent event) {
    lock.lock();
    try {
      if (held.containsKey(event)) {
        ready.addFirst(event);
        available.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  void settle(QueuedEvent event) {
    lock.lock();
    try {
      Segment segment = held.remove(event);
      if (segment == null) {
        return;
      }
      heldBytes -= event.bytes();
      room.signal();
      if (heldBytes < limitBytes && ready.isEmpty()) {
        available.signal();
      }
      if (event.isClosing()) {
        closed(event);
      } else if (segment != NOWHERE) {
        segment.unsettled--;
        toBeTidied = true;
      }
      segment.inheritedSettled.ifPresent(settled -> settled.add(event.sequence()));
      if (event.isRefused()) {
        inherited.refused(event).ifPresent(this::close);
      }
    } finally {
      lock.unlock();
    }
  }

  private void closed(QueuedEvent closing) {
    ledger.closingSettled();
    if (closing.producer().equals(name)) {
      ownClosing = Optional.empty();
    }
    inherited.closed(closing);
    toBeTidied = true;
  }

  /** Waits until an event is settled, at most for the timeout. */
  void awaitRoom(long timeoutNanos) {
    lock.lock();
    try {
      room.awaitNanos(timeoutNanos);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void wake() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether something was settled since the last call of {@link #takeTidying}. */
  boolean isToBeTidied() {
    return locked(() -> toBeTidied);
  }

  /**
   * Returns the same and resets it. Must be called before a note is taken: what is settled after
   * the note then gets into the next note.
   */
  boolean takeTidying() {
    lock.lock();
    try {
      boolean taken = toBeTidied;
      toBeTidied = false;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Removes and returns what can be deleted. */
  OrphanedSpools.Reclaimable leavings() {
    lock.lock();
    try {
      List<Segment> segments = new ArrayList<>();
      own.takeDelivered(segments);
      return inherited.leavings(segments);
    } finally {
      lock.unlock();
    }
  }

  long diskBytes() {
    return locked(() -> own.bytes() + inherited.bytes());
  }

  /** Returns whether own events are on disk that are not settled. */
  boolean hasOwnUnsettled() {
    return locked(() -> own.hasUnsettled());
  }

  /** Returns the numbers of own events that are on disk and not settled. */
  SequenceSet ownUnsettled() {
    SequenceSet settled = settled();
    return locked(() -> own.without(settled));
  }

  List<OrphanedSpool> inheritances() {
    return locked(() -> inherited.all());
  }

  /** Returns the current state of the events that another client had left. */
  Ledger.Note noteOf(OrphanedSpool inheritance) {
    return locked(() -> inheritance.note());
  }

  /** Returns the events that are in memory only, in order. */
  List<QueuedEvent> inMemoryOnly() {
    return locked(
        () ->
            held.entrySet().stream()
                .filter(one -> one.getValue() == NOWHERE && !one.getKey().isClosing())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparingLong(QueuedEvent::sequence))
                .toList());
  }
}
