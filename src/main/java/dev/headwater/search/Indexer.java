package dev.headwater.search;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.PartitionReads.IndexedState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the documents up to date, in rounds. A round writes documents, makes them readable, and
 * only then takes the marks of their assets away. One thread calls {@link #round} and {@link
 * #close}.
 */
final class Indexer implements AutoCloseable {
  /** How many rows of a partition one round adds while the feed is being built. */
  static final int BUILT_AT_ONCE = 5_000;

  private static final int READ_AT_ONCE = 500;
  private static final int MARKS_AT_ONCE = 10_000;

  /** How many rounds to wait after a failure: about half a minute. */
  private static final int ROUNDS_TO_RETRY = 300;

  private static final Logger LOG = LoggerFactory.getLogger(Indexer.class);

  private final Path folder;
  private final ConcurrentMap<Integer, Feed> feeds;
  private final IntFunction<Feed> newFeed;
  private final IntFunction<Optional<PartitionReads>> hosted;
  private final Map<Integer, Build> builds = new HashMap<>();
  private volatile Optional<Documents> documents = Optional.empty();
  private int roundsToWait;

  /** How far the documents of a feed have been built. The partition may have had another feed. */
  private static final class Build {
    final Feed feed;
    String upTo = "";

    Build(Feed feed) {
      this.feed = feed;
    }
  }

  /**
   * @param folder for the files of the index. The indexer deletes it and creates it
   * @param newFeed makes the first feed of a partition, or one after a stale one
   * @param hosted the rows of a partition; empty if they cannot be read now
   */
  Indexer(
      Path folder,
      ConcurrentMap<Integer, Feed> feeds,
      IntFunction<Feed> newFeed,
      IntFunction<Optional<PartitionReads>> hosted) {
    this.folder = folder;
    this.feeds = feeds;
    this.newFeed = newFeed;
    this.hosted = hosted;
  }

  /** The documents; empty while they cannot be read. */
  Optional<Documents> documents() {
    return documents;
  }

  /** Does a part of the work that there is. Never fails: after a failure, the index begins anew. */
  void round() {
    if (roundsToWait > 0) {
      roundsToWait--;
      return;
    }
    try {
      if (documents.isEmpty()) {
        documents = Optional.of(new Documents(folder));
      }
      round(documents.get());
    } catch (IOException | RuntimeException failed) {
      LOG.warn(
          "the search index in {} failed ({}); searches read the rows until it is built again",
          folder,
          failed.toString());
      roundsToWait = ROUNDS_TO_RETRY;
      beginAnew();
    }
  }

  private void round(Documents to) throws IOException {
    List<Runnable> afterRefresh = new ArrayList<>();
    removeEnded(to);
    for (Feed feed : feeds.values()) {
      try {
        Optional<PartitionReads> rows = hosted.apply(feed.partition());
        if (rows.isPresent()) {
          step(feed, rows.get(), to, afterRefresh);
        }
      } catch (MovedException | UnavailableException later) {
        LOG.debug("cannot index partition {} now: {}", feed.partition(), later.getMessage());
      }
    }
    to.refresh();
    afterRefresh.forEach(Runnable::run);
  }

  private void removeEnded(Documents from) throws IOException {
    List<Integer> ended =
        builds.keySet().stream().filter(partition -> !feeds.containsKey(partition)).toList();
    for (int partition : ended) {
      from.removeAll(partition);
      builds.remove(partition);
    }
  }

  private void step(Feed feed, PartitionReads rows, Documents to, List<Runnable> afterRefresh)
      throws IOException {
    if (feed.isReady()) {
      List<Feed.Mark> marks = feed.marks(MARKS_AT_ONCE);
      index(feed, marks, rows, to);
      afterRefresh.add(() -> feed.unmark(marks));
    } else if (feed.isBuilding()) {
      build(feed, rows, to, afterRefresh);
    } else if (feed.isCalm()) {
      feeds.replace(feed.partition(), feed, newFeed.apply(feed.partition()));
    }
  }

  private void build(Feed feed, PartitionReads rows, Documents to, List<Runnable> afterRefresh)
      throws IOException {
    Build build = builds.get(feed.partition());
    if (build == null || build.feed != feed) {
      if (build != null) {
        to.removeAll(feed.partition());
      }
      build = new Build(feed);
      builds.put(feed.partition(), build);
    }
    indexBuilt(build, rows, to, afterRefresh);
    for (int added = 0; added < BUILT_AT_ONCE; ) {
      List<Asset> assets = rows.assets(build.upTo, READ_AT_ONCE);
      if (assets.isEmpty()) {
        afterRefresh.add(feed::ready);
        return;
      }
      for (Asset asset : assets) {
        Optional<IndexedState> state = rows.indexed(asset);
        if (state.isPresent()) {
          to.add(feed.partition(), asset, state.get(), compositions(asset, state.get(), rows));
        }
        build.upTo = asset.urn();
      }
      added += assets.size();
    }
  }

  /**
   * Indexes those marked assets whose documents are built already. The build reads the rows of the
   * others later, because one thread does both.
   */
  private void indexBuilt(
      Build build, PartitionReads rows, Documents to, List<Runnable> afterRefresh)
      throws IOException {
    Comparator<String> order = Comparator.comparing(urn -> Fields.key(0, urn));
    List<Feed.Mark> built = new ArrayList<>();
    List<Feed.Mark> toCome = new ArrayList<>();
    for (Feed.Mark mark : build.feed.marks(MARKS_AT_ONCE)) {
      (order.compare(mark.asset().urn(), build.upTo) <= 0 ? built : toCome).add(mark);
    }
    build.feed.unmark(toCome);
    index(build.feed, built, rows, to);
    afterRefresh.add(() -> build.feed.unmark(built));
  }

  private void index(Feed feed, List<Feed.Mark> marks, PartitionReads rows, Documents to)
      throws IOException {
    if (marks.isEmpty()) {
      return;
    }
    int partition = feed.partition();
    List<Asset> assets = marks.stream().map(Feed.Mark::asset).sorted().toList();
    List<Documents.Known> known = to.known(partition, assets);
    for (int i = 0; i < assets.size(); i++) {
      Asset asset = assets.get(i);
      Optional<IndexedState> state = rows.indexed(asset);
      if (state.isEmpty()) {
        if (!known.get(i).isAbsent()) {
          to.remove(partition, asset.urn());
        }
      } else if (known.get(i).isAbsent()) {
        to.add(partition, asset, state.get(), compositions(asset, state.get(), rows));
      } else if (!known.get(i).isOf(state.get())) {
        to.replace(partition, asset, state.get(), compositions(asset, state.get(), rows));
      }
    }
  }

  /** Reads what a dataset declares. An asset that declares nothing costs no read. */
  private static List<Composition> compositions(
      Asset asset, IndexedState state, PartitionReads rows) {
    return state.declarations() == IndexedState.NOTHING || asset.kind() != AssetKind.DATASET
        ? List.of()
        : rows.statements(asset, "").statements().declared();
  }

  private void beginAnew() {
    // Searches check the feed after they have read, so it has to be stale first.
    feeds.forEach(
        (partition, feed) -> {
          feed.stale();
          feeds.replace(partition, feed, newFeed.apply(partition));
        });
    close();
    builds.clear();
  }

  @Override
  public void close() {
    Optional<Documents> open = documents;
    documents = Optional.empty();
    try {
      open.ifPresent(Documents::close);
    } catch (RuntimeException failed) {
      LOG.debug("while closing the search index: {}", failed.toString());
    }
  }
}
