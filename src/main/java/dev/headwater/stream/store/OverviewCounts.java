package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Node;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * Counts for the overview while rows change, so that reading it takes the same time for any number
 * of assets. Differences are kept in memory; {@link #write} adds them to the counters, each of
 * which it reads and writes at most once. The rows of the counters belong to the same flush, and
 * the same transaction, as the rows that they count. Not thread-safe.
 */
final class OverviewCounts {
  /** For how many hours events are counted, the current one included. */
  static final int HOURS = 48;

  private static final byte[] EMPTY = new byte[0];

  /** The place after the types of events. */
  private static final int QUARANTINED = EventType.values().length;

  private record Kind(RuleName rule, Severity severity) {}

  private record Cause(RuleName rule, Asset origin) {}

  private final OverlaidRows rows;
  private final Map<String, AssetTally> assets = new TreeMap<>();
  private final Map<Kind, Long> alerts = new HashMap<>();
  private final Map<Cause, Long> causes = new HashMap<>();

  /** By hour: the number of events of each type, and then of quarantined ones. */
  private final Map<Long, long[]> hours = new TreeMap<>();

  /** The hour at which rows of other hours were removed last. */
  private long sweptHour = Long.MIN_VALUE;

  OverviewCounts(OverlaidRows rows) {
    this.rows = rows;
  }

  /** Counts the change of an asset's row. */
  void node(Optional<Node> before, Node after) {
    AssetTally change =
        AssetTally.of(after).minus(before.map(AssetTally::of).orElse(AssetTally.NOTHING));
    if (!change.equals(AssetTally.NOTHING)) {
      assets.merge(after.asset().namespace(), change, AssetTally::plus);
    }
    Optional<TrainedModel> was = before.flatMap(OverviewCounts::trained);
    Optional<TrainedModel> is = trained(after);
    if (!was.equals(is)) {
      was.ifPresent(model -> rows.put(OverviewRows.trained(model), null));
      is.ifPresent(model -> rows.put(OverviewRows.trained(model), EMPTY));
    }
  }

  private static Optional<TrainedModel> trained(Node node) {
    return node.latestTraining().map(latest -> new TrainedModel(node.asset(), latest));
  }

  /** Counts the change of an alert. */
  void alert(Optional<AlertState> before, AlertState after) {
    Optional<Alert> was = before.flatMap(OverviewCounts::open);
    Optional<Alert> is = open(after);
    boolean same =
        was.isPresent()
            && is.isPresent()
            && was.get().severity() == is.get().severity()
            && was.get().openedAt().equals(is.get().openedAt());
    if (!same) {
      was.ifPresent(alert -> count(alert, -1));
      is.ifPresent(alert -> count(alert, 1));
    }
  }

  /** The alert, if readers see it as open. */
  private static Optional<Alert> open(AlertState state) {
    return Optional.of(state.alert())
        .filter(alert -> state.isVisible() && alert.status() == AlertStatus.OPEN);
  }

  private void count(Alert alert, long sign) {
    alerts.merge(new Kind(alert.rule(), alert.severity()), sign, Long::sum);
    if (alert.rule().isInherited()) {
      causes.merge(new Cause(alert.rule(), (Asset) alert.origin()), sign, Long::sum);
    }
    Bytes row = Keys.alert(alert.key());
    rows.put(OverviewRows.opened(alert), sign > 0 ? row.get() : null);
  }

  /** Counts an event that was taken. */
  void taken(EventType type, long arrivedMillis) {
    count(type.ordinal(), arrivedMillis);
  }

  /** Counts a record or an event that was put to quarantine. */
  void quarantined(long arrivedMillis) {
    count(QUARANTINED, arrivedMillis);
  }

  private void count(int what, long arrivedMillis) {
    hours
        .computeIfAbsent(HourTally.hourOf(arrivedMillis), hour -> new long[QUARANTINED + 1])[
        what]++;
  }

  /** How many counters have unwritten differences, at most. */
  int unwritten() {
    return assets.size() + alerts.size() + causes.size() + hours.size();
  }

  /** Adds the differences to the rows. */
  void write(long nowMillis) {
    writeAssets();
    writeAlerts();
    causes.forEach(this::write);
    causes.clear();
    writeHours(HourTally.hourOf(nowMillis));
  }

  private void writeAssets() {
    AssetTally all = AssetTally.NOTHING;
    for (Map.Entry<String, AssetTally> change : assets.entrySet()) {
      add(OverviewRows.namespace(change.getKey()), change.getValue());
      all = all.plus(change.getValue());
    }
    add(Keys.tag(Keys.TOTALS), all);
    assets.clear();
  }

  private void add(Bytes key, AssetTally change) {
    if (!change.equals(AssetTally.NOTHING)) {
      rows.put(key, OverviewRows.write(OverviewRows.assets(rows.get(key)).plus(change)));
    }
  }

  private void writeAlerts() {
    alerts.values().removeIf(change -> change == 0);
    if (alerts.isEmpty()) {
      return;
    }
    Bytes key = Keys.tag(Keys.OPEN_ALERTS);
    for (AlertTally tally : OverviewRows.alerts(rows.get(key))) {
      alerts.merge(new Kind(tally.rule(), tally.severity()), tally.open(), Long::sum);
    }
    List<AlertTally> all = new ArrayList<>();
    for (RuleName rule : RuleName.values()) {
      for (Severity severity : Severity.values()) {
        long open = alerts.getOrDefault(new Kind(rule, severity), 0L);
        if (open != 0) {
          all.add(new AlertTally(rule, severity, open));
        }
      }
    }
    rows.put(key, OverviewRows.write(all));
    alerts.clear();
  }

  private void write(Cause cause, long change) {
    if (change == 0) {
      return;
    }
    Bytes key = OverviewRows.cause(cause.rule(), cause.origin());
    long before = OverviewRows.models(rows.get(key));
    long after = before + change;
    rows.put(key, after == 0 ? null : OverviewRows.write(after));
    if (before > 0) {
      rows.put(rank(cause, before), null);
    }
    if (after > 0) {
      rows.put(rank(cause, after), OverviewRows.write(cause.origin()));
    }
  }

  private static Bytes rank(Cause cause, long models) {
    return OverviewRows.rank(new CauseTally(cause.rule(), cause.origin(), models));
  }

  /**
   * Writes the hours that are shown, and removes the others once an hour. A timestamp in the future
   * cannot be right, so its event counts in the current hour. That also bounds the rows, whatever
   * the timestamps are. Does nothing without events: a task that has not processed anything since
   * it began does not know the time.
   */
  private void writeHours(long nowHour) {
    if (hours.isEmpty()) {
      return;
    }
    long first = Math.max(0, nowHour - HOURS + 1);
    Map<Long, HourTally> shown = new TreeMap<>();
    hours.forEach(
        (arrived, counts) -> {
          long hour = Math.min(arrived, nowHour);
          if (hour >= first) {
            HourTally before = OverviewRows.hour(hour, rows.get(OverviewRows.hour(hour)));
            shown.merge(hour, before.plus(counts), (one, other) -> one.plus(counts));
          }
        });
    hours.clear();
    shown.forEach((hour, tally) -> rows.put(OverviewRows.hour(hour), OverviewRows.write(tally)));
    if (sweptHour != nowHour) {
      sweep(first, nowHour);
      sweptHour = nowHour;
    }
  }

  private void sweep(long first, long last) {
    List<Bytes> others = new ArrayList<>();
    Bytes all = Keys.tag(Keys.HOUR);
    rows.scan(
        all,
        Keys.end(all),
        (key, row) -> {
          long hour = OverviewRows.hour(key);
          if (hour < first || hour > last) {
            others.add(key);
          }
          return true;
        });
    others.forEach(key -> rows.put(key, null));
  }
}
