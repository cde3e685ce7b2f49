package dev.headwater.query.question;

import java.util.List;

/**
 * A page of a longer list.
 *
 * @param items in the order of the list; may be fewer than asked for, even none, with more to come
 * @param next the cursor of the next page; "" after the last page
 */
public record Page<T>(List<T> items, String next) {
  public Page {
    items = List.copyOf(items);
  }

  /** The last page of a list. */
  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, "");
  }

  /** Whether this is the last page. */
  public boolean isLast() {
    return next.isEmpty();
  }
}
