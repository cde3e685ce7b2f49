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
 * The rows of a store as they will be once all changes are written: changes are kept in memory,
 * over the stored rows, until {@link #flush}. Not thread-safe.
 */
final class OverlaidRows {
  private final KeyValueStore<Bytes, byte[]> store;

  /** By key; a null value removes the row. */
  private final TreeMap<Bytes, byte[]> unwritten = new TreeMap<>();

  OverlaidRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Changes a row; null removes it. */
  void put(Bytes key, byte[] row) {
    unwritten.put(key, row);
  }

  /** Rows that have been changed since they were written. */
  int unwritten() {
    return unwritten.size();
  }

  /** Writes what has changed. */
  void flush() {
    unwritten.forEach(store::put);
    unwritten.clear();
  }

  /** The row as it was changed last; null if there is none. */
  byte[] get(Bytes key) {
    byte[] changed = unwritten.get(key);
    return changed != null || unwritten.containsKey(key) ? changed : store.get(key);
  }

  /**
   * Shows the rows from {@code from} to before {@code end} in order, until {@code visit} says
   * false.
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
