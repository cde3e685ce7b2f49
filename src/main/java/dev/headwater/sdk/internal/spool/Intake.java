package dev.headwater.sdk.internal.spool;

import dev.headwater.sdk.internal.Ledger;
import dev.headwater.sdk.internal.Outbox.Offer;
import dev.headwater.sdk.internal.QueuedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Writes events from emitting threads to the ring, and passes them to the spooling thread. An event
 * stays in the ring until it is on disk or settled, so an accepted event is always in at least one
 * of the two until it is settled.
 */
final class Intake {

  private static final int BATCH_EVENTS = 4_096;
  private static final int BATCH_BYTES = 1024 * 1024;

  /** An event that the spooling thread has taken and that is still in the ring. */
  static final class Taken {
    final QueuedEvent event;
    private final long end;

    /** On disk. Used by the spooling thread only. */
    boolean stored;

    /** Queued for sending although it is not on disk. Used by the spooling thread only. */
    boolean inMemory;

    private Taken(QueuedEvent event, long end) {
      this.event = event;
      this.end = end;
    }
  }

  private final String producer;
  private final Ring ring;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();
  private boolean spoolerWaits;
  private boolean closed;

  /** Guards {@code readTo}; a thread that emits never holds it. */
  private final Object reading = new Object();

  private long readTo;

  // Used by the spooling thread only.
  private final Deque<Taken> inRing = new ArrayDeque<>();

  Intake(String producer, Ring ring, Ledger ledger) {
    this.producer = producer;
    this.ring = ring;
    this.ledger = ledger;
    this.readTo = ring.head();
    ledger.onDropped(ring::dropped);
  }

  /** Numbers an event and writes it to the ring, or counts it as dropped. */
  Offer offer(byte[] key, byte[] avro) {
    lock.lock();
    try {
      long sequence = ledger.accept();
      if (closed || !ring.append(sequence, key, avro)) {
        // The order matters: a number with neither a drop nor an event would count as lost.
        if (closed) {
          ledger.dropLate(sequence);
        } else {
          ledger.drop(sequence);
        }
        ring.numbered(sequence);
        return closed ? Offer.CLOSED : Offer.FULL;
      }
      if (spoolerWaits) {
        spoolerWaits = false;
        offered.signal();
      }
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait in {@link #take}. */
  void wake() {
    lock.lock();
    try {
      spoolerWaits = false;
      offered.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the next events; empty if none comes in time. */
  List<Taken> take(long timeoutNanos) {
    synchronized (reading) {
      long head = awaitMore(timeoutNanos);
      List<Taken> taken = new ArrayList<>();
      long bytes = 0;
      while (readTo < head && taken.size() < BATCH_EVENTS && bytes < BATCH_BYTES) {
        Ring.Entry entry =
            ring.entry(readTo)
                .orElseThrow(() -> new IllegalStateException("the ring was written over"));
        bytes += entry.end() - readTo;
        readTo = entry.end();
        taken.add(
            new Taken(
                new QueuedEvent(producer, entry.sequence(), entry.key(), entry.avro()),
                entry.end()));
      }
      return taken;
    }
  }

  private long awaitMore(long timeoutNanos) {
    lock.lock();
    try {
      if (ring.head() == readTo && timeoutNanos > 0) {
        spoolerWaits = true;
        offered.awaitNanos(timeoutNanos);
        spoolerWaits = false;
      }
      readTo = Math.max(readTo, ring.tail());
      return ring.head();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return readTo;
    } finally {
      lock.unlock();
    }
  }

  /** Remembers events that stay in the ring. Called by the spooling thread. */
  void keep(List<Taken> taken) {
    inRing.addAll(taken);
  }

  /**
   * Returns the first events that are queued for sending but not on disk. Called by the spooling
   * thread.
   */
  List<Taken> notStored(int most) {
    return inRing.stream().filter(one -> one.inMemory && !one.stored).limit(most).toList();
  }

  /**
   * Frees the ring up to the first event that is neither on disk nor settled. Called by the
   * spooling thread.
   *
   * @param note supplies the note of what is settled; it is stored first if an event that is not on
   *     disk is freed
   */
  void free(Predicate<QueuedEvent> settled, Supplier<Ledger.Note> note) {
    Optional<Taken> last = Optional.empty();
    boolean toBeNoted = false;
    while (!inRing.isEmpty()) {
      Taken first = inRing.element();
      if (!first.stored && !(first.inMemory && settled.test(first.event))) {
        break;
      }
      toBeNoted |= !first.stored;
      last = Optional.of(inRing.remove());
    }
    if (toBeNoted) {
      ring.note(note.get());
    }
    last.ifPresent(one -> ring.free(one.end));
  }

  /** Returns whether the ring is empty. */
  boolean isEmpty() {
    lock.lock();
    try {
      return ring.tail() == ring.head();
    } finally {
      lock.unlock();
    }
  }
}
