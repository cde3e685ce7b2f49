package dev.headwater.sdk;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counts the records of one input or output of a step, and the categories that they belong to. Safe
 * for use by any number of threads.
 */
final class Tally {

  private final Asset asset;
  private final CompositionRoom room;
  private final LongAdder records = new LongAdder();
  private final Map<String, CategoryTally> dimensions = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger(Limits.ENTRIES);
  private final LongAdder uncounted = new LongAdder();

  /** What nearly every call returns, so that counting single records allocates nothing. */
  private final Counted one = new Counted(this, 1);

  /**
   * A dimension that is found without a look-up; null before there is any. Most steps count one
   * dimension, and name it with a literal, which is the same string at each call.
   */
  private volatile Named first;

  private volatile boolean full;

  private record Named(String dimension, CategoryTally tally) {}

  /** The number of records, and what is known of their categories. */
  record Sums(long records, List<Composition> compositions) {
    Sums {
      compositions = List.copyOf(compositions);
    }
  }

  Tally(Asset asset, CompositionRoom room) {
    this.asset = asset;
    this.room = room;
  }

  Counted add(long count) {
    records.add(count);
    return count == 1 ? one : new Counted(this, count);
  }

  void add(String dimension, String category, long count) {
    CategoryTally tally = known(dimension);
    if (tally == null) {
      addToNew(dimension, category, count);
    } else {
      tally.add(category, count);
    }
  }

  /** Returns whether no records were counted. */
  boolean isEmpty() {
    return records.sum() == 0;
  }

  /** Returns the dimensions in which records were counted. */
  Set<String> dimensions() {
    return dimensions.keySet();
  }

  /** Counts in a dimension of which there is no category yet. */
  void addNone(String dimension) {
    add(dimension, null, 0);
  }

  private CategoryTally known(String dimension) {
    Named one = first;
    if (one != null && one.dimension == dimension) {
      return one.tally;
    }
    return dimension == null ? null : dimensions.get(dimension);
  }

  private void addToNew(String dimension, String category, long count) {
    CategoryTally tally =
        full || dimension == null || !CompositionRoom.isName(dimension)
            ? null
            : dimensions.computeIfAbsent(dimension, this::tallyIfThereIsRoom);
    if (tally == null) {
      uncounted.add(count);
    } else {
      tally.add(category, count);
    }
  }

  private CategoryTally tallyIfThereIsRoom(String dimension) {
    if (places.getAndDecrement() > 0 && room.takeComposition(dimension)) {
      CategoryTally tally = new CategoryTally(room);
      if (first == null) {
        first = new Named(dimension, tally);
      }
      return tally;
    }
    full = true;
    return null;
  }

  /**
   * Returns the sums so far. What other threads count meanwhile is among them in part; the counts
   * and the unknown records of each composition add up to the records nevertheless.
   *
   * @param cut receives a line for each composition of which something is missing
   */
  Sums sums(Consumer<String> cut) {
    SortedMap<String, CategoryTally.Sums> byDimension = new TreeMap<>();
    dimensions.forEach((dimension, tally) -> byDimension.put(dimension, tally.sums()));
    // After the categories: a record that is being counted is then unknown, and never in a category
    // without being among the records.
    long total = records.sum();
    List<Composition> compositions = new ArrayList<>();
    byDimension.forEach(
        (dimension, sums) -> {
          sums.missing(total)
              .ifPresent(what -> cut.accept(oneLine(dimension) + " of " + asset + what));
          sums.composition(dimension, total).ifPresent(compositions::add);
        });
    if (uncounted.sum() != 0) {
      cut.accept(
          asset
              + ": "
              + uncounted.sum()
              + " records are not counted in a dimension, because of the limits of "
              + Limits.ENTRIES
              + " dimensions and "
              + CompositionRoom.LIMITS);
    }
    return new Sums(total, compositions);
  }

  private static String oneLine(String name) {
    return name.replaceAll("[\\p{Cntrl}\\v]", "?");
  }
}
