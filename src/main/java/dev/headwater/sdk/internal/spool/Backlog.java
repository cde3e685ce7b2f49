package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox;
import dev.headwater.sdk.internal.QueuedEvent;
import dev.headwater.sdk.internal.SequenceSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The events that are to be sent or under way: in memory as far as they fit, the rest on disk only,
 * to be read back in chunks. Safe for use by the spooling thread, the sender's and the transport's.
 */
final class Backlog {

  /**
   * What has no unsettled event any more.
   *
   * @param segments to be deleted
   * @param finished inheritances of which nothing is left after that
   */
  record Leavings(List<Segment> segments, List<Inheritance> finished) {}

  /** After so many events, an inheritance gets its turn, though there are own events to send. */
  private static final int TURN_EVENTS = 1_024;

  /** Of events that are not on disk. */
  private static final Segment NOWHERE = new Segment(Path.of(""), "", 0);

  private final long limitBytes;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition available = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final ArrayDeque<QueuedEvent> ready = new ArrayDeque<>();
  private final NavigableMap<Long, Segment> own = new TreeMap<>();
  private final Deque<Inheritance> inherited = new ArrayDeque<>();

  /** What is in memory, ready or under way, and where on disk it is. */
  private final Map<QueuedEvent, Segment> held = new IdentityHashMap<>();

  private long heldBytes;
  private long taken;
  private boolean toBeTidied;
  private boolean ownGoesFirst;

  private final Unread unread = new Unread();

  Backlog(long limitBytes, Ledger ledger) {
    this.limitBytes = limitBytes;
    this.ledger = ledger;
  }

