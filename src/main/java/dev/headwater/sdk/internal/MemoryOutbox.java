package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** An outbox in memory, bounded in bytes; what is sent and not yet acknowledged counts. */
public final class MemoryOutbox implements Outbox {

  private static final int BEHIND_SHARE = 8;

  private final long limitBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();
  private final ArrayDeque<QueuedEvent> waiting = new ArrayDeque<>();
  private final Set<QueuedEvent> unsettled = new LinkedHashSet<>();
  private volatile long heldBytes;
  private boolean closed;

  public MemoryOutbox(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** What is not encoded takes several times as much. */
  @Override
  public boolean isBehind() {
    return heldBytes > limitBytes / BEHIND_SHARE;
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
      heldBytes = heldBytes + event.queueBytes();
      unsettled.add(event);
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
      if (unsettled.contains(event)) {
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
      if (unsettled.remove(event)) {
        heldBytes = heldBytes - event.queueBytes();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long diskBytes() {
    return 0;
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
  public Remainder end(Duration patience) {
    lock.lock();
    try {
      return new Remainder(0, List.copyOf(unsettled));
    } finally {
      lock.unlock();
    }
  }
}
