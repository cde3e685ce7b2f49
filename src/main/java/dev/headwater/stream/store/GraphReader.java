package dev.headwater.stream.store;

import dev.headwater.model.Asset;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads one partition's rows as they are at the moment of each call, which may be ahead of what is
 * committed. Thread-safe, beside the processor that writes them.
 *
 * <p>Every method may throw the exceptions of the store it reads, {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} when the partition has left this
 * instance.
 */
public final class GraphReader extends RowView {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final Fronts fronts;

  /** Of a partition that no task of this instance writes. */
  public GraphReader(ReadOnlyKeyValueStore<Bytes, byte[]> store, EventBytes events) {
    this(store, events, new Fronts());
  }

  /**
   * @param store of one partition
   * @param events how events are kept in it
   * @param fronts those of the task that writes it
   */
  public GraphReader(ReadOnlyKeyValueStore<Bytes, byte[]> store, EventBytes events, Fronts fronts) {
    super(events);
    this.store = store;
    this.fronts = fronts;
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
