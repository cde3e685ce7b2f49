package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.Finding;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.JobMade;
import dev.headwater.engine.LoopSearch;
import dev.headwater.engine.Mark;
import dev.headwater.engine.MissingEvents;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.Sequence;
import dev.headwater.engine.SequencePart;
import dev.headwater.engine.SynthesisGroup;
import dev.headwater.engine.Timer;
import dev.headwater.engine.Version;
import dev.headwater.engine.View;
import dev.headwater.engine.Visit;
import dev.headwater.engine.Watched;
import dev.headwater.engine.Watcher;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;

/** Reads rows as values of the engine, on top of rows as bytes. */
abstract class RowView implements View {
  final EventBytes events;

  RowView(EventBytes events) {
    this.events = events;
  }

  /** The row of an asset; an empty one if there is none. */
  abstract AssetRow row(Asset asset);

  /** The row under {@code key}; null if there is none. */
  abstract byte[] get(Bytes key);

  /** The row with the versions of the asset's name; null if there is none. */
  VersionRows.Row versions(Asset asset) {
    byte[] row = get(Keys.versions(asset));
    return row == null ? VersionRows.Row.NONE : VersionRows.Row.parse(row);
  }

  /**
   * Visits rows in the order of their keys, until {@code visit} returns false.
   *
   * @param from the first key, inclusive
   * @param end the last key, exclusive
   */
  abstract void scan(Bytes from, Bytes end, BiPredicate<Bytes, byte[]> visit);

  /** A lower bound for the times at which timers are due. */
  abstract long firstTimerMillis();

  /** A lower bound for the keys of held alerts. */
  abstract Bytes firstHeld();

  /** Whether events may be in the process of being spread; false only if certainly none is. */
  abstract boolean mayHaveSpreads();

  /** Names of the events that are being spread, in a fixed order; at most {@code limit}. */
  public final List<String> spreads(int limit) {
    List<String> found = new ArrayList<>();
    if (mayHaveSpreads()) {
      Bytes all = Keys.tag(Keys.SPREAD);
      scan(
          all,
          Keys.end(all),
          (key, row) -> {
            found.add(HexFormat.of().formatHex(key.get(), 1, key.get().length));
            return found.size() < limit;
          });
    }
    return found;
  }

  @Override
  public final Optional<Node> node(Asset asset) {
    return Optional.ofNullable(row(asset).node());
  }

  @Override
  public Optional<Mark> mark(Asset asset, UUID eventId) {
    return eventRow(asset, eventId).map(row -> Rows.mark(asset, eventId, row));
  }

  @Override
  public Optional<Contribution> contribution(Asset asset, UUID eventId) {
    return eventRow(asset, eventId).flatMap(row -> Rows.contribution(asset, eventId, row, events));
  }

  /**
   * The row of an event at an asset; empty if there is none. The store is asked only if the asset's
   * row names the event or its events have spilled.
   */
  final Optional<byte[]> eventRow(Asset asset, UUID eventId) {
    AssetRow row = row(asset);
    boolean unheardOf =
        !row.spilled(RowCollection.EVENTS) && row.get(RowCollection.EVENTS, eventId) == null;
    return unheardOf ? Optional.empty() : Optional.ofNullable(get(Keys.event(row.id(), eventId)));
  }

  @Override
  public final List<Contribution> contributions(
      Asset asset, ContributionKind kind, Optional<Stamp> after, int limit) {
    AssetRow row = row(asset);
    List<UUID> ids =
        row.spilled(RowCollection.EVENTS)
            ? listed(row, kind, after, limit)
            : inline(row, kind, after, limit);
    List<Contribution> found = new ArrayList<>(ids.size());
    ids.forEach(id -> contribution(asset, id).ifPresent(found::add));
    return found;
  }

