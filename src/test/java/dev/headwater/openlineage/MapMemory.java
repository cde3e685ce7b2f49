package dev.headwater.openlineage;

import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** A memory in a map, which counts the rows that are read and written. */
final class MapMemory implements Memory {
  final NavigableMap<String, byte[]> rows = new TreeMap<>(Draft.CODE_POINTS);
  long reads;
  long writes;

  @Override
  public Optional<byte[]> get(String key) {
    reads++;
    return Optional.ofNullable(rows.get(key));
  }

  @Override
  public void put(String key, byte[] value) {
    writes++;
    rows.put(key, value);
  }

  @Override
  public void delete(String key) {
    writes++;
    rows.remove(key);
  }

  @Override
  public void scan(String prefix, String after, BiPredicate<String, byte[]> visit) {
    String from = Draft.CODE_POINTS.compare(prefix, after) > 0 ? prefix : after;
    for (var row : rows.tailMap(from, !from.equals(after)).entrySet()) {
      reads++;
      if (!row.getKey().startsWith(prefix) || !visit.test(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  void apply(SortedMap<String, Optional<byte[]>> changes) {
    changes.forEach(
        (key, value) -> {
          if (value.isPresent()) {
            put(key, value.get());
          } else {
            delete(key);
          }
        });
  }
}
