package dev.headwater.query;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param items in the order of the list; may be fewer than asked for, even none, with more to come
 * @param next where the next part begins; empty after the last one
 */
public record Page<T>(List<T> items, String next) {
  public Page {
    items = List.copyOf(items);
  }

  /** The whole list. */
  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, "");
  }

  /** Whether nothing follows. */
  public boolean isLast() {
    return next.isEmpty();
  }
}
