package dev.headwater.stream.store;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Change;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.JobMade;
import dev.headwater.engine.Listed;
import dev.headwater.engine.Mark;
import dev.headwater.engine.SequencePart;
import dev.headwater.engine.State;
import dev.headwater.engine.SynthesisGroup;
import dev.headwater.engine.Timer;
import dev.headwater.engine.Watched;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.command.GraphCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rows of a processor, for reading and writing. Changes stay in memory, as values, until {@link
 * #flush} writes them, so that a row that many records change reaches the store and its changelog
 * once. Rows of recently used assets stay in memory. Not thread-safe.
 */
public final class GraphState extends RowView implements State {
  /** How many rows of assets stay in memory after a flush. */
  private static final int AT_HAND = 200;

  /** The size of the events that stay in memory after they have been written or read. */
  private static final int EVENTS_AT_HAND_BYTES = 256 * 1024;

  /** An event with a larger row does not stay in memory; an event can have 5 MiB. */
  private static final int LARGEST_AT_HAND_BYTES = 32 * 1024;

  /** The size of the names' lists of versions that stay in memory. */
  private static final int VERSIONS_AT_HAND_BYTES = 256 * 1024;

  private record Event(Mark mark, Optional<Contribution> contribution) {}

  private final KeyValueStore<Bytes, byte[]> store;
  private final LinkedHashMap<Asset, AssetRow> assets = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<AssetRow> unwrittenAssets = new LinkedHashSet<>();
  private final RecentlyUsed<Bytes, Event> lately = new RecentlyUsed<>(EVENTS_AT_HAND_BYTES);

  /** Lists of versions as they are now, by name. */
  private final RecentlyUsed<String, VersionRows.Row> versions =
      new RecentlyUsed<>(VERSIONS_AT_HAND_BYTES);

  private final Map<Bytes, Event> unwrittenEvents = new LinkedHashMap<>();
  private final OverlaidRows rows;
  private final OverviewCounts overview;
  private final Writes writes = new Writes();
  private final RowWriter scratch = new RowWriter();

  private final ScanStarts fronts;
  private final Flushes flushes;

  /** Whether alerts are held back; empty until the store has been read for it. */
  private Optional<Boolean> held = Optional.empty();

  /** Whether there are former alerts; empty until the store has been read for it. */
  private Optional<Boolean> former = Optional.empty();

  private long eventsTaken;
  private long rowsAtHand;
  private long rowsRead;

  /**
   * @param store of one partition
   * @param events converts events to and from bytes
   * @param fronts of this task alone. The task updates it, readers read it
   * @param flushes of this task alone; for readers
   * @throws StateFormat.UnknownFormatException if another version wrote the rows in another format
   */
  public GraphState(
      KeyValueStore<Bytes, byte[]> store, EventBytes events, ScanStarts fronts, Flushes flushes) {
    super(events);
    boolean isNew = StateFormat.check(store);
    this.store = store;
    this.rows = new OverlaidRows(store);
    this.overview = new OverviewCounts(rows);
    if (isNew) {
      rows.put(Keys.tag(Keys.FORMAT), StateFormat.row());
    }
    this.fronts = fronts;
    this.flushes = flushes;
    fronts.spreads().counted(countSpreads());
  }

  private long countSpreads() {
    long[] rows = {0};
    Bytes all = Keys.tag(Keys.SPREAD);
    scan(all, Keys.end(all), (key, row) -> ++rows[0] > 0);
    return rows[0];
  }

  @Override
  boolean mayHaveSpreads() {
    return fronts.spreads().mayExist();
  }

  @Override
  long firstTimerMillis() {
    return fronts.timerMillis();
  }

  @Override
  Bytes firstHeld() {
    return fronts.held();
  }

  @Override
  public void apply(Change change) {
    change.accept(writes);
  }

  /**
   * Removes and returns timers that are due at {@code millis}, the earliest first; at most {@code
   * limit}.
   */
  public List<Timer> takeTimersDue(long millis, int limit) {
    List<Timer> due = timersDue(millis, limit);
    if (due.stream().anyMatch(Timer::isAwaited)) {
      fronts.timersTaken();
    }
    due.forEach(timer -> rows.put(key(timer), null));
    if (due.size() == limit) {
      fronts.timersTakenBefore(due.get(limit - 1).dueMillis());
    } else if (millis >= fronts.timerMillis()) {
      fronts.timersTakenBefore(millis + 1);
      fronts.timersTakenBefore(
          timersDue(Long.MAX_VALUE - 1, 1).stream()
              .mapToLong(Timer::dueMillis)
              .findFirst()
              .orElse(Long.MAX_VALUE));
    }
    return due;
  }

  /** Must be called when a transaction has ended. */
  public void committed() {
    fronts.committed();
  }

  /** Removes and returns alerts that are held back; at most {@code limit}. */
  public List<Held> takeHeld(int limit) {
    if (!holdsAlerts()) {
      return List.of();
    }
    List<Held> taken = held(limit);
    taken.forEach(each -> rows.put(key(each), null));
    held = Optional.of(taken.size() == limit);
    fronts.heldTakenBefore(
        held.get() ? Keys.after(key(taken.get(limit - 1))) : Keys.end(Keys.tag(Keys.HELD)));
    return taken;
  }

  /** Whether alerts are held back. */
  public boolean holdsAlerts() {
    if (held.isEmpty()) {
      held = Optional.of(!held(1).isEmpty());
      if (!held.get()) {
        fronts.heldTakenBefore(Keys.end(Keys.tag(Keys.HELD)));
      }
    }
    return held.get();
  }

  @Override
  boolean mayHaveFormerAlerts() {
    return hasFormerAlerts();
  }

  /**
   * Whether alerts may be remembered that were open when the state was deleted. Stays true until
   * {@link #noFormerAlerts()}, because a scan would have to skip the rows that are removed.
   */
  public boolean hasFormerAlerts() {
    if (former.isEmpty()) {
      former = Optional.of(!formerAlerts(Optional.empty(), 1).isEmpty());
    }
    return former.get();
  }

  /** Says that a scan has found no former alerts. */
  public void noFormerAlerts() {
    former = Optional.of(false);
  }

  /** Forgets an alert. No alert may be held back: its change would never be delivered. */
  public void forget(AlertKey key) {
    rows.put(Keys.alert(key), null);
  }

  /** Notes that alerts that were resolved before this time may be forgotten from now on. */
  public void forgetsAlertsBefore(long millis) {
    if (alertsForgottenBefore().orElse(0) < millis) {
      rows.put(Keys.tag(Keys.FORGOTTEN), new RowWriter().number(millis).toBytes());
    }
  }

  /** Stores the position of the policy sweep. */
  public void put(Sweep sweep) {
    rows.put(Keys.tag(Keys.SWEEP), Rows.write(sweep));
  }

  private AssetRow changed(Asset asset) {
    AssetRow row = row(asset);
    unwrittenAssets.add(row);
    return row;
  }

  private <K, V> void put(RowCollection<K, V> collection, Asset asset, V value, boolean gone) {
    AssetRow row = row(asset);
    if (row.spilled(collection)) {
      putRow(collection, row, value, gone);
      return;
    }
    unwrittenAssets.add(row);
    if (gone) {
      row.remove(collection, collection.key(value));
      return;
    }
    row.put(collection, value);
    if (row.all(collection).size() > collection.inline) {
      row.spill(collection).forEach(each -> putRow(collection, row, each, false));
    }
  }

  private <K, V> void putRow(RowCollection<K, V> collection, AssetRow row, V value, boolean gone) {
    Bytes key = Keys.row(collection.tag, row.id(), collection.suffix(collection.key(value)));
    if (gone) {
      rows.put(key, null);
      return;
    }
    RowWriter bytes = new RowWriter();
    collection.write(bytes, value, EventTable.NONE);
    rows.put(key, bytes.toBytes());
  }

  private void put(Event event) {
    Mark mark = event.mark();
    AssetRow row = row(mark.asset());
    Bytes key = Keys.event(row.id(), mark.eventId());
    unwrittenEvents.put(key, event);
    lately.remove(key);
    EventRef ref = ref(event);
    if (row.spilled(RowCollection.EVENTS)) {
      list(row, ref);
      return;
    }
    unwrittenAssets.add(row);
    row.put(RowCollection.EVENTS, ref);
    if (row.all(RowCollection.EVENTS).size() > RowCollection.EVENTS.inline) {
      row.spill(RowCollection.EVENTS).forEach(each -> list(row, each));
    }
  }

  private static EventRef ref(Event event) {
    Mark mark = event.mark();
    return new EventRef(
        mark.eventId(),
        mark.asserted().map(asserted -> asserted.stamp().eventTime()).orElse(Instant.EPOCH),
        mark.asserted().flatMap(Mark.Asserted::kind),
        !mark.withdrawn(),
        event.contribution().map(made -> made.event().run()).orElse(""));
  }

  private void list(AssetRow row, EventRef ref) {
    ref.kind()
        .ifPresent(
            kind ->
                rows.put(
                    Keys.listed(row.id(), kind, ref.stamp()), ref.live() ? new byte[0] : null));
  }

  /** How many rows are in memory: unwritten changes, and all assets in memory, changed or not. */
  public int unwrittenRows() {
    return assets.size() + unwrittenEvents.size() + rows.unwritten() + overview.unwritten();
  }

  /** How many new events were put into this object. */
  public long eventsTaken() {
    return eventsTaken;
  }

  /** How often the row of an asset was in memory. */
  public long rowsAtHand() {
    return rowsAtHand;
  }

  /** How often the row of an asset was read from the store. */
  public long rowsRead() {
    return rowsRead;
  }

  /** Counts a record or an event that was put to quarantine. */
  public void countQuarantined(long arrivedMillis) {
    overview.quarantined(arrivedMillis);
  }

  /** The assets that an index has to take up again after the next flush; see {@link Listed}. */
  public List<Asset> listedAnew() {
    List<Asset> changed = new ArrayList<>();
    for (AssetRow row : unwrittenAssets) {
      if (row.isListedAnew()) {
        changed.add(row.asset());
      }
    }
    return changed;
  }

  /**
   * Writes all changes to the store; returns how many rows and counters that were.
   *
   * @param nowMillis the current time, which decides for which hours events are counted
   */
  public int flush(long nowMillis) {
    int count = unwritten();
    if (count > 0) {
      flushes.write(() -> writeRows(nowMillis));
    }
    return count;
  }

  private int unwritten() {
    return rows.unwritten()
        + unwrittenEvents.size()
        + unwrittenAssets.size()
        + overview.unwritten();
  }

  /**
   * Lets readers begin their scans where this object does, if nothing has to be written before.
   * Without this, a task that writes nothing after its start would leave readers at the very first
   * keys, before all that was ever removed there.
   */
  public void shareScanStarts() {
    if (unwritten() == 0) {
      fronts.afterFlush();
    }
  }

  private void writeRows(long nowMillis) {
    fronts.beforeFlush();
    overview.write(nowMillis);
    // Rows that spilled out of an asset's row are written before it: a reader that sees the asset's
    // row without them must find them.
    rows.flush();
    unwrittenEvents.forEach(this::write);
    for (AssetRow row : unwrittenAssets) {
      store.put(Keys.node(row.asset()), row.toBytes(scratch));
      row.isWritten();
    }
    unwrittenEvents.clear();
    unwrittenAssets.clear();
    fronts.afterFlush();
    Iterator<AssetRow> longestUnused = assets.values().iterator();
    for (int surplus = assets.size() - AT_HAND; surplus > 0; surplus--) {
      longestUnused.next();
      longestUnused.remove();
    }
  }

  @Override
  AssetRow row(Asset asset) {
    AssetRow known = assets.get(asset);
    if (known != null) {
      rowsAtHand++;
      return known;
    }
    rowsRead++;
    byte[] stored = store.get(Keys.node(asset));
    AssetRow row = stored == null ? AssetRow.empty(asset) : AssetRow.parse(asset, stored);
    assets.put(asset, row);
    return row;
  }

  @Override
  public Optional<Mark> mark(Asset asset, UUID eventId) {
    return event(asset, eventId).map(Event::mark);
  }

  @Override
  public Optional<Contribution> contribution(Asset asset, UUID eventId) {
    return event(asset, eventId).flatMap(Event::contribution);
  }

  private Optional<Event> event(Asset asset, UUID eventId) {
    Bytes key = Keys.event(row(asset).id(), eventId);
    Event known = unwrittenEvents.get(key);
    if (known == null) {
      known = lately.get(key);
    }
    return known != null
        ? Optional.of(known)
        : eventRow(asset, eventId).map(row -> read(asset, eventId, key, row));
  }

  private Event read(Asset asset, UUID eventId, Bytes key, byte[] row) {
    Event event =
        new Event(Rows.mark(asset, eventId, row), Rows.contribution(asset, eventId, row, events));
    keepAtHand(key, event, row);
    return event;
  }

  private void write(Bytes key, Event event) {
    byte[] row = Rows.write(scratch, event.mark(), event.contribution(), events);
    store.put(key, row);
    keepAtHand(key, event, row);
  }

  private void keepAtHand(Bytes key, Event event, byte[] row) {
    if (row.length <= LARGEST_AT_HAND_BYTES) {
      lately.put(key, event, row.length);
    }
  }

  @Override
  byte[] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  VersionRows.Row versions(Asset asset) {
    VersionRows.Row known = versions.get(asset.key());
    return known != null ? known : keepAtHand(asset, super.versions(asset));
  }

  private VersionRows.Row keepAtHand(Asset asset, VersionRows.Row row) {
    versions.put(asset.key(), row, row.bytes() + asset.key().length());
    return row;
  }

  @Override
  void scan(Bytes from, Bytes end, BiPredicate<Bytes, byte[]> visit) {
    rows.scan(from, end, visit);
  }

  private static Bytes key(Held held) {
    return Keys.held(held.key());
  }

  private static Bytes key(Timer timer) {
    if (timer.command() instanceof GraphCommand.Review review) {
      return Keys.timer(timer.dueMillis(), review.target(), review.origin());
    }
    return timer.command() instanceof GraphCommand.ReviewRepresentation review
        ? Keys.timer(timer.dueMillis(), review.target())
        : Keys.timer(timer.dueMillis(), ((GraphCommand.ReviewGaps) timer.command()).target());
  }

  /** Writes each kind of row. */
  private final class Writes implements Change.Visitor {
    @Override
    public void visit(Change.PutNode put) {
      AssetRow row = changed(put.node().asset());
      overview.node(Optional.ofNullable(row.node()), put.node());
      row.put(put.node());
    }

    @Override
    public void visit(Change.PutMark put) {
      GraphState.this.put(new Event(put.mark(), Optional.empty()));
    }

    @Override
    public void visit(Change.PutContribution put) {
      GraphState.this.put(new Event(put.mark(), Optional.of(put.contribution())));
    }

    @Override
    public void visit(Change.PutSyntheses put) {
      SynthesisGroup group = put.group();
      GraphState.this.put(RowCollection.SYNTHESES, group.asset(), group, group.count() == 0);
    }

    @Override
    public void visit(Change.PutInEdge put) {
      GraphState.this.put(RowCollection.IN_EDGES, put.edge().to(), put.edge(), false);
    }

    @Override
    public void visit(Change.PutOutEdge put) {
      GraphState.this.put(RowCollection.OUT_EDGES, put.edge().from(), put.edge(), false);
    }

    @Override
    public void visit(Change.PutExposure put) {
      GraphState.this.put(RowCollection.EXPOSURES, put.exposure().asset(), put.exposure(), false);
    }

    @Override
    public void visit(Change.PutSearch put) {
      rows.put(Keys.search(put.search().loop()), Rows.write(put.search()));
    }

    @Override
    public void visit(Change.EndSearch end) {
      rows.put(Keys.search(end.loop()), null);
    }

    @Override
    public void visit(Change.PutVisit put) {
      GraphState.this.put(RowCollection.VISITS, put.visit().asset(), put.visit(), false);
    }

    @Override
    public void visit(Change.EndVisit end) {
      GraphState.this.put(RowCollection.VISITS, end.visit().asset(), end.visit(), true);
    }

    @Override
    public void visit(Change.PutAlert put) {
      AlertState state = put.state();
      AlertKey key = state.alert().key();
      overview.alert(alert(key), state);
      rows.put(Keys.alert(key), AlertRows.write(state));
    }

    @Override
    public void visit(Change.HoldAlert hold) {
      Bytes key = Keys.held(hold.key());
      if (get(key) == null) {
        rows.put(key, AlertRows.write(new Held(hold.key(), hold.told())));
        fronts.hold(key);
        held = Optional.of(true);
      }
    }

    @Override
    public void visit(Change.CorrectHeld correct) {
      AlertKey alert = correct.told().key();
      Bytes key = Keys.held(alert);
      if (get(key) != null) {
        rows.put(key, AlertRows.write(new Held(alert, Optional.of(correct.told()))));
      }
    }

    @Override
    public void visit(Change.PutFormerAlert put) {
      rows.put(Keys.formerAlert(put.alert().key()), AlertRows.writeFormer(put.alert()));
      former = Optional.of(true);
    }

    @Override
    public void visit(Change.ForgetFormerAlert forget) {
      rows.put(Keys.formerAlert(forget.key()), null);
    }

    @Override
    public void visit(Change.PutSequence put) {
      rows.put(Keys.sequence(put.sequence().producer().name()), SequenceRows.write(put.sequence()));
    }

    @Override
    public void visit(Change.PutSequencePart put) {
      SequencePart part = put.part();
      rows.put(
          Keys.sequencePart(part.producer(), part.index()),
          part.ranges().isEmpty() ? null : SequenceRows.write(part));
    }

    @Override
    public void visit(Change.PutMissing put) {
      rows.put(Keys.tag(Keys.MISSING), SequenceRows.write(put.missing()));
    }

    @Override
    public void visit(Change.BeginSpread begin) {
      Bytes key = Keys.spread(begin.home(), begin.event(), begin.fingerprint());
      if (get(key) == null) {
        rows.put(key, new byte[0]);
        fronts.spreads().begun();
      }
    }

    @Override
    public void visit(Change.EndSpread end) {
      Bytes key = Keys.spread(end.home(), end.event(), end.fingerprint());
      if (get(key) != null) {
        rows.put(key, null);
        fronts.spreads().ended();
      }
    }

    @Override
    public void visit(Change.PutJobMade put) {
      JobMade made = put.made();
      rows.put(
          Keys.jobMade(made.job(), made.asset().urn()),
          made.count() == 0 ? null : Rows.write(made));
    }

    @Override
    public void visit(Change.CountEvent count) {
      eventsTaken++;
      overview.taken(count.type(), count.arrivedMillis());
    }

    @Override
    public void visit(Change.PutWatcher put) {
      GraphState.this.put(RowCollection.WATCHERS, put.watcher().of(), put.watcher(), false);
    }

    @Override
    public void visit(Change.PutWatched put) {
      Watched watched = put.watched();
      rows.put(
          Keys.watched(watched.by(), watched.input()),
          watched.wanted() ? RepresentationRows.write(watched) : null);
    }

    @Override
    public void visit(Change.PutVersion put) {
      Asset asset = put.asset();
      keepAtHand(asset, VersionRows.apply(versions(asset), put, rows::put));
    }

    @Override
    public void visit(Change.PutFindings put) {
      rows.put(
          Keys.findings(put.asset()),
          put.findings().isEmpty() ? null : RepresentationRows.write(put.findings()));
    }

    @Override
    public void visit(Change.PutTimer put) {
      fronts.add(put.timer());
      rows.put(key(put.timer()), Rows.write(put.timer()));
    }
  }
}
