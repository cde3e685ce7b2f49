package dev.headwater.sdk;

import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts records by category along one dimension, up to {@link Limits#CATEGORIES}. Safe for use by
 * any number of threads.
 */
final class CategoryTally {

  private final CompositionRoom room;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger(Limits.CATEGORIES);
  private final LongAdder beyond = new LongAdder();
  private volatile boolean full;

  CategoryTally(CompositionRoom room) {
    this.room = room;
  }

  void add(String category, long records) {
    LongAdder count = category == null ? null : counts.get(category);
    if (count == null) {
      addToNew(category, records);
    } else {
      count.add(records);
    }
  }

  private void addToNew(String category, long records) {
    if (category == null || CompositionRoom.isBlank(category)) {
      return;
    }
    LongAdder count =
        full || !CompositionRoom.isName(category)
            ? null
            : counts.computeIfAbsent(category, this::countIfThereIsRoom);
    (count == null ? beyond : count).add(records);
  }

  private LongAdder countIfThereIsRoom(String category) {
    if (places.getAndDecrement() > 0 && room.takeCategory(category)) {
      return new LongAdder();
    }
    full = true;
    return null;
  }

  /** Returns the sums so far. */
  Sums sums() {
    long categorized = 0;
    long least = 0;
    SortedMap<String, Double> amounts = new TreeMap<>();
    for (Map.Entry<String, LongAdder> entry : counts.entrySet()) {
      long count = entry.getValue().sum();
      categorized += count;
      least = Math.min(least, count);
      amounts.put(entry.getKey(), (double) count);
    }
    return new Sums(amounts, categorized, least, beyond.sum());
  }

  /**
   * Counts at one moment.
   *
   * @param counts records by category
   * @param categorized the sum of {@code counts}
   * @param least the smallest of {@code counts} if it is negative, else 0
   * @param beyond records whose category found no room
   */
  record Sums(SortedMap<String, Double> counts, long categorized, long least, long beyond) {

    /**
     * Returns the composition of this many records. Empty if they contradict the counts: then
     * nothing is known that can be relied on.
     */
    Optional<Composition> composition(String dimension, long records) {
      return isContradictory(records)
          ? Optional.empty()
          : Optional.of(
              new Composition(
                  dimension,
                  CompositionBuilder.RECORDS,
                  CompositionMethod.MEASURED,
                  counts,
                  records - categorized));
    }

    /** Returns what is missing from the composition, as the end of a sentence. */
    Optional<String> missing(long records) {
      if (least < 0) {
        return Optional.of(" is left out: a category has " + least + " records");
      }
      if (isContradictory(records)) {
        return Optional.of(
            " is left out: "
                + categorized
                + " of "
                + records
                + " records are in a category, so some were counted twice");
      }
      return beyond == 0
          ? Optional.empty()
          : Optional.of(
              ": "
                  + beyond
                  + " records count as unknown, because of the limits of "
                  + Limits.CATEGORIES
                  + " categories and "
                  + CompositionRoom.LIMITS);
    }

    private boolean isContradictory(long records) {
      return least < 0 || categorized > records;
    }
  }
}
