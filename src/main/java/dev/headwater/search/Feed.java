package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way of the assets of one partition into the index: which of them have changed since their
 * documents were written. The processor marks assets, the indexer takes the marks away, searches
 * read them. A feed is built once; when it is stale, another one takes its place.
 */
final class Feed {
  /** A feed goes from stage to stage in this order; it may skip READY. */
  private enum Stage {
    BUILDING,
    READY,
    STALE
  }

  /** An asset that was marked, and with which number the last time. */
  record Mark(Asset asset, long number) {}

  private final int partition;
  private final int capacity;
  private final ConcurrentMap<Asset, Long> marked = new ConcurrentHashMap<>();
  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.BUILDING);

  /** Numbers the marks. */
  private final AtomicLong marks = new AtomicLong();

  /** The number of marks at the last look. Used by the indexer only. */
  private long marksBefore;

  /**
   * @param capacity how many marked assets it holds before it becomes stale; the assets of one
   *     flush come on top
   */
  Feed(int partition, int capacity) {
    this.partition = partition;
    this.capacity = capacity;
  }

  int partition() {
    return partition;
  }

  /** Marks assets whose rows have been written. For the thread of the processor. */
  void mark(Collection<Asset> assets) {
    long number = marks.getAndAdd(assets.size());
    if (stage.get() != Stage.STALE) {
      for (Asset asset : assets) {
        marked.put(asset, number++);
      }
      if (marked.size() > capacity) {
        stale();
      }
    }
  }

  boolean isBuilding() {
    return stage.get() == Stage.BUILDING;
  }

  /** Whether the documents and the marked assets together are the whole partition. */
  boolean isReady() {
    return stage.get() == Stage.READY;
  }

  /** The documents can be read. Changes nothing if the feed is stale. */
  void ready() {
    stage.compareAndSet(Stage.BUILDING, Stage.READY);
  }

  /** Something is missing that is not marked. */
  void stale() {
    stage.set(Stage.STALE);
  }

  /** Up to {@code limit} marks. */
  List<Mark> marks(int limit) {
    List<Mark> found = new ArrayList<>();
    for (Map.Entry<Asset, Long> entry : marked.entrySet()) {
      if (found.size() == limit) {
        break;
      }
      found.add(new Mark(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  /** Takes marks away, except those of assets that have been marked again. */
  void unmark(Collection<Mark> done) {
    done.forEach(mark -> marked.remove(mark.asset(), mark.number()));
  }

  int marked() {
    return marked.size();
  }

  /** Up to {@code limit} of the marked datasets. */
  List<Asset> datasets(int limit) {
    return marked.keySet().stream()
        .filter(asset -> asset.kind() == AssetKind.DATASET)
        .limit(limit)
        .toList();
  }

  /** The places after this one of all marked assets whose names match. */
  NavigableSet<Place> places(AssetFilter filter, Place after) {
    NavigableSet<Place> places = new TreeSet<>();
    for (Asset asset : marked.keySet()) {
      filter
          .rank(asset)
          .ifPresent(
              rank -> {
                Place place = new Place(rank, asset.urn());
                if (place.compareTo(after) > 0) {
                  places.add(place);
                }
              });
    }
    return places;
  }

  /**
   * Whether so little is written that a new feed would not be stale soon, too. Call it once a
   * round; forgets the marked assets, which nobody needs when the feed is stale.
   */
  boolean isCalm() {
    marked.clear();
    long before = marksBefore;
    marksBefore = marks.get();
    return marksBefore - before < capacity / 10;
  }
}
