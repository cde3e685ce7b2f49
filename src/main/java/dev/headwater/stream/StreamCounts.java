package dev.headwater.stream;

import dev.headwater.model.AlertStatus;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the tasks of this instance have done since its start, for metrics. A task adds to it after a
 * commit, so what an aborted transaction did is not in it. Neither is what a task committed last
 * before it left this instance. Thread-safe.
 */
public final class StreamCounts {

  /** What became of an event. */
  public enum Outcome {
    /** It was new, and is in the state. */
    TAKEN,
    /** An event with its id and content was taken before. */
    DUPLICATE,
    /** It is not valid, or another event has its id. */
    QUARANTINED
  }

  /** Why a record or an event went to quarantine. */
  public enum Reason {
    /** Its bytes are not those of an event. */
    UNDECODABLE,
    /** A value in it breaks a rule. */
    INVALID,
    /** Another event with other content has its id. */
    ID_TAKEN
  }

  /** The topic that a quarantined record was read from. */
  public enum Source {
    EVENTS,
    GRAPH
  }

  /**
   * @param type of the event; "UNKNOWN" for a record that could not be read
   */
  public record Event(String type, Outcome outcome) {}

  /** What an alert said when it was sent. */
  public record Sent(RuleName rule, AlertStatus status) {}

  /** Where a record was quarantined, and why. */
  public record Quarantined(Source source, Reason reason) {}

  /** The type of an event that could not be read. */
  static final int UNKNOWN = EventType.values().length;

  private final boolean on;
  private final Map<Event, LongAdder> events = new LinkedHashMap<>();
  private final Map<Sent, LongAdder> alerts = new LinkedHashMap<>();
  private final Map<Quarantined, LongAdder> quarantined = new LinkedHashMap<>();
  private final LongAdder commands = new LongAdder();
  private final LongAdder rowsAtHand = new LongAdder();
  private final LongAdder rowsRead = new LongAdder();
  private final Latencies eventToCommit = new Latencies();
  private final Latencies eventToAlert = new Latencies();
  private final Latencies commits = new Latencies();

  public StreamCounts() {
    this(true);
  }

  private StreamCounts(boolean on) {
    this.on = on;
    for (int type = 0; type <= UNKNOWN; type++) {
      for (Outcome outcome : Outcome.values()) {
        if (type != UNKNOWN || outcome == Outcome.QUARANTINED) {
          events.put(new Event(name(type), outcome), new LongAdder());
        }
      }
    }
    for (RuleName rule : RuleName.values()) {
      for (AlertStatus status : AlertStatus.values()) {
        alerts.put(new Sent(rule, status), new LongAdder());
      }
    }
    for (Source source : Source.values()) {
      for (Reason reason : Reason.values()) {
        if (source == Source.EVENTS || reason == Reason.ID_TAKEN) {
          quarantined.put(new Quarantined(source, reason), new LongAdder());
        }
      }
    }
  }

  /** Counts nothing, at no cost. */
  public static StreamCounts off() {
    return new StreamCounts(false);
  }

  /** Whether anything is counted. */
  public boolean isOn() {
    return on;
  }

  /** Events by type and outcome; an entry for each possible pair. */
  public Map<Event, LongAdder> events() {
    return Collections.unmodifiableMap(events);
  }

  /** Alerts that were sent; an entry for each possible pair. */
  public Map<Sent, LongAdder> alerts() {
    return Collections.unmodifiableMap(alerts);
  }

  /** Records and events that were put to quarantine; an entry for each possible pair. */
  public Map<Quarantined, LongAdder> quarantined() {
    return Collections.unmodifiableMap(quarantined);
  }

  /** Commands that the engine has handled, whether they came through a topic or not. */
  public LongAdder commands() {
    return commands;
  }

  /** How often the row of an asset was in memory when a task needed it. */
  public LongAdder rowsAtHand() {
    return rowsAtHand;
  }

  /** How often the row of an asset had to be read from the store. */
  public LongAdder rowsRead() {
    return rowsRead;
  }

  /** From the record of a taken event to the commit of its state. */
  public Latencies eventToCommit() {
    return eventToCommit;
  }

  /**
   * From the record of the event that caused an alert to the commit of the alert's record. For an
   * alert that a timer caused it is from the moment when the timer was due. Alerts that were held
   * back are not in it.
   */
  public Latencies eventToAlert() {
    return eventToAlert;
  }

  /** How long commits take, what a task writes for them included. */
  public Latencies commits() {
    return commits;
  }

  /** Begins to count for a task that starts. */
  TaskCounts ofTask() {
    return new TaskCounts(this);
  }

  void addEvents(int type, int outcome, long count) {
    events.get(new Event(name(type), Outcome.values()[outcome])).add(count);
  }

  void addAlerts(int rule, int status, long count) {
    alerts.get(new Sent(RuleName.values()[rule], AlertStatus.values()[status])).add(count);
  }

  void addQuarantined(int source, int reason, long count) {
    quarantined.get(new Quarantined(Source.values()[source], Reason.values()[reason])).add(count);
  }

  private static String name(int type) {
    return type == UNKNOWN ? "UNKNOWN" : EventType.values()[type].name();
  }
}
