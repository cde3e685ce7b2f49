package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;

/**
 * Reads the rows of the overview of one partition. The rows of one call belong together only
 * between two flushes ({@link Flushes#read}). As thread-safe as the rows.
 */
public final class OverviewView {
  private final RowView rows;

  OverviewView(RowView rows) {
    this.rows = rows;
  }

  /** The tallies of namespaces, in the order of the UTF-8 bytes of their names. */
  public List<NamespaceTally> namespaces(int limit) {
    return list(
        Keys.NAMESPACE,
        limit,
        (key, row) -> new NamespaceTally(OverviewRows.namespace(key), OverviewRows.assets(row)));
  }

  /** The tally of all namespaces together. */
  public AssetTally totals() {
    return OverviewRows.assets(rows.get(Keys.tag(Keys.TOTALS)));
  }

  /** How many announced alerts are open, in the order of rules and severities. */
  public List<AlertTally> openAlerts() {
    return OverviewRows.alerts(rows.get(Keys.tag(Keys.OPEN_ALERTS)));
  }

  /** The announced alerts that are open: the one opened last first, then by id. */
  public List<Alert> newestAlerts(int limit) {
    return list(Keys.OPENED, limit, (key, row) -> Optional.ofNullable(rows.get(Bytes.wrap(row))))
        .stream()
        .flatMap(Optional::stream)
        .map(AlertRows::alert)
        .map(AlertState::alert)
        .toList();
  }

  /**
   * The hours in which events arrived, in order; at most {@link OverviewCounts#HOURS}. If no event
   * arrives for a while, earlier hours than those may be among them.
   */
  public List<HourTally> hours() {
    return list(
        Keys.HOUR,
        OverviewCounts.HOURS,
        (key, row) -> OverviewRows.hour(OverviewRows.hour(key), row));
  }

  /** The causes with the most models, the largest first, and then in a fixed order. */
  public List<CauseTally> widestCauses(int limit) {
    return list(Keys.RANK, limit, OverviewRows::cause);
  }

  /** How many models have an open, announced alert of {@code rule} about {@code origin}. */
  public long models(RuleName rule, Asset origin) {
    return OverviewRows.models(rows.get(OverviewRows.cause(rule, origin)));
  }

  /** The models with live TRAIN events: the one with the latest event first, then by URN. */
  public List<Asset> latestModels(int limit) {
    return list(Keys.TRAINED, limit, (key, row) -> OverviewRows.trained(key));
  }

  private <T> List<T> list(byte tag, int limit, BiFunction<Bytes, byte[], T> read) {
    List<T> found = new ArrayList<>();
    Bytes all = Keys.tag(tag);
    rows.scan(
        all, Keys.end(all), (key, row) -> found.size() < limit && found.add(read.apply(key, row)));
    return found;
  }
}
