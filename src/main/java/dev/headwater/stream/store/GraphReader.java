package dev.headwater.stream.store;

import dev.headwater.engine.Known;
import dev.headwater.engine.Node;
import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the rows of one partition as they are at the moment of each call, which can be ahead of
 * what is committed. Thread-safe, also while the processor writes.
 *
 * <p>Every method may throw the exceptions of the store, among them {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} when the partition has left this
 * instance.
 */
public final class GraphReader extends RowView {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final ScanStarts fronts;
  private final Flushes flushes;
  private final Optional<AssetRow> held;

  /** Reads a partition that no task of this instance writes. */
  public GraphReader(ReadOnlyKeyValueStore<Bytes, byte[]> store, EventBytes events) {
    this(store, events, new ScanStarts(), new Flushes());
  }

  /**
   * @param store of one partition
   * @param events converts events to and from bytes
   * @param fronts of the task that writes the store
   * @param flushes of the task that writes the store
   */
  public GraphReader(
      ReadOnlyKeyValueStore<Bytes, byte[]> store,
      EventBytes events,
      ScanStarts fronts,
      Flushes flushes) {
    super(events);
    this.store = store;
    this.fronts = fronts;
    this.flushes = flushes;
    this.held = Optional.empty();
  }

  private GraphReader(GraphReader other, AssetRow held) {
    super(other.events);
    this.store = other.store;
    this.fronts = other.fronts;
    this.flushes = other.flushes;
    this.held = Optional.of(held);
  }

  /**
   * Returns a reader of the same rows that reads the asset's own row only once, now. For one thread
   * and a short time.
   */
  public GraphReader holding(Asset asset) {
    return new GraphReader(this, row(asset));
  }

  /** The rows of the overview. */
  public OverviewView overview() {
    return new OverviewView(this);
  }

  /** The lock for reading consistent rows of one asset. */
  public Flushes flushes() {
    return flushes;
  }

  /** The revisions of an asset; empty if no event ever named it. */
  public Optional<Node.Revisions> revisions(Asset asset) {
    return Optional.ofNullable(store.get(Keys.node(asset))).flatMap(AssetRow::revisions);
  }

  /**
   * All events of an asset, retracted ones included, in a fixed order.
   *
   * @param limit the largest number of events
   * @param maxBytes the largest size of their rows together, approximately; the first event is
   *     always read
   * @return all events; empty if they exceed {@code limit} or {@code maxBytes}
   */
  public Optional<List<Known>> known(Asset asset, int limit, long maxBytes) {
    AssetRow row = row(asset);
    List<Known> found = new ArrayList<>();
    long[] bytes = {0};
    if (row.spilled(RowCollection.EVENTS)) {
      Bytes all = Keys.rows(Keys.EVENT, row.id());
      scan(
          all,
          Keys.end(all),
          (key, value) -> {
            bytes[0] += value.length;
            add(asset, Keys.eventId(key), value, found);
            return found.size() <= limit && bytes[0] <= maxBytes;
          });
    } else {
      for (EventRef event : row.all(RowCollection.EVENTS)) {
        byte[] value = get(Keys.event(row.id(), event.eventId()));
        if (value != null) {
          bytes[0] += value.length;
          add(asset, event.eventId(), value, found);
        }
      }
    }
    boolean tooMany = found.size() > limit || bytes[0] > maxBytes;
    return tooMany && found.size() > 1 ? Optional.empty() : Optional.of(found);
  }

  private void add(Asset asset, UUID eventId, byte[] value, List<Known> to) {
    Rows.contribution(asset, eventId, value, events)
        .ifPresent(
            made ->
                to.add(
                    new Known(Rows.mark(asset, eventId, value), made.event(), made.traceParent())));
  }

  /** See {@link ScanStarts#areTimersUnderWay}. */
  public boolean areTimersUnderWay() {
    return fronts.areTimersUnderWay();
  }

  @Override
  long firstTimerMillis() {
    return fronts.shownTimerMillis();
  }

  @Override
  Bytes firstHeld() {
    return fronts.shownHeld();
  }

  @Override
  boolean mayHaveSpreads() {
    return fronts.spreads().mayExist();
  }

  /** See {@link SpreadEvents#endedAt}. */
  public long spreadEndedAt() {
    return fronts.spreads().endedAt();
  }

  @Override
  AssetRow row(Asset asset) {
    if (held.isPresent() && held.get().asset().equals(asset)) {
      return held.get();
    }
    byte[] row = store.get(Keys.node(asset));
    return row == null ? AssetRow.empty(asset) : AssetRow.parse(asset, row);
  }

  @Override
  byte[] get(Bytes key) {
    return store.get(key);
  }

  @Override
  void scan(Bytes from, Bytes end, BiPredicate<Bytes, byte[]> visit) {
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, end)) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if (row.key.compareTo(end) >= 0 || !visit.test(row.key, row.value)) {
          return;
        }
      }
    }
  }
}
