package dev.headwater.stream;

import dev.headwater.engine.Worklist;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import dev.headwater.stream.StreamCounts.Outcome;
import dev.headwater.stream.StreamCounts.Reason;
import dev.headwater.stream.StreamCounts.Source;
import dev.headwater.stream.store.GraphState;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * What one task has done since its latest commit. It becomes part of {@link StreamCounts} when the
 * task runs again after the commit: a task whose commit fails does not run again, it begins anew
 * with counts of its own. An event costs an addition and an entry in an array. Not thread-safe.
 */
final class TaskCounts {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final StreamCounts all;
  private final boolean on;
  private final long[][] events = new long[StreamCounts.UNKNOWN + 1][Outcome.values().length];
  private final long[][] alerts = new long[RuleName.values().length][AlertStatus.values().length];
  private final long[][] quarantined = new long[Source.values().length][Reason.values().length];
  private final Moments arrivals = new Moments();
  private final Moments causesOfAlerts = new Moments();
  private final Growth steps = new Growth();
  private final Growth rowsAtHand = new Growth();
  private final Growth rowsRead = new Growth();

  TaskCounts(StreamCounts all) {
    this.all = all;
    this.on = all.isOn();
  }

  /** Counts a new event; {@code arrivedMillis} is the timestamp of its record. */
  void taken(EventType type, long arrivedMillis) {
    if (on) {
      events[type.ordinal()][Outcome.TAKEN.ordinal()]++;
      arrivals.add(arrivedMillis);
    }
  }

  /** Counts an event that was taken before. */
  void duplicate(EventType type) {
    events[type.ordinal()][Outcome.DUPLICATE.ordinal()]++;
  }

  /** Counts an event that goes to quarantine because its id is taken. */
  void conflict(EventType type, Source source) {
    events[type.ordinal()][Outcome.QUARANTINED.ordinal()]++;
    quarantined[source.ordinal()][Reason.ID_TAKEN.ordinal()]++;
  }

  /** Counts a record of the events topic that goes to quarantine because it is no valid event. */
  void unreadable(Reason reason) {
    events[StreamCounts.UNKNOWN][Outcome.QUARANTINED.ordinal()]++;
    quarantined[Source.EVENTS.ordinal()][reason.ordinal()]++;
  }

  /** Counts the alerts that leave the task. */
  void sent(Worklist.Outcome outcome) {
    if (on) {
      for (Alert alert : outcome.alerts()) {
        alerts[alert.rule().ordinal()][alert.status().ordinal()]++;
      }
      outcome.alertCausesMillis().forEach(causesOfAlerts::add);
    }
  }

  /** Must be called when the task has written what belongs to a commit. */
  void committing(Worklist worklist, GraphState state) {
    steps.reached(worklist.steps());
    rowsAtHand.reached(state.rowsAtHand());
    rowsRead.reached(state.rowsRead());
  }

  /**
   * Must be called after the commit, before the task counts anything else: publishes the counts.
   */
  void committed(long nowMillis, long tookNanos) {
    if (!on) {
      return;
    }
    all.commits().record(tookNanos / NANOS_PER_MICRO);
    arrivals.drain(then -> all.eventToCommit().record((nowMillis - then) * MICROS_PER_MILLI));
    causesOfAlerts.drain(then -> all.eventToAlert().record((nowMillis - then) * MICROS_PER_MILLI));
    all.commands().add(steps.take());
    all.rowsAtHand().add(rowsAtHand.take());
    all.rowsRead().add(rowsRead.take());
    drain(events, all::addEvents);
    drain(alerts, all::addAlerts);
    drain(quarantined, all::addQuarantined);
  }

  private interface Adder {
    void add(int row, int column, long count);
  }

  private static void drain(long[][] counts, Adder to) {
    for (int row = 0; row < counts.length; row++) {
      for (int column = 0; column < counts[row].length; column++) {
        if (counts[row][column] != 0) {
          to.add(row, column, counts[row][column]);
          counts[row][column] = 0;
        }
      }
    }
  }

  /** How much a number that only grows has grown since it was taken last. */
  private static final class Growth {
    private long reached;
    private long taken;

    void reached(long number) {
      reached = number;
    }

    long take() {
      long growth = reached - taken;
      taken = reached;
      return growth;
    }
  }

  /** Moments that wait for the commit, up to a limit; later ones are left out. */
  private static final class Moments {
    private static final int FIRST = 256;

    /** This many take 512 KiB. */
    private static final int MOST = 65_536;

    private long[] millis = new long[FIRST];
    private int size;

    void add(long moment) {
      if (size == millis.length) {
        if (size == MOST) {
          return;
        }
        millis = Arrays.copyOf(millis, 2 * size);
      }
      millis[size++] = moment;
    }

    void drain(LongConsumer to) {
      for (int i = 0; i < size; i++) {
        to.accept(millis[i]);
      }
      size = 0;
    }
  }
}
