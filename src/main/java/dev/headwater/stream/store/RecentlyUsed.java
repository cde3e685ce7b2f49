package dev.headwater.stream.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values that were used recently, up to a total size. The sizes are those of their rows; a value in
 * memory takes a few times as much. Not thread-safe.
 */
final class RecentlyUsed<K, V> {
  private final long maxBytes;
  private final Map<K, Sized<V>> values = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  private record Sized<V>(V value, int bytes) {}

  RecentlyUsed(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** The value; null if it is not kept. */
  V get(K key) {
    Sized<V> found = values.get(key);
    return found == null ? null : found.value();
  }

  /** Keeps a value, and forgets those that were not used for the longest time. */
  void put(K key, V value, int size) {
    remove(key);
    if (size > maxBytes) {
      return;
    }
    values.put(key, new Sized<>(value, size));
    bytes += size;
    Iterator<Sized<V>> longestUnused = values.values().iterator();
    while (bytes > maxBytes) {
      bytes -= longestUnused.next().bytes();
      longestUnused.remove();
    }
  }

  void remove(K key) {
    Sized<V> gone = values.remove(key);
    bytes -= gone == null ? 0 : gone.bytes();
  }
}
