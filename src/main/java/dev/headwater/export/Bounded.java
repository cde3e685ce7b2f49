package dev.headwater.export;

import java.util.List;

/**
 * A list that may be only the beginning of a longer one.
 *
 * @param items the first ones
 * @param total how many there are in all, not less than the items
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

  /** The beginning of a list of that many. */
  public static <T> Bounded<T> of(List<T> items, long total) {
    return new Bounded<>(items, total, true);
  }

  /** A list that is known in full if there is not {@code more}. */
  public static <T> Bounded<T> upTo(List<T> items, boolean more) {
    return new Bounded<>(items, items.size(), !more);
  }
}
