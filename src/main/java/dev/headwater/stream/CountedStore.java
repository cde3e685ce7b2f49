package dev.headwater.stream;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A store that counts the operations on it, for benchmarks. {@link GraphTopology} uses it only if
 * the caller passes one. Rows that a restore writes are not counted. As thread-safe as the wrapped
 * store.
 */
public final class CountedStore implements KeyValueStore<Bytes, byte[]> {
  private final KeyValueStore<Bytes, byte[]> counted;
  private final StoreCounts counts;

  private CountedStore(KeyValueStore<Bytes, byte[]> counted, StoreCounts counts) {
    this.counted = counted;
    this.counts = counts;
  }

  /** Wraps each store of the supplier so that its operations are counted. */
  public static KeyValueBytesStoreSupplier of(
      KeyValueBytesStoreSupplier stores, StoreCounts counts) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return stores.name();
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new CountedStore(stores.get(), counts);
      }

      @Override
      public String metricsScope() {
        return stores.metricsScope();
      }
    };
  }

  @Override
  public byte[] get(Bytes key) {
    counts.get();
    return counted.get(key);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    counts.put(key, value);
    counted.put(key, value);
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    counts.get();
    counts.put(key, value);
    return counted.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> counts.put(entry.key, entry.value));
    counted.putAll(entries);
  }

  /** Counts as a read and a delete, because it returns the previous row. */
  @Override
  public byte[] delete(Bytes key) {
    counts.get();
    counts.put(key, null);
    return counted.delete(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return scanned(counted.range(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return scanned(counted.reverseRange(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return scanned(counted.all());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return scanned(counted.reverseAll());
  }

  @Override
  public <PS extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, PS serializer) {
    return scanned(counted.prefixScan(prefix, serializer));
  }

  private KeyValueIterator<Bytes, byte[]> scanned(KeyValueIterator<Bytes, byte[]> rows) {
    counts.scan();
    return new KeyValueIterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public KeyValue<Bytes, byte[]> next() {
        counts.scannedRow();
        return rows.next();
      }

      @Override
      public Bytes peekNextKey() {
        return rows.peekNextKey();
      }

      @Override
      public void close() {
        rows.close();
      }
    };
  }

  @Override
  public long approximateNumEntries() {
    return counted.approximateNumEntries();
  }

  @Override
  public String name() {
    return counted.name();
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    counted.init(context, root);
  }

  @Override
  public void commit(Map<TopicPartition, Long> changelogOffsets) {
    counted.commit(changelogOffsets);
  }

  @Override
  public Long committedOffset(TopicPartition changelog) {
    return counted.committedOffset(changelog);
  }

  @Override
  @SuppressWarnings("deprecation") // the wrapped store decides this
  public boolean managesOffsets() {
    return counted.managesOffsets();
  }

  @Override
  public void close() {
    counted.close();
  }

  @Override
  public boolean persistent() {
    return counted.persistent();
  }

  @Override
  public boolean isOpen() {
    return counted.isOpen();
  }

  @Override
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return counted.query(query, bound, config);
  }

  @Override
  public Position getPosition() {
    return counted.getPosition();
  }
}
