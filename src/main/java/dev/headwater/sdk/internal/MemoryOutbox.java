package dev.headwater.sdk.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An outbox in memory, bounded in bytes. Events that are sent and not yet acknowledged count too.
 */
public final class MemoryOutbox implements Outbox {

  private final String producer;
  private final long limitBytes;
  private final Ledger ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition offered = lock.newCondition();
  private final ArrayDeque<QueuedEvent> waiting = new ArrayDeque<>();
  private final Set<QueuedEvent> unsettled = new LinkedHashSet<>();
  private long heldBytes;
  private boolean closed;

  /**
   * Creates an empty outbox.
   *
   * @param producer the instance that numbers the events
   */
  public MemoryOutbox(String producer, long limitBytes, Ledger ledger) {
    this.producer = producer;
    this.limitBytes = limitBytes;
    this.ledger = ledger;
  }

  @Override
  public Offer offer(byte[] key, byte[] avro) {
    lock.lock();
    try {
      QueuedEvent event = new QueuedEvent(producer, ledger.accept(), key, avro);
      if (closed || heldBytes + event.bytes() > limitBytes) {
        if (closed) {
          ledger.dropLate(event.sequence());
          return Offer.CLOSED;
        }
        ledger.drop(event.sequence());
        return Offer.FULL;
      }
      add(event);
      return Offer.TAKEN;
    } finally {
      lock.unlock();
    }
  }

  private void add(QueuedEvent event) {
    heldBytes += event.bytes();
    unsettled.add(event);
    waiting.add(event);
    offered.signal();
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
        heldBytes -= event.bytes();
        if (event.isClosing()) {
          ledger.closingSettled();
        }
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
  public List<Found> takeFound() {
    return List.of();
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
  public void tellEnd(QueuedEvent closing) {
    lock.lock();
    try {
      ledger.closing();
      add(closing);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Remainder end(Duration patience) {
    lock.lock();
    try {
      return new Remainder(0, unsettled.stream().filter(event -> !event.isClosing()).toList());
    } finally {
      lock.unlock();
    }
  }
}
