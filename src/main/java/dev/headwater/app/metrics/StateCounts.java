package dev.headwater.app.metrics;

import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.stream.store.AlertTally;
import dev.headwater.stream.store.AssetTally;
import dev.headwater.stream.store.OverviewView;
import java.util.HashMap;
import java.util.Map;

/**
 * What the rows of partitions say is there, by counters in these rows. So it is right from the
 * first moment after a restart.
 *
 * @param partitions how many partitions these are
 * @param openAlerts announced alerts that are open; an entry for each rule and severity
 * @param missingProducers client instances of which events are missing
 * @param missingEvents events that are missing
 * @param pendingAlerts alerts that are delayed for a moment or held back
 */
public record StateCounts(
    int partitions,
    long datasets,
    long models,
    long exposed,
    Map<Alerts, Long> openAlerts,
    long missingProducers,
    long missingEvents,
    long pendingAlerts) {

  /** The alerts of a rule and severity. */
  public record Alerts(RuleName rule, Severity severity) {}

  /** Nothing, which is what an instance without partitions has. */
  public static final StateCounts NOTHING = new StateCounts(0, 0, 0, 0, noAlerts(), 0, 0, 0);

  public StateCounts {
    openAlerts = Map.copyOf(openAlerts);
  }

  private static Map<Alerts, Long> noAlerts() {
    Map<Alerts, Long> none = new HashMap<>();
    for (RuleName rule : RuleName.values()) {
      for (Severity severity : Severity.values()) {
        none.put(new Alerts(rule, severity), 0L);
      }
    }
    return none;
  }

  /** These counts, and those of one more partition. */
  public StateCounts plus(
      OverviewView rows, long producersMissing, long eventsMissing, long alertsPending) {
    AssetTally assets = rows.totals();
    Map<Alerts, Long> alerts = new HashMap<>(openAlerts);
    for (AlertTally tally : rows.openAlerts()) {
      alerts.merge(new Alerts(tally.rule(), tally.severity()), tally.open(), Long::sum);
    }
    return new StateCounts(
        partitions + 1,
        datasets + assets.datasets(),
        models + assets.models(),
        exposed + assets.inherited(),
        alerts,
        missingProducers + producersMissing,
        missingEvents + eventsMissing,
        pendingAlerts + alertsPending);
  }
}
