package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An outbox in memory, bounded in bytes; what is sent and not yet acknowledged counts. */
public final class MemoryOutbox implements Outbox {

  private final long limitBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();
  private final Condition settled = lock.newCondition();
  private final ArrayDeque<QueuedEvent> waiting = new ArrayDeque<>();

  /** By the number of the offer, in that order, which is what a flush waits by. */
  private final Map<QueuedEvent, Long> unsettled = new LinkedHashMap<>();

  private long heldBytes;
  private long offers;
  private boolean closed;

  public MemoryOutbox(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  @Override
  public Offer offer(QueuedEvent event) {
    lock.lock();
    try {
      if (closed) {
        return Offer.CLOSED;
      }
      if (heldBytes + event.queueBytes() > limitBytes) {
        return Offer.FULL;
      }
      heldBytes += event.queueBytes();
      unsettled.put(event, ++offers);
      waiting.add(event);
      offered.signal();
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<QueuedEvent> next(Duration timeout) throws InterruptedException {
    long leftNanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        if (leftNanos <= 0) {
          return Optional.empty();
        }
        leftNanos = offered.awaitNanos(leftNanos);
      }
      return Optional.of(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void retry(QueuedEvent event) {
    lock.lock();
    try {
      if (unsettled.containsKey(event)) {
        waiting.addFirst(event);
        offered.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void settle(QueuedEvent event) {
    lock.lock();
    try {
      if (unsettled.remove(event) != null) {
        heldBytes -= event.queueBytes();
        settled.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitSettled(Duration timeout) throws InterruptedException {
    long leftNanos = timeout.toNanos();
    lock.lockInterruptibly();
    try {
      long last = offers;
      while (oldestOffer() <= last) {
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

  private long oldestOffer() {
    return unsettled.isEmpty() ? Long.MAX_VALUE : unsettled.values().iterator().next();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<QueuedEvent> unsettled() {
    lock.lock();
    try {
      return List.copyOf(unsettled.keySet());
    } finally {
      lock.unlock();
    }
  }
}
