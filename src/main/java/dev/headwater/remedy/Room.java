package dev.headwater.remedy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Bounds what a form repeats of other events: at most {@value #ITEMS} items of a kind, with at most
 * {@value #CHARS} characters together. So an event stays far below the limit for a body, and each
 * text below the limit for a constant of a Java class.
 *
 * @param items the items that have room
 * @param left how many have none
 */
record Room<T>(List<T> items, int left) {
  static final int ITEMS = 100;
  static final int CHARS = 20_000;

  static <T> Room<T> of(Collection<T> all, Function<T, String> text) {
    List<T> items = new ArrayList<>();
    long chars = 0;
    for (T item : all) {
      long more = text.apply(item).length();
      if (items.size() < ITEMS && chars + more <= CHARS) {
        items.add(item);
        chars += more;
      }
    }
    return new Room<>(List.copyOf(items), all.size() - items.size());
  }
}
