package dev.headwater.stream.store;

import dev.headwater.engine.Timer;
import org.apache.kafka.common.utils.Bytes;

/**
 * Where in one partition the rows begin that are taken away from the front, timers and held alerts.
 * A scan that began before would have to pass all that was taken, which the store keeps a mark of
 * for long: with a million of them it takes a second, at each look. Written by the task, read by
 * anyone.
 */
public final class Fronts {
  private final SpreadEvents spreads = new SpreadEvents();

  /** What readers may rely on, whether they see the rows of the last flush or not. */
  private volatile Front shown = new Front(0, Keys.tag(Keys.HELD));

  /** What the task knows, with what it has not written yet. */
  private Front now = shown;

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

  /** A timer is set. */
  void add(Timer timer) {
    if (timer.dueMillis() < now.timerMillis) {
      now = new Front(timer.dueMillis(), now.held);
    }
  }

  /** An alert is held back. */
  void hold(Bytes key) {
    if (key.compareTo(now.held) < 0) {
      now = new Front(now.timerMillis, key);
    }
  }

  /** All timers that were due before then are taken. */
  void timersTakenBefore(long millis) {
    now = new Front(millis, now.held);
  }

  /** All alerts held back under lesser keys are taken. */
  void heldTakenBefore(Bytes key) {
    now = new Front(now.timerMillis, key);
  }

  /** The rows are about to be written. */
  void beforeFlush() {
    shown = shown.lower(now);
  }

  /** The rows have been written. */
  void afterFlush() {
    shown = now;
  }

  /** No timer is due earlier; of what the task knows. */
  long timerMillis() {
    return now.timerMillis;
  }

  /** No alert that is held back has a lesser key; of what the task knows. */
  Bytes held() {
    return now.held;
  }

  /** No timer is due earlier; of what readers see. */
  long shownTimerMillis() {
    return shown.timerMillis;
  }

  /** No alert that is held back has a lesser key; of what readers see. */
  Bytes shownHeld() {
    return shown.held;
  }
}
