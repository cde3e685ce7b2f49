package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Place;
import dev.headwater.representation.Measure;
import dev.headwater.stream.AssetListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds assets of the partitions of this instance by an index. Thread-safe.
 *
 * <p>Until {@link #start}, while a partition is being indexed, and where more changes than the
 * index can follow, it finds nothing by itself and says so.
 */
public final class AssetIndex implements AssetListener, AssetLookup, AutoCloseable {
  /** How many changed assets wait to be indexed, at most, in all partitions together. */
  private static final int MARKED = 100_000;

  private static final int MARKED_IN_PARTITION = 2_000;

  /** How long the indexer rests between rounds. */
  private static final Duration REST = Duration.ofMillis(100);

  /** The indexer rests at least this many times as long as it worked, for the processors' sake. */
  private static final int REST_PER_WORK = 1;

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(AssetIndex.class);

  private final Path folder;
  private final int capacity;
  private final ConcurrentMap<Integer, Feed> feeds = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<Indexer> indexer = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /**
   * @param folder for the files of the index, which {@link #start} deletes and creates. Of this
   *     process alone
   * @param partitions how many there are, on all instances
   */
  public AssetIndex(Path folder, int partitions) {
    this.folder = folder;
    this.capacity = Math.max(MARKED_IN_PARTITION, MARKED / partitions);
  }

  /**
   * Starts to index in the background.
   *
   * @param hosted the rows of a partition; empty if they cannot be read now
   */
  public synchronized void start(IntFunction<Optional<PartitionReads>> hosted) {
    Indexer started = begin(hosted);
    Thread background = new Thread(() -> run(started), "headwater-search-index");
    background.setDaemon(true);
    background.start();
    thread = Optional.of(background);
  }

  /** Sets the indexer, of which the caller runs the rounds. */
  Indexer begin(IntFunction<Optional<PartitionReads>> hosted) {
    Indexer begun = new Indexer(folder, feeds, this::newFeed, hosted);
    indexer = Optional.of(begun);
    return begun;
  }

  private Feed newFeed(int partition) {
    return new Feed(partition, capacity);
  }

  private void run(Indexer started) {
    try {
      for (Duration rest = REST; !closed.await(rest.toNanos(), TimeUnit.NANOSECONDS); ) {
        long began = System.nanoTime();
        started.round();
        Duration worked = Duration.ofNanos(System.nanoTime() - began);
        Duration longer = worked.multipliedBy(REST_PER_WORK);
        rest = longer.compareTo(REST) > 0 ? longer : REST;
      }
    } catch (InterruptedException nobodyInterrupts) {
      Thread.currentThread().interrupt();
    } finally {
      started.close();
    }
  }

  @Override
  public void begun(int partition) {
    stale(feeds.put(partition, newFeed(partition)));
  }

  @Override
  public void changed(int partition, Collection<Asset> assets) {
    Feed feed = feeds.get(partition);
    if (feed != null) {
      feed.mark(assets);
    }
  }

  @Override
  public void ended(int partition) {
    stale(feeds.remove(partition));
  }

  private static void stale(Feed feed) {
    if (feed != null) {
      feed.stale();
    }
  }

  /** How many changed assets wait to be indexed. */
  public int waiting() {
    return feeds.values().stream().mapToInt(Feed::marked).sum();
  }

  /** Of how many partitions of this instance searches read all rows now. */
  public long partitionsNotReady() {
    return feeds.values().stream().filter(feed -> !feed.isReady()).count();
  }

  @Override
  public Optional<Found> find(
      int partition, AssetFilter filter, Place after, int limit, Predicate<Asset> holds) {
    Feed feed = feeds.get(partition);
    Optional<Documents> documents = indexer.flatMap(Indexer::documents);
    if (feed == null || !feed.isReady() || documents.isEmpty()) {
      return Optional.empty();
    }
    // Marked assets come first: one that loses its mark after that has a document by then.
    NavigableSet<Place> marked = feed.places(filter, after);
    try {
      Found indexed =
          documents
              .get()
              .search(terms -> new RankedSearch(terms, partition, filter, limit).after(after));
      Found found = with(marked, indexed, limit, holds);
      return feed.isReady() ? Optional.of(found) : Optional.empty();
    } catch (IOException | UncheckedIOException | AlreadyClosedException failed) {
      LOG.debug("a search reads the rows, because the index failed: {}", failed.toString());
      return Optional.empty();
    }
  }

  /** Finds the datasets of a partition that may have a category; see {@link CategoryLookup}. */
  public Optional<CategoryLookup.Found> holders(
      int partition, Measure measure, String category, int limit) {
    Feed feed = feeds.get(partition);
    Optional<Documents> documents = indexer.flatMap(Indexer::documents);
    if (feed == null || !feed.isReady() || documents.isEmpty()) {
      return Optional.empty();
    }
    // Marked assets come first: one that loses its mark after that has a document by then.
    List<Asset> marked = feed.datasets(limit + 1);
    try {
      CategoryLookup.Found indexed =
          documents
              .get()
              .search(terms -> new CategorySearch(terms, partition, limit).find(measure, category));
      return feed.isReady() ? Optional.of(with(marked, indexed, limit)) : Optional.empty();
    } catch (IOException | UncheckedIOException | AlreadyClosedException failed) {
      LOG.debug("datasets are not found by category: {}", failed.toString());
      return Optional.empty();
    }
  }

  /** Adds marked datasets, which may have any amount. Too many of them are left out. */
  private static CategoryLookup.Found with(
      List<Asset> marked, CategoryLookup.Found indexed, int limit) {
    if (marked.isEmpty() || marked.size() > limit) {
      return new CategoryLookup.Found(indexed.holders(), indexed.all() && marked.isEmpty());
    }
    List<CategoryLookup.Holder> holders = new ArrayList<>();
    marked.forEach(asset -> holders.add(new CategoryLookup.Holder(asset, CategoryLookup.LARGEST)));
    indexed.holders().stream()
        .filter(holder -> !marked.contains(holder.asset()))
        .forEach(holders::add);
    return new CategoryLookup.Found(holders, indexed.all());
  }

  private static Found with(
      NavigableSet<Place> marked, Found indexed, int limit, Predicate<Asset> holds) {
    NavigableSet<Place> places = new TreeSet<>(indexed.places());
    for (Place place : marked) {
      boolean full = places.size() >= limit;
      if (place.compareTo(indexed.upTo()) > 0 || full && place.compareTo(places.last()) > 0) {
        break;
      }
      if (!places.contains(place) && holds.test(Asset.parse(place.urn()))) {
        places.add(place);
        if (full) {
          places.pollLast();
        }
      }
    }
    return new Found(List.copyOf(places), places.size() < limit ? indexed.upTo() : places.last());
  }

  /** Stops indexing, and deletes the index. */
  @Override
  public synchronized void close() {
    closed.countDown();
    feeds.values().forEach(Feed::stale);
    try {
      if (thread.isPresent()) {
        thread.get().join(STOP.toMillis());
      } else {
        indexer.ifPresent(Indexer::close);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
