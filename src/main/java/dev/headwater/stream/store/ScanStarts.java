package dev.headwater.stream.store;

import dev.headwater.engine.Timer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Remembers, for one partition, where the rows begin that a task removes from the front: timers and
 * held alerts. A scan from an earlier key would have to skip all removed rows, because the store
 * keeps a tombstone of each for a long time: with a million of them, each scan takes a second. The
 * task writes this object, any thread reads it.
 */
public final class ScanStarts {
  private final SpreadEvents spreads = new SpreadEvents();

  /** The bounds for readers. They hold for the rows before and after the flush that is running. */
  private volatile Front shown = new Front(0, Keys.tag(Keys.HELD));

  /** The bounds for the task; they include changes that are not written yet. */
  private Front now = shown;

  /**
   * Whether timers have been taken whose effects are not committed yet. They are no rows any more,
   * and what they cause may not be in any topic yet.
   */
  private volatile boolean timersUnderWay;

  private record Front(long timerMillis, Bytes held) {
    Front lower(Front other) {
      return new Front(
          Math.min(timerMillis, other.timerMillis),
          held.compareTo(other.held) <= 0 ? held : other.held);
    }
  }

  /** The events of the partition that are being spread. */
  public SpreadEvents spreads() {
    return spreads;
  }

  /** Must be called when a timer is set. */
  void add(Timer timer) {
    if (timer.dueMillis() < now.timerMillis) {
      now = new Front(timer.dueMillis(), now.held);
    }
  }

  /** Must be called when an alert is held back. */
  void hold(Bytes key) {
    if (key.compareTo(now.held) < 0) {
      now = new Front(now.timerMillis, key);
    }
  }

  /** Must be called when all timers that are due before {@code millis} have been removed. */
  void timersTakenBefore(long millis) {
    now = new Front(millis, now.held);
  }

  /** Must be called when timers are taken that readers wait for, before their rows are deleted. */
  void timersTaken() {
    timersUnderWay = true;
  }

  /** Must be called when a transaction has ended, with all that was taken before. */
  void committed() {
    if (timersUnderWay) {
      timersUnderWay = false;
    }
  }

  /**
   * Whether timers have been taken whose effects are not committed yet. Readers must ask this after
   * they have read the rows of timers: then each timer is a row, or under way, or what it caused is
   * in the rows and the topics.
   */
  boolean areTimersUnderWay() {
    return timersUnderWay;
  }

  /** Must be called when all held alerts under smaller keys have been removed. */
  void heldTakenBefore(Bytes key) {
    now = new Front(now.timerMillis, key);
  }

  /** Must be called before the rows are written. */
  void beforeFlush() {
    shown = shown.lower(now);
  }

  /** Must be called after the rows have been written, and can be while there are none to write. */
  void afterFlush() {
    if (shown != now) {
      shown = now;
    }
  }

  /** A lower bound for the times at which timers are due, for the task. */
  long timerMillis() {
    return now.timerMillis;
  }

  /** A lower bound for the keys of held alerts, for the task. */
  Bytes held() {
    return now.held;
  }

  /** A lower bound for the times at which timers are due, for readers. */
  long shownTimerMillis() {
    return shown.timerMillis;
  }

  /** A lower bound for the keys of held alerts, for readers. */
  Bytes shownHeld() {
    return shown.held;
  }
}
