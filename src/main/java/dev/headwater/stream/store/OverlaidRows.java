package dev.headwater.stream.store;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rows of a store with unwritten changes on top: changes stay in memory until {@link #flush}.
 * Not thread-safe.
 */
final class OverlaidRows {
  private final KeyValueStore<Bytes, byte[]> store;

  /** By key; a null value deletes the row. */
  private final TreeMap<Bytes, byte[]> unwritten = new TreeMap<>();

  OverlaidRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Changes a row; null deletes it. */
  void put(Bytes key, byte[] row) {
    unwritten.put(key, row);
  }

  /** How many rows have unwritten changes. */
  int unwritten() {
    return unwritten.size();
  }

  /** Writes all changes to the store. */
  void flush() {
    unwritten.forEach(store::put);
    unwritten.clear();
  }

  /** The row with its last change; null if there is none. */
  byte[] get(Bytes key) {
    byte[] changed = unwritten.get(key);
    return changed != null || unwritten.containsKey(key) ? changed : store.get(key);
  }

  /**
   * Visits the rows from {@code from} (inclusive) to {@code end} (exclusive) in order, until {@code
   * visit} returns false.
   */
  void scan(Bytes from, Bytes end, BiPredicate<Bytes, byte[]> visit) {
    Iterator<Map.Entry<Bytes, byte[]>> changed =
        unwritten.subMap(from, true, end, false).entrySet().iterator();
    try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, end)) {
      Map.Entry<Bytes, byte[]> nextChanged = next(changed);
      KeyValue<Bytes, byte[]> nextStored = next(stored, end);
      while (nextChanged != null || nextStored != null) {
        int order = order(nextChanged, nextStored);
        Bytes key = order <= 0 ? nextChanged.getKey() : nextStored.key;
        byte[] row = order <= 0 ? nextChanged.getValue() : nextStored.value;
        if (order <= 0) {
          nextChanged = next(changed);
        }
        if (order >= 0) {
          nextStored = next(stored, end);
        }
        if (row != null && !visit.test(key, row)) {
          return;
        }
      }
    }
  }

  private static int order(Map.Entry<Bytes, byte[]> changed, KeyValue<Bytes, byte[]> stored) {
    if (changed == null) {
      return 1;
    }
    return stored == null ? -1 : changed.getKey().compareTo(stored.key);
  }

  private static Map.Entry<Bytes, byte[]> next(Iterator<Map.Entry<Bytes, byte[]>> rows) {
    return rows.hasNext() ? rows.next() : null;
  }

  private static KeyValue<Bytes, byte[]> next(KeyValueIterator<Bytes, byte[]> rows, Bytes end) {
    if (!rows.hasNext()) {
      return null;
    }
    KeyValue<Bytes, byte[]> row = rows.next();
    return row.key.compareTo(end) < 0 ? row : null;
  }
}
