package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Mark;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.Timer;
import dev.headwater.engine.View;
import dev.headwater.model.Asset;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;

/** Rows as values, over rows as bytes. */
abstract class RowView implements View {
  final EventBytes events;

  RowView(EventBytes events) {
    this.events = events;
  }

  /** The row under {@code key}; null if there is none. */
  abstract byte[] get(Bytes key);

  /**
   * Visits rows in the order of their keys, until {@code visit} answers false.
   *
   * @param from the first key
   * @param end the first key that is not visited any more
   */
  abstract void scan(Bytes from, Bytes end, BiPredicate<Bytes, byte[]> visit);

  @Override
  public final Optional<Node> node(Asset asset) {
    return Optional.ofNullable(get(Keys.node(asset))).map(row -> Rows.node(asset, row));
  }

  @Override
  public final Optional<Mark> mark(Asset asset, UUID eventId) {
    return Optional.ofNullable(get(Keys.mark(asset, eventId)))
        .map(row -> Rows.mark(asset, eventId, row));
  }

  @Override
  public final Optional<Contribution> contribution(Asset asset, Mark.Asserted asserted) {
    return asserted
        .kind()
        .flatMap(
            kind ->
                Optional.ofNullable(get(Keys.contribution(asset, kind, asserted.stamp())))
                    .map(row -> Rows.contribution(asset, kind, row, events)));
  }

  @Override
  public final List<Contribution> contributions(Asset asset, ContributionKind kind, int limit) {
    Bytes prefix = Keys.contributions(asset, kind);
    List<Contribution> found = new ArrayList<>();
    scan(
        prefix,
        Keys.end(prefix),
        (key, row) -> {
          if (found.size() < limit && Rows.isLive(row)) {
            found.add(Rows.contribution(asset, kind, row, events));
          }
          return found.size() < limit;
        });
    return found;
  }

  @Override
  public final Optional<InEdge> inEdge(Asset to, Asset from) {
    return Optional.ofNullable(get(Keys.inEdge(to, from))).map(row -> Rows.inEdge(to, row));
  }

  /** Edges into {@code to}, dead ones included, in a fixed order; at most {@code limit}. */
  public final List<InEdge> inEdges(Asset to, Optional<Asset> after, int limit) {
    Bytes prefix = Keys.prefix(Keys.IN_EDGE, to);
    Bytes from = after.map(last -> Keys.after(Keys.inEdge(to, last))).orElse(prefix);
    List<InEdge> found = new ArrayList<>();
    scan(
        from,
        Keys.end(prefix),
        (key, row) -> limit > found.size() && found.add(Rows.inEdge(to, row)));
    return found;
  }

  @Override
  public final Optional<OutEdge> outEdge(Asset from, Asset to) {
    return Optional.ofNullable(get(Keys.outEdge(from, to))).map(row -> Rows.outEdge(from, row));
  }

  @Override
  public final List<OutEdge> outEdges(Asset from, Optional<Asset> after, int limit) {
    Bytes prefix = Keys.prefix(Keys.OUT_EDGE, from);
    Bytes first = after.map(last -> Keys.after(Keys.outEdge(from, last))).orElse(prefix);
    List<OutEdge> found = new ArrayList<>();
    scan(
        first,
        Keys.end(prefix),
        (key, row) -> limit > found.size() && found.add(Rows.outEdge(from, row)));
    return found;
  }

  @Override
  public final Optional<Exposure> exposure(Asset asset, Origin origin) {
    return Optional.ofNullable(get(Keys.exposure(asset, origin)))
        .map(row -> Rows.exposure(asset, row));
  }

  @Override
  public final List<Exposure> exposures(Asset asset, Optional<Origin> after, int limit) {
    Bytes prefix = Keys.prefix(Keys.EXPOSURE, asset);
    Bytes from = after.map(last -> Keys.after(Keys.exposure(asset, last))).orElse(prefix);
    List<Exposure> found = new ArrayList<>();
    scan(
        from,
        Keys.end(prefix),
        (key, row) -> limit > found.size() && found.add(Rows.exposure(asset, row)));
    return found;
  }

  @Override
  public final Optional<AlertState> alert(Asset subject, RuleName rule, Asset origin) {
    return Optional.ofNullable(get(Keys.alert(subject, rule, origin))).map(Rows::alert);
  }

  /** Alerts that were delivered, in a fixed order; at most {@code limit}. */
  public final List<AlertState> alerts(Optional<AlertState> after, int limit) {
    return alerts(Keys.tag(Keys.ALERT), after, limit);
  }

  /** Alerts on one subject that were delivered, in a fixed order; at most {@code limit}. */
  public final List<AlertState> alerts(Asset subject, Optional<AlertState> after, int limit) {
    return alerts(Keys.prefix(Keys.ALERT, subject), after, limit);
  }

  private List<AlertState> alerts(Bytes prefix, Optional<AlertState> after, int limit) {
    Bytes from =
        after
            .map(AlertState::alert)
            .map(last -> Keys.after(Keys.alert(last.subject(), last.rule(), last.origin())))
            .orElse(prefix);
    List<AlertState> found = new ArrayList<>();
    scan(
        from,
        Keys.end(prefix),
        (key, row) -> {
          AlertState state = Rows.alert(row);
          if (found.size() < limit && state.isVisible()) {
            found.add(state);
          }
          return found.size() < limit;
        });
    return found;
  }

  /** Assets whose URN begins with {@code urnPrefix}, after {@code afterUrn}, in URN order. */
  public final List<Node> nodes(String urnPrefix, String afterUrn, int limit) {
    Bytes prefix = Keys.node(urnPrefix);
    Bytes from = afterUrn.isEmpty() ? prefix : Keys.after(Keys.node(afterUrn));
    List<Node> found = new ArrayList<>();
    scan(
        from.compareTo(prefix) < 0 ? prefix : from,
        Keys.end(prefix),
        (key, row) -> limit > found.size() && found.add(Rows.node(asset(key), row)));
    return found;
  }

  /** Assets whose summary is still to be published; at most {@code limit}. */
  public final List<Asset> owed(int limit) {
    Bytes prefix = Keys.tag(Keys.OWED);
    List<Asset> found = new ArrayList<>();
    scan(prefix, Keys.end(prefix), (key, row) -> limit > found.size() && found.add(asset(key)));
    return found;
  }

  private static Asset asset(Bytes key) {
    byte[] bytes = key.get();
    return Asset.parse(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
  }

  /** Timers that are due at {@code millis}, the earliest first; at most {@code limit}. */
  public final List<Timer> timersDue(long millis, int limit) {
    List<Timer> found = new ArrayList<>();
    scan(
        Keys.tag(Keys.TIMER),
        Keys.timersAfter(millis),
        (key, row) -> limit > found.size() && found.add(Rows.timer(row)));
    return found;
  }
}
