package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * All reads, over the partitions of all instances. Thread-safe.
 *
 * <p>Every read throws {@link UnavailableException} when a partition that it needs cannot be read,
 * unless its answer says that it is incomplete. Answers carry how fresh they are.
 */
public final class Queries implements AutoCloseable {
  private static final int QUEUED_PER_REQUEST = 8;
  private static final Duration CONNECT = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final LocalReads local;
  private final ReadLimits limits;
  private final HttpClient client;
  private final ThreadPoolExecutor executor;
  private final Map<Instance, InstanceReads> peers = new ConcurrentHashMap<>();
  private final Members members;
  private final Quiescence quiescence;
  private final Backlogs backlogs;

  /**
   * @param local reads of the partitions of this instance
   * @param backlogs of the topics
   */
  public Queries(Cluster cluster, LocalReads local, Backlogs backlogs, ReadLimits limits) {
    this.cluster = cluster;
    this.local = local;
    this.limits = limits;
    this.executor =
        new ThreadPoolExecutor(
            limits.peerRequests(),
            limits.peerRequests(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.peerRequests() * QUEUED_PER_REQUEST),
            task -> {
              Thread thread = new Thread(task, "headwater-peer-reads");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    this.members = new Members(cluster, this::instance);
    this.backlogs = backlogs;
    this.quiescence = new Quiescence(backlogs, members::pendingAlerts);
  }

  /** Everything about one asset; empty if no applied event has named it. */
  public Optional<AssetDetail> asset(Asset asset) {
    Reading reading = begin();
    DetailQuestion.Detail detail =
        reading.ask(new DetailQuestion(reading.partitionOf(asset), asset));
    return detail
        .found()
        .map(
            summary ->
                new AssetDetail(
                    summary, detail.versions(), detail.moreVersions(), reading.freshness()));
  }

  /**
   * The next assets, in the order of their URNs.
   *
   * @param after what the last page ended with; "" begins
   */
  public AssetPage assets(AssetFilter filter, String after, int limit) {
    return new AssetSearch(begin()).read(filter, after, limit);
  }

  /** The graph around an asset; empty if no applied event has named it. */
  public Optional<Lineage> lineage(Asset asset, Direction direction, int depth, int nodeLimit) {
    return new Traversal(begin(), asset, direction, depth, nodeLimit, limits.edges()).walk();
  }

  /**
   * The graph around an asset, with jobs; empty if no applied event has named any.
   *
   * @param candidates of which the first that is named is meant
   */
  public Optional<JobGraph> graphAround(List<Asset> candidates, int depth, int nodeLimit) {
    JobGraphs graphs = new JobGraphs(begin(), limits.edges());
    return graphs.firstNamed(candidates).map(asset -> graphs.around(asset, depth, nodeLimit));
  }

  /**
   * The graph around what a job has made, with what it read; empty if none of them has made
   * anything.
   *
   * @param candidates of which the first that has made something is meant
   */
  public Optional<JobGraph> graphOfJob(List<Job> candidates, int depth, int nodeLimit) {
    return new JobGraphs(begin(), limits.edges()).ofJob(candidates, depth, nodeLimit);
  }

  /** Those of the assets that an applied event has named. */
  public Set<Asset> named(Collection<Asset> assets) {
    return new JobGraphs(begin(), limits.edges()).named(assets);
  }

  /** Whether a job has made or read anything. */
  public boolean isKnown(Job job) {
    return new JobGraphs(begin(), limits.edges()).isKnown(job);
  }

  /**
   * The next exposures of an asset; empty if no applied event has named it.
   *
   * @param cursor what the last page ended with; "" begins
   */
  public Optional<Exposures> exposures(
      Asset asset, ExposureFilter filter, String cursor, int limit) {
    return new ExposureList(begin()).read(asset, filter, cursor, limit);
  }

  /**
   * The next alerts.
   *
   * @param cursor what the last page ended with; "" begins
   * @throws IllegalArgumentException if the cursor is not one of this filter
   */
  public AlertPage alerts(AlertFilter filter, String cursor, int limit) {
    return new AlertList(begin()).read(filter, cursor, limit);
  }

  /** Whether an asset may be used. Waits a little for events that are being processed. */
  public Gate gate(Asset asset) {
    Optional<String> notCaughtUp = notCaughtUp();
    return new GateKeeper(begin(), asset).decide(notCaughtUp);
  }

  /**
   * All that is told of an asset on one page; empty if no applied event has named it. Waits a
   * little for events that are being processed, as a gate does.
   */
  public Optional<AssetAccount> account(Asset asset) {
    if (!new AccountReading(begin(), asset).isNamed()) {
      return Optional.empty();
    }
    Optional<String> notCaughtUp = notCaughtUp();
    return new AccountReading(begin(), asset).read(notCaughtUp);
  }

  /**
   * Completes with true when all that was sent before this call is processed, false if too late.
   */
  public CompletableFuture<Boolean> rest(Duration limit) {
    return quiescence.rest(limit);
  }

  /**
   * What waits to be processed.
   *
   * @throws UnavailableException if the broker does not answer
   */
  public Backlog backlog() {
    return backlogs.read();
  }

  /** How the service stands. Always answers; says what it cannot tell. */
  public Status status() {
    List<Status.Member> all = members.all();
    String state = local.report(Duration.ZERO).state();
    try {
      Quiescence.Standing now = quiescence.now();
      return new Status(
          state, now.quiescent(), Optional.of(now.backlog()), now.pendingAlerts(), all, "");
    } catch (UnavailableException away) {
      return new Status(state, false, Optional.empty(), 0, all, away.getMessage());
    }
  }

  /** Reads of this instance's own partitions, for other instances. */
  public LocalReads local() {
    return local;
  }

  private Optional<String> notCaughtUp() {
    try {
      if (rest(limits.rest()).get()) {
        return Optional.empty();
      }
      Backlog backlog = quiescence.now().backlog();
      return Optional.of(
          "Events are still being processed: "
              + backlog.events()
              + " events and "
              + backlog.graph()
              + " messages between assets wait.");
    } catch (UnavailableException away) {
      return Optional.of(away.getMessage());
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("This instance is stopping.", stopping);
    }
  }

  private Reading begin() {
    return new Reading(cluster, this::instance, executor, limits.time());
  }

  private InstanceReads instance(Instance instance) {
    if (instance.equals(cluster.self())) {
      return local;
    }
    peers.keySet().retainAll(cluster.instances());
    return peers.computeIfAbsent(instance, one -> new PeerReads(one, client));
  }

  /** Ends what is going on; waiting ends at once. */
  @Override
  public void close() {
    quiescence.close();
    executor.shutdownNow();
  }
}
