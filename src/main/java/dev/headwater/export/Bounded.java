package dev.headwater.export;

import java.util.List;

/**
 * A list that may be only the beginning of a longer one.
 *
 * @param items the first ones
 * @param total the number of all items, at least the number of {@code items}
 * @param exact whether there are no more than {@code total}
 */
public record Bounded<T>(List<T> items, long total, boolean exact) {
  public Bounded {
    items = List.copyOf(items);
    total = Math.max(total, items.size());
  }

  /** The whole list. */
  public static <T> Bounded<T> all(List<T> items) {
    return new Bounded<>(items, items.size(), true);
  }

  /** The beginning of a list with {@code total} items. */
  public static <T> Bounded<T> of(List<T> items, long total) {
    return new Bounded<>(items, total, true);
  }

  /** A list that is complete unless there is {@code more}. */
  public static <T> Bounded<T> upTo(List<T> items, boolean more) {
    return new Bounded<>(items, items.size(), !more);
  }
}