  private static List<UUID> inline(
      AssetRow row, ContributionKind kind, Optional<Stamp> after, int limit) {
    List<Stamp> stamps = new ArrayList<>();
    for (EventRef event : row.all(RowCollection.EVENTS)) {
      if (event.live() && event.kind().orElse(null) == kind) {
        Stamp stamp = event.stamp();
        if (after.isEmpty() || stamp.compareTo(after.get()) < 0) {
          stamps.add(stamp);
        }
      }
    }
    stamps.sort(Comparator.reverseOrder());
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, stamps.size()); i++) {
      ids.add(stamps.get(i).eventId());
    }
    return ids;
  }

  private List<UUID> listed(AssetRow row, ContributionKind kind, Optional<Stamp> after, int limit) {
    Bytes all = Keys.listed(row.id(), kind);
    Bytes from = after.map(last -> Keys.after(Keys.listed(row.id(), kind, last))).orElse(all);
    List<UUID> ids = new ArrayList<>();
    scan(
        from,
        Keys.end(all),
        (key, entry) -> {
          ids.add(Keys.listedEvent(key));
          return ids.size() < limit;
        });
    return ids;
  }

  @Override
  public final List<SynthesisGroup> syntheses(Asset asset) {
    return page(RowCollection.SYNTHESES, asset, Optional.empty(), Integer.MAX_VALUE);
  }

  @Override
  public final Optional<InEdge> inEdge(Asset to, Asset from) {
    return one(RowCollection.IN_EDGES, to, from);
  }

  @Override
  public final List<InEdge> inEdges(Asset to, Optional<Asset> after, int limit) {
    return page(RowCollection.IN_EDGES, to, after, limit);
  }

  @Override
  public final Optional<OutEdge> outEdge(Asset from, Asset to) {
    return one(RowCollection.OUT_EDGES, from, to);
  }

  @Override
  public final List<OutEdge> outEdges(Asset from, Optional<Asset> after, int limit) {
    return page(RowCollection.OUT_EDGES, from, after, limit);
  }

  @Override
  public final Optional<Exposure> exposure(Asset asset, Origin origin) {
    return one(RowCollection.EXPOSURES, asset, origin);
  }

  @Override
  public final List<Exposure> exposures(Asset asset, Optional<Origin> after, int limit) {
    return page(RowCollection.EXPOSURES, asset, after, limit);
  }

  @Override
  public final Optional<LoopSearch> search(Loop loop) {
    return Optional.ofNullable(get(Keys.search(loop))).map(Rows::search);
  }

  @Override
  public final Optional<Visit> visit(Asset asset, Loop loop) {
    return one(RowCollection.VISITS, asset, loop);
  }

  @Override
  public final List<Visit> visits(Asset asset, Optional<Loop> after, int limit) {
    return page(RowCollection.VISITS, asset, after, limit);
  }

  private <K, V> Optional<V> one(RowCollection<K, V> collection, Asset asset, K which) {
    AssetRow row = row(asset);
    if (!row.spilled(collection)) {
      return Optional.ofNullable(row.get(collection, which));
    }
    return Optional.ofNullable(get(Keys.row(collection.tag, row.id(), collection.suffix(which))))
        .map(bytes -> collection.read(new RowParser(bytes), asset, EventTable.NONE));
  }

  private <K, V> List<V> page(
      RowCollection<K, V> collection, Asset asset, Optional<K> after, int limit) {
    AssetRow row = row(asset);
    if (!row.spilled(collection)) {
      return inline(collection, row, after, limit);
    }
    Bytes all = Keys.rows(collection.tag, row.id());
    Bytes from =
        after
            .map(last -> Keys.after(Keys.row(collection.tag, row.id(), collection.suffix(last))))
            .orElse(all);
    List<V> found = new ArrayList<>();
    scan(
        from,
        Keys.end(all),
        (key, bytes) -> {
          found.add(collection.read(new RowParser(bytes), asset, EventTable.NONE));
          return found.size() < limit;
        });
    return found;
  }

  /**
   * Returns values of a collection that is not spilled, in the order of spilled rows: the
   * collection may spill between two pages. A first page with fewer than {@code limit} values has
   * no next page, so its order does not matter.
   */
  private static <K, V> List<V> inline(
      RowCollection<K, V> collection, AssetRow row, Optional<K> after, int limit) {
    List<V> here = List.copyOf(row.all(collection));
    if (after.isEmpty() && here.size() < limit) {
      return here;
    }
    byte[] last = after.map(collection::suffix).orElse(new byte[0]);
    TreeMap<Bytes, V> ordered = new TreeMap<>();
    here.forEach(value -> ordered.put(Bytes.wrap(collection.suffix(collection.key(value))), value));
    return ordered.tailMap(Bytes.wrap(last), false).values().stream().limit(limit).toList();
  }

  @Override
  public final Optional<AlertState> alert(AlertKey key) {
    return Optional.ofNullable(get(Keys.alert(key))).map(AlertRows::alert);
  }

  /** Alerts that were delivered, in a fixed order; at most {@code limit}. */
  public final List<AlertState> alerts(Optional<AlertKey> after, int limit) {
    return alerts(Keys.tag(Keys.ALERT), after, limit, AlertState::isVisible);
  }

  /** Alerts, also those that were never delivered, in a fixed order; at most {@code limit}. */
  public final List<AlertState> allAlerts(Optional<AlertKey> after, int limit) {
    return alerts(Keys.tag(Keys.ALERT), after, limit, state -> true);
  }

  /** Alerts on one subject that were delivered, in a fixed order; at most {@code limit}. */
  public final List<AlertState> alerts(Party subject, Optional<AlertKey> after, int limit) {
    return alerts(Keys.rows(Keys.ALERT, Keys.id(subject)), after, limit, AlertState::isVisible);
  }

  /**
   * Alerts that were resolved before this time may have been forgotten; empty if none was. In epoch
   * milliseconds.
   */
  public final OptionalLong alertsForgottenBefore() {
    byte[] row = get(Keys.tag(Keys.FORGOTTEN));
    return row == null ? OptionalLong.empty() : OptionalLong.of(new RowParser(row).number());
  }

  /** Whether an alert of the rule is open on the subject, delivered or held back. */
  public final boolean hasOpenAlert(Party subject, RuleName rule) {
    boolean[] open = {false};
    Bytes all = Keys.alerts(subject, rule);
    scan(
        all,
        Keys.end(all),
        (key, row) -> {
          AlertState.Phase phase = AlertRows.alert(row).phase();
          open[0] = phase == AlertState.Phase.OPEN || phase == AlertState.Phase.CLOSING;
          return !open[0];
        });
    return open[0];
  }

  private List<AlertState> alerts(
      Bytes prefix, Optional<AlertKey> after, int limit, Predicate<AlertState> wanted) {
    Bytes from = after.map(last -> Keys.after(Keys.alert(last))).orElse(prefix);
    List<AlertState> found = new ArrayList<>();
    scan(
        from,
        Keys.end(prefix),
        (key, row) -> {
          AlertState state = AlertRows.alert(row);
          if (found.size() < limit && wanted.test(state)) {
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
        (key, row) -> {
          AssetRow.node(asset(key), new RowParser(row)).ifPresent(found::add);
          return found.size() < limit;
        });
    return found;
  }

  private static Asset asset(Bytes key) {
    return Asset.parse(name(key));
  }

  private static String name(Bytes key) {
    byte[] bytes = key.get();
    return new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
  }

  @Override
  public final Optional<Sequence> sequence(ProducerInstance producer) {
    return Optional.ofNullable(get(Keys.sequence(producer.name())))
        .map(row -> SequenceRows.sequence(producer, row));
  }

  @Override
  public final Optional<SequencePart> sequencePart(ProducerInstance producer, long index) {
    return Optional.ofNullable(get(Keys.sequencePart(producer, index))).map(SequenceRows::part);
  }

  @Override
  public final List<SequencePart> sequenceParts(ProducerInstance producer, int limit) {
    Bytes all = Keys.rows(Keys.SEQUENCE_PART, Keys.id(producer));
    List<SequencePart> found = new ArrayList<>();
    scan(
        all,
        Keys.end(all),
        (key, row) -> limit > found.size() && found.add(SequenceRows.part(row)));
    return found;
  }

  /** Producers whose name comes after {@code afterName}, in the order of their names. */
  public final List<Sequence> sequences(String afterName, int limit) {
    Bytes from = Keys.sequence(afterName);
    List<Sequence> found = new ArrayList<>();
    scan(
        afterName.isEmpty() ? from : Keys.after(from),
        Keys.end(Keys.tag(Keys.SEQUENCE)),
        (key, row) -> {
          ProducerInstance producer = new ProducerInstance(name(key));
          return limit > found.size() && found.add(SequenceRows.sequence(producer, row));
        });
    return found;
  }

  @Override
  public final MissingEvents missing() {
    return Optional.ofNullable(get(Keys.tag(Keys.MISSING)))
        .map(SequenceRows::missing)
        .orElse(MissingEvents.NONE);
  }

  /** Alerts that are held back, in a fixed order; at most {@code limit}. */
  public final List<Held> held(int limit) {
    List<Held> found = new ArrayList<>();
    scan(
        firstHeld(),
        Keys.end(Keys.tag(Keys.HELD)),
        (key, row) -> limit > found.size() && found.add(AlertRows.held(row)));
    return found;
  }

  /** Whether there may be former alerts; false only if certainly there is none. */
  boolean mayHaveFormerAlerts() {
    return true;
  }

  @Override
  public final Optional<Alert> formerAlert(AlertKey key) {
    return mayHaveFormerAlerts()
        ? Optional.ofNullable(get(Keys.formerAlert(key))).map(AlertRows::former)
        : Optional.empty();
  }

  /**
   * Alerts that were open when the state was deleted, in a fixed order; at most {@code limit}.
   *
   * @param after starts after this one; if empty, at the first
   */
  public final List<Alert> formerAlerts(Optional<AlertKey> after, int limit) {
    Bytes all = Keys.tag(Keys.FORMER_ALERT);
    List<Alert> found = new ArrayList<>();
    scan(
        after.map(key -> Keys.after(Keys.formerAlert(key))).orElse(all),
        Keys.end(all),
        (key, row) -> limit > found.size() && found.add(AlertRows.former(row)));
    return found;
  }

  /** Counts the alerts that are held back, up to {@code limit}, without decoding them. */
  public final int countHeld(int limit) {
    int[] found = {0};
    scan(firstHeld(), Keys.end(Keys.tag(Keys.HELD)), (key, row) -> ++found[0] < limit);
    return found[0];
  }

  /** The position of the latest policy sweep; empty if there was none. */
  public final Optional<Sweep> sweep() {
    return Optional.ofNullable(get(Keys.tag(Keys.SWEEP))).map(Rows::sweep);
  }

  @Override
  public final JobMade jobMade(Job job, Asset asset) {
    byte[] row = get(Keys.jobMade(job, asset.urn()));
    return row == null ? new JobMade(job, asset, 0) : Rows.jobMade(job, asset, row);
  }

  /**
   * The assets that a job made, from the index by job, in the order of URNs; at most {@code limit}.
   *
   * @param afterUrn the URN after which to begin; "" for the beginning
   */
  public final List<JobMade> madeBy(Job job, String afterUrn, int limit) {
    Bytes all = Keys.jobMade(job);
    List<JobMade> found = new ArrayList<>();
    scan(
        afterUrn.isEmpty() ? all : Keys.after(Keys.jobMade(job, afterUrn)),
        Keys.end(all),
        (key, row) ->
            limit > found.size()
                && found.add(Rows.jobMade(job, Asset.parse(Keys.jobMadeUrn(key)), row)));
    return found;
  }

  /**
   * Visits all entries of the index by job as bytes, in order, until {@code visit} returns false.
   */
  final void scanJobs(BiPredicate<Bytes, byte[]> visit) {
    Bytes all = Keys.tag(Keys.JOB);
    scan(all, Keys.end(all), visit);
  }

  /** Timers that are due at {@code millis}, the earliest first; at most {@code limit}. */
  public final List<Timer> timersDue(long millis, int limit) {
    long first = firstTimerMillis();
    if (millis < first) {
      return List.of();
    }
    List<Timer> found = new ArrayList<>();
    scan(
        Keys.timersFrom(first),
        Keys.timersFrom(millis + 1),
        (key, row) -> limit > found.size() && found.add(Rows.timer(row)));
    return found;
  }

  @Override
  public final Optional<Watcher> watcher(Asset of, Asset by) {
    return one(RowCollection.WATCHERS, of, by);
  }

  @Override
  public final List<Watcher> watchers(Asset of, Optional<Asset> after, int limit) {
    return page(RowCollection.WATCHERS, of, after, limit);
  }

  @Override
  public final Optional<Watched> watched(Asset by, Asset input) {
    return Optional.ofNullable(get(Keys.watched(by, input)))
        .map(row -> RepresentationRows.watched(by, row));
  }

  @Override
  public final List<Watched> watched(Asset by, Optional<Asset> after, int limit) {
    Bytes all = Keys.rows(Keys.WATCHED, Keys.id(by));
    List<Watched> found = new ArrayList<>();
    scan(
        after.map(last -> Keys.after(Keys.watched(by, last))).orElse(all),
        Keys.end(all),
        (key, row) -> {
          found.add(RepresentationRows.watched(by, row));
          return found.size() < limit;
        });
    return found;
  }

  @Override
  public final Optional<Version> version(Asset asset, Stamp stamp) {
    return VersionRows.at(this, asset, stamp);
  }

  @Override
  public final Optional<Version> versionBefore(Asset asset, Stamp stamp) {
    return VersionRows.before(this, asset, stamp);
  }

  @Override
  public final List<Asset> versionsAfter(Asset asset, Stamp stamp) {
    return VersionRows.after(this, asset, stamp);
  }

  @Override
  public final List<Finding> findings(Asset asset) {
    return Optional.ofNullable(get(Keys.findings(asset)))
        .map(RepresentationRows::findings)
        .orElse(List.of());
  }
}
