package dev.headwater.openlineage;

import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Changes to a {@link Memory} that are not applied yet. Reads see the memory as if they were. An
 * event that turns out to be invalid halfway leaves no trace. Not thread-safe.
 */
final class Draft implements Memory {
  /** Sorts by code points, which is the order of the UTF-8 bytes. */
  static final Comparator<String> CODE_POINTS =
      (one, other) -> {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
          char a = one.charAt(i);
          char b = other.charAt(i);
          if (a != b) {
            boolean bothOrNone = Character.isSurrogate(a) == Character.isSurrogate(b);
            return bothOrNone ? Character.compare(a, b) : Character.isSurrogate(a) ? 1 : -1;
          }
        }
        return Integer.compare(one.length(), other.length());
      };

  private final Memory base;
  private final SortedMap<String, Optional<byte[]>> changes = new TreeMap<>(CODE_POINTS);

  Draft(Memory base) {
    this.base = base;
  }

  /** A draft on a memory without rows. */
  static Draft onNothing() {
    return new Draft(
        new Memory() {
          @Override
          public Optional<byte[]> get(String key) {
            return Optional.empty();
          }

          @Override
          public void put(String key, byte[] value) {
            throw new UnsupportedOperationException("only the draft is written to");
          }

          @Override
          public void delete(String key) {
            throw new UnsupportedOperationException("only the draft is written to");
          }

          @Override
          public void scan(String prefix, String after, BiPredicate<String, byte[]> visit) {
            // There are no rows.
          }
        });
  }

  @Override
  public Optional<byte[]> get(String key) {
    Optional<byte[]> changed = changes.get(key);
    return changed != null ? changed : base.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    changes.put(key, Optional.of(value));
  }

  @Override
  public void delete(String key) {
    changes.put(key, Optional.empty());
  }

  @Override
  public void scan(String prefix, String after, BiPredicate<String, byte[]> visit) {
    String from = CODE_POINTS.compare(prefix, after) > 0 ? prefix : after;
    Iterator<Map.Entry<String, Optional<byte[]>>> changed =
        changes.tailMap(from).entrySet().stream()
            .filter(entry -> !entry.getKey().equals(after))
            .takeWhile(entry -> entry.getKey().startsWith(prefix))
            .iterator();
    Merge merge = new Merge(changed, visit);
    base.scan(prefix, after, merge::next);
    merge.rest();
  }

  /** Visits the rows of the base and the changed ones in their common order. */
  private static final class Merge {
    private final Iterator<Map.Entry<String, Optional<byte[]>>> changed;
    private final BiPredicate<String, byte[]> visit;
    private Map.Entry<String, Optional<byte[]>> pending;
    private boolean more = true;

    Merge(
        Iterator<Map.Entry<String, Optional<byte[]>>> changed, BiPredicate<String, byte[]> visit) {
      this.changed = changed;
      this.visit = visit;
      advance();
    }

    private void advance() {
      pending = changed.hasNext() ? changed.next() : null;
    }

    private void take() {
      if (pending.getValue().isPresent()) {
        more = visit.test(pending.getKey(), pending.getValue().get());
      }
      advance();
    }

    boolean next(String key, byte[] value) {
      while (more && pending != null && CODE_POINTS.compare(pending.getKey(), key) < 0) {
        take();
      }
      if (more && pending != null && pending.getKey().equals(key)) {
        take();
      } else if (more) {
        more = visit.test(key, value);
      }
      return more;
    }

    void rest() {
      while (more && pending != null) {
        take();
      }
    }
  }

  /** The changed rows; the value is empty if the row is deleted. */
  SortedMap<String, Optional<byte[]>> changes() {
    return Collections.unmodifiableSortedMap(changes);
  }
}
