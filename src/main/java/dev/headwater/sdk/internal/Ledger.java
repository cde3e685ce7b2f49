package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Counts what becomes of events, so that the counts agree at every instant: all under one lock,
 * which is held for no longer than a few additions. Safe for use by any number of threads.
 */
public final class Ledger {

  /**
   * One instant. {@code accepted = delivered + failed + dropped + pending}.
   *
   * @param recovered of those accepted, by an earlier client that left them in the spool
   */
  public record Counts(long accepted, long delivered, long failed, long dropped, long recovered) {}

  /**
   * The events that were emitted here, at one instant.
   *
   * @param settled those that are delivered, failed or dropped: the first ranges of their numbers
   */
  public record Note(long accepted, long dropped, List<SequenceSet.Range> settled) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition settled = lock.newCondition();
  private final SequenceSet settledSequences = new SequenceSet();
  private long emitted;
  private long recovered;
  private long recoveredUnsettled;
  private long delivered;
  private long failed;
  private long dropped;
  private boolean recovering;
  private long droppedOfEmitted;
  private long highestDelivered;
  private long closings;
  private LongConsumer droppedListener = count -> {};

  /**
   * Sets who is told at once, and in order, how many of the events emitted here were dropped in
   * all. It must do no input or output.
   */
  public void onDropped(LongConsumer listener) {
    lock.lock();
    try {
      droppedListener = listener;
    } finally {
      lock.unlock();
    }
  }

  /** How the events emitted here stand: what is settled of them, as ranges of numbers. */
  public Note note(int rangesLimit) {
    lock.lock();
    try {
      return new Note(emitted, droppedOfEmitted, settledSequences.ranges(rangesLimit));
    } finally {
      lock.unlock();
    }
  }

  /** Counts an event that was emitted; returns its sequence number, the first is 1. */
  public long accept() {
    lock.lock();
    try {
      return ++emitted;
    } finally {
      lock.unlock();
    }
  }

  /** How many events were emitted here: the last sequence number. */
  public long emitted() {
    lock.lock();
    try {
      return emitted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether the last event emitted here was dropped or failed. No delivered record has a higher
   * number then, from which a reader of the topic would learn that it is missing.
   */
  public boolean isEndUnseen() {
    lock.lock();
    try {
      return settledSequences.contains(emitted) && highestDelivered < emitted;
    } finally {
      lock.unlock();
    }
  }

  /** A closing record is under way: {@link #awaitSettled} waits for it. It is not counted. */
  public void closing() {
    lock.lock();
    try {
      closings++;
    } finally {
      lock.unlock();
    }
  }

  /** A closing record is acknowledged, or given up. */
  public void closingSettled() {
    lock.lock();
    try {
      closings--;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Until {@link #recovered}, whoever waits for all to be settled waits for what may be found. */
  public void recovering() {
    lock.lock();
    try {
      recovering = true;
    } finally {
      lock.unlock();
    }
  }

  /** All that earlier clients left is counted. */
  public void recovered() {
    lock.lock();
    try {
      recovering = false;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts what an earlier client left.
   *
   * @param events that are to be delivered
   * @param lost further events, which are nowhere any more: dropped at once
   */
  public void recover(long events, long lost) {
    lock.lock();
    try {
      recovered += events + lost;
      recoveredUnsettled += events;
      dropped += lost;
    } finally {
      lock.unlock();
    }
  }

  /** An event that was emitted here is acknowledged. */
  public void deliver(long sequence) {
    lock.lock();
    try {
      delivered++;
      highestDelivered = Math.max(highestDelivered, sequence);
      settle(sequence);
    } finally {
      lock.unlock();
    }
  }

  /** An event that was emitted here is given up. */
  public void fail(long sequence) {
    lock.lock();
    try {
      failed++;
      settle(sequence);
    } finally {
      lock.unlock();
    }
  }

  /** There was no room for an event that was emitted here. */
  public void drop(long sequence) {
    lock.lock();
    try {
      dropped++;
      droppedOfEmitted++;
      droppedListener.accept(droppedOfEmitted);
      settle(sequence);
    } finally {
      lock.unlock();
    }
  }

  /** Events of an earlier client are acknowledged, given up, or turned out to be unreadable. */
  public void settleRecovered(long deliveredNow, long failedNow, long droppedNow) {
    lock.lock();
    try {
      delivered += deliveredNow;
      failed += failedNow;
      dropped += droppedNow;
      recoveredUnsettled -= deliveredNow + failedNow + droppedNow;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void settle(long sequence) {
    settledSequences.add(sequence);
    settled.signalAll();
  }

  public Counts counts() {
    lock.lock();
    try {
      return new Counts(emitted + recovered, delivered, failed, dropped, recovered);
    } finally {
      lock.unlock();
    }
  }

  /** The number up to which all events emitted here are settled. */
  public long completeTo() {
    lock.lock();
    try {
      return settledSequences.completeTo();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was emitted before the call, or recovered, is settled; whether it is. */
  public boolean awaitSettled(Duration timeout) throws InterruptedException {
    long leftNanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      long last = emitted;
      while (recovering
          || recoveredUnsettled > 0
          || closings > 0
          || settledSequences.completeTo() < last) {
        if (leftNanos <= 0) {
          return false;
        }
        leftNanos = settled.awaitNanos(leftNanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