  /**
   * Puts an event in line.
   *
   * @param always even if it is in memory only, and there is no room
   * @return false if it was not put in line, for want of room
   */
  boolean place(OwnLog.Placed placed, boolean always) {
    lock.lock();
    try {
      boolean fits = held.isEmpty() || heldBytes + placed.event().encodedBytes() <= limitBytes;
      if (!placed.isStored()) {
        if (fits || always) {
          hold(placed.event(), NOWHERE);
        }
        return fits || always;
      }
      Segment segment = placed.segment();
      own.put(segment.number, segment);
      segment.bytes = placed.end();
      segment.unsettled++;
      segment.sequences.add(placed.event().sequence());
      if (fits && unread.isEmpty()) {
        hold(placed.event(), segment);
      } else {
        unread.add(placed);
        available.signal();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void hold(QueuedEvent event, Segment segment) {
    held.put(event, segment);
    heldBytes += event.encodedBytes();
    ready.add(event);
    available.signal();
  }

  /** Takes over what another client has left. */
  void inherit(Inheritance inheritance) {
    lock.lock();
    try {
      long events = inheritance.left.stream().mapToLong(segment -> segment.unsettled).sum();
      ledger.recover(events, inheritance.lost);
      inherited.add(inheritance);
      toBeTidied = true;
    } finally {
      lock.unlock();
    }
  }

  Optional<QueuedEvent> next(Duration timeout) throws InterruptedException {
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (ready.isEmpty()) {
        Optional<Part> part = partToRead();
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

  private Optional<Part> partToRead() {
    if (heldBytes >= limitBytes) {
      return Optional.empty();
    }
    Optional<Part> ownPart = ownPart();
    Optional<Part> inheritedPart = inheritedPart();
    ownGoesFirst = !ownGoesFirst;
    return ownGoesFirst ? ownPart.or(() -> inheritedPart) : inheritedPart.or(() -> ownPart);
  }

  private Optional<Part> ownPart() {
    Optional<Part> part = unread.part(own);
    for (Segment damaged : unread.takeDamaged()) {
      dropMissing(damaged);
    }
    return part;
  }

  private Optional<Part> inheritedPart() {
    for (Inheritance one : inherited) {
      Optional<Part> part = one.nextPart();
      OptionalLong missing = one.takeMissing();
      if (missing.isPresent()) {
        ledger.settleRecovered(0, 0, missing.getAsLong());
        toBeTidied = true;
      }
      if (part.isPresent()) {
        return part;
      }
    }
    return Optional.empty();
  }

  /** Reads a chunk into memory; without the lock meanwhile. */
  private void readBack(Part part) {
    Part.Chunk chunk;
    lock.unlock();
    try {
      chunk = part.read();
    } finally {
      lock.lock();
    }
    part.segment().damaged |= chunk.damaged();
    Optional<Inheritance> from = part.inheritance();
    if (from.isEmpty()) {
      unread.readTo(chunk.to());
      chunk.events().forEach(event -> hold(event, part.segment()));
      return;
    }
    from.get().offset = chunk.to();
    for (QueuedEvent event : chunk.events()) {
      if (!from.get().settled.contains(event.sequence())) {
        from.get().yielded++;
        hold(event, part.segment());
      }
    }
  }

  /** What is neither settled nor in memory after its segment was read is on a bad part of it. */
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

  /** Of the own events. */
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
      heldBytes -= event.encodedBytes();
      room.signal();
      if (heldBytes < limitBytes && ready.isEmpty()) {
        available.signal();
      }
      if (segment != NOWHERE) {
        segment.unsettled--;
        toBeTidied = true;
      }
      segment.inheritedSettled.ifPresent(settled -> settled.add(event.sequence()));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something is settled. */
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

  /** Whether something was settled since {@link #takeTidying} was asked last. */
  boolean isToBeTidied() {
    lock.lock();
    try {
      return toBeTidied;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The same, and begins anew. To be asked before what is settled is noted: what is settled after
   * the note is noted next time.
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

  /** Takes out what can go. */
  Leavings leavings() {
    lock.lock();
    try {
      List<Segment> segments = new ArrayList<>();
      List<Inheritance> finished = new ArrayList<>();
      takeDelivered(own.values().iterator(), segments);
      Iterator<Inheritance> all = inherited.iterator();
      while (all.hasNext()) {
        Inheritance one = all.next();
        takeDelivered(one.left.iterator(), segments);
        if (one.left.isEmpty()) {
          finished.add(one);
          all.remove();
        }
      }
      return new Leavings(segments, finished);
    } finally {
      lock.unlock();
    }
  }

  private static void takeDelivered(Iterator<Segment> segments, List<Segment> taken) {
    while (segments.hasNext()) {
      Segment segment = segments.next();
      if (segment.complete && segment.unsettled == 0) {
        taken.add(segment);
        segments.remove();
      }
    }
  }

  long diskBytes() {
    lock.lock();
    try {
      long bytes = own.values().stream().mapToLong(segment -> segment.bytes).sum();
      for (Inheritance one : inherited) {
        bytes += one.left.stream().mapToLong(segment -> segment.bytes).sum();
      }
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Whether no own event is on disk any more. */
  boolean isOwnEmpty() {
    lock.lock();
    try {
      return own.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The numbers of own events that are on disk and not settled. */
  SequenceSet ownUnsettled() {
    SequenceSet settled = settled();
    SequenceSet unsettled = new SequenceSet();
    lock.lock();
    try {
      for (Segment segment : own.values()) {
        segment.sequences.without(settled).forEach(unsettled::add);
      }
    } finally {
      lock.unlock();
    }
    return unsettled;
  }

  List<Inheritance> inheritances() {
    lock.lock();
    try {
      return List.copyOf(inherited);
    } finally {
      lock.unlock();
    }
  }

  /** How what another client had left stands now. */
  Ledger.Note noteOf(Inheritance inheritance) {
    lock.lock();
    try {
      return new Ledger.Note(
          inheritance.accepted, 0, inheritance.settled.ranges(Integer.MAX_VALUE));
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is left.
   *
   * @param offered and not even placed
   */
  Outbox.Remainder remainder(List<QueuedEvent> offered) {
    lock.lock();
    try {
      long kept = own.values().stream().mapToLong(segment -> segment.unsettled).sum();
      for (Inheritance one : inherited) {
        kept += one.left.stream().mapToLong(segment -> segment.unsettled).sum();
      }
      List<QueuedEvent> lost = new ArrayList<>(offered);
      held.forEach(
          (event, segment) -> {
            if (segment == NOWHERE) {
              lost.add(event);
            }
          });
      lost.sort((one, other) -> Long.compare(one.sequence(), other.sequence()));
      return new Outbox.Remainder(kept, lost);
    } finally {
      lock.unlock();
    }
  }
}
