package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;

/**
 * Counts the outcomes of events, so that the counts are consistent at every instant. One lock
 * guards all counts; it is held only for a few additions. Safe for use by any number of threads.
 */
public final class Ledger {

  /**
   * The counts at one instant: {@code accepted = delivered + failed + dropped + pending}.
   *
   * @param recovered accepted events that an earlier client had accepted: those that it left in the
   *     spool, and those that exist nowhere any more
   */
  public record Counts(long accepted, long delivered, long failed, long dropped, long recovered) {}

  /**
   * The state of the events that were emitted here, at one instant.
   *
   * @param settled the first ranges of the numbers of events that are delivered, failed or dropped
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

  /** How many dropped events are told, or will be told by whoever dropped them. */
  private long droppedTold;

  private long highestDelivered;
  private long closings;
  private LongConsumer droppedListener = count -> {};

  /**
   * Sets a listener. It receives the total number of dropped events of those emitted here, at once
   * and in order. It must do no I/O.
   */
  public void onDropped(LongConsumer listener) {
    lock.lock();
    try {
      droppedListener = listener;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the state of the events emitted here, with at most {@code rangesLimit} ranges of
   * settled numbers.
   */
  public Note note(int rangesLimit) {
    lock.lock();
    try {
      return new Note(emitted, droppedOfEmitted, settledSequences.ranges(rangesLimit));
    } finally {
      lock.unlock();
    }
  }

  /** Counts an event that was emitted and returns its sequence number. The first number is 1. */
  public long accept() {
    lock.lock();
    try {
      return ++emitted;
    } finally {
      lock.unlock();
    }
  }

  /** Returns how many events were emitted here, which is the last sequence number. */
  public long emitted() {
    lock.lock();
    try {
      return emitted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns whether the last event emitted here was dropped or failed. No delivered record has a
   * higher number then, so a reader of the topic cannot see that the event is missing.
   */
  public boolean isEndUnseen() {
    lock.lock();
    try {
      return settledSequences.contains(emitted) && highestDelivered < emitted;
    } finally {
      lock.unlock();
    }
  }

  /** A closing record is being sent. {@link #awaitSettled} waits for it. It is not counted. */
  public void closing() {
    lock.lock();
    try {
      closings++;
    } finally {
      lock.unlock();
    }
  }

  /** A closing record is acknowledged or given up. */
  public void closingSettled() {
    lock.lock();
    try {
      closings--;
      settled.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The search for events of earlier clients begins. Until {@link #recovered}, {@link
   * #awaitSettled} waits for what it may find.
   */
  public void recovering() {
    lock.lock();
    try {
      recovering = true;
    } finally {
      lock.unlock();
    }
  }

  /** All events that earlier clients left are counted. */
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
   * @param events how many events are to be delivered
   * @param lost how many further events exist nowhere any more; counted as dropped at once. The
   *     caller tells of them
   */
  public void recover(long events, long lost) {
    lock.lock();
    try {
      recovered += events + lost;
      recoveredUnsettled += events;
      dropped += lost;
      droppedTold += lost;
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

  /** An event that was emitted here has failed. */
  public void fail(long sequence) {
    lock.lock();
    try {
      failed++;
      settle(sequence);
    } finally {
      lock.unlock();
    }
  }

  /**
   * An event that was emitted here is dropped: there was no room for it, or it cannot be read back.
   */
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

  /**
   * An event that was emitted here is dropped, because the client is closed. The caller tells of
   * it.
   */
  public void dropLate(long sequence) {
    lock.lock();
    try {
      droppedTold++;
      drop(sequence);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many events were dropped since the last call, without those of which the caller of
   * {@link #recover} or {@link #dropLate} tells. Each dropped event is told of once, whatever other
   * threads do meanwhile.
   */
  public long takeDropped() {
    lock.lock();
    try {
      long untold = dropped - droppedTold;
      droppedTold = dropped;
      return untold;
    } finally {
      lock.unlock();
    }
  }

  /** Events of an earlier client are acknowledged, given up or, if they are unreadable, dropped. */
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

  /** Returns the number up to which all events emitted here are settled. */
  public long completeTo() {
    lock.lock();
    try {
      return settledSequences.completeTo();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until every event emitted before the call, and every recovered event, is settled. Returns
   * whether all are.
   */
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
