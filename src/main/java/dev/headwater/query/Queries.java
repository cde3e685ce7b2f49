package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.AssetPage;
import dev.headwater.query.answer.Claim;
import dev.headwater.query.answer.Decisions;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.answer.FitnessUse;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Versions;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Lag;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Absences;
import dev.headwater.query.peer.Cluster;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReads;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.Members;
import dev.headwater.query.peer.PeerAccess;
import dev.headwater.query.peer.PeerReads;
import dev.headwater.query.peer.Status;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.progress.Backlogs;
import dev.headwater.query.progress.CatchUp;
import dev.headwater.query.progress.LagMeter;
import dev.headwater.query.progress.Quiescence;
import dev.headwater.query.progress.Watermarks;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.ClaimQuestion;
import dev.headwater.query.question.DetailQuestion;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.Feed;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.SpreadsQuestion;
import dev.headwater.query.walk.AccountReading;
import dev.headwater.query.walk.AlertList;
import dev.headwater.query.walk.AssetSearch;
import dev.headwater.query.walk.DecisionsReading;
import dev.headwater.query.walk.ExposureList;
import dev.headwater.query.walk.FitnessReading;
import dev.headwater.query.walk.GateKeeper;
import dev.headwater.query.walk.JobGraphs;
import dev.headwater.query.walk.OverviewReading;
import dev.headwater.query.walk.PastAsset;
import dev.headwater.query.walk.PastNaming;
import dev.headwater.query.walk.PathReading;
import dev.headwater.query.walk.Reading;
import dev.headwater.query.walk.RepresentationReading;
import dev.headwater.query.walk.Traversal;
import dev.headwater.query.walk.UpstreamReading;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers all reads of the API from the partitions of all instances. Thread-safe.
 *
 * <p>A read throws {@link UnavailableException} if it needs a partition that cannot be read, unless
 * its answer says that it is incomplete. Each answer carries its {@link Freshness}.
 */
public final class Queries implements AutoCloseable {
  private static final int QUEUED_PER_REQUEST = 8;
  private static final Duration CONNECT = Duration.ofSeconds(1);

  /** Time limit for asking all partitions which events they are still spreading. */
  private static final Duration SPREADS = Duration.ofSeconds(1);

  private static final CatchUp.Outcome NOT_ASKED = new CatchUp.Outcome(false, Lag.UNKNOWN, "");

  private final Cluster cluster;
  private final LocalReads local;
  private final ReadLimits limits;
  private final HttpClient client;
  private final PeerAccess access;
  private final ThreadPoolExecutor executor;
  private final Map<Instance, InstanceReads> peers = new ConcurrentHashMap<>();
  private final Absences absences = new Absences(System::nanoTime);
  private final Members members;
  private final Quiescence quiescence;
  private final LagMeter lag;
  private final CatchUp catchUp;
  private final TimelyReads reads;
  private final Backlogs backlogs;
  private final ReadCounts counts;
  private final Clock clock = Clock.systemUTC();

  /** With {@link PeerAccess#NONE}, and counts that nobody reads. */
  public Queries(
      Cluster cluster,
      LocalReads local,
      Backlogs backlogs,
      Watermarks watermarks,
      Watermarks lagging,
      ReadLimits limits) {
    this(cluster, local, backlogs, watermarks, lagging, limits, PeerAccess.NONE, new ReadCounts());
  }

  /**
   * @param local reads of the partitions of this instance
   * @param backlogs of the topics
   * @param watermarks of the topics, for reads that wait until they are caught up
   * @param lagging watermarks of the topics, to measure how far the processors are behind
   * @param access how the other instances are asked
   * @param counts counts the reads, for metrics
   */
  public Queries(
      Cluster cluster,
      LocalReads local,
      Backlogs backlogs,
      Watermarks watermarks,
      Watermarks lagging,
      ReadLimits limits,
      PeerAccess access,
      ReadCounts counts) {
    this.access = access;
    this.counts = counts;
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
    HttpClient.Builder http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
    access.trusted().ifPresent(http::sslContext);
    this.client = http.build();
    this.members = new Members(cluster, this::instance, executor);
    this.backlogs = backlogs;
    this.quiescence = new Quiescence(backlogs, members::pendingAlerts);
    this.lag = new LagMeter(lagging);
    this.catchUp = new CatchUp(watermarks, this::spreads, lag);
    this.reads =
        new TimelyReads(
            catchUp,
            quiescence,
            members::countPendingAlerts,
            limits.catchUp(),
            this::begin,
            counts);
  }

  /** How this instance asks others, and they ask it. */
  public PeerAccess access() {
    return access;
  }

  /** Reads everything about one asset; empty if no applied event has named it. */
  public Optional<AssetDetail> asset(Asset asset, Moment moment, Promptness promptness) {
    return reads.read(
        ReadKind.ASSET,
        promptness,
        Need.EDGES,
        reading -> {
          if (!moment.isNow()) {
            return past(reading, asset, moment).detail();
          }
          DetailQuestion.Detail detail =
              reading.ask(new DetailQuestion(reading.partitionOf(asset), asset, moment));
          return detail.found().map(summary -> detail.of(summary, moment, reading.freshness()));
        });
  }

  /** Lists the versions of an asset's name, whether the asset itself is one of them or not. */
  public Versions versions(Asset asset, Promptness promptness) {
    return reads.read(
        ReadKind.VERSIONS,
        promptness,
        Need.EDGES,
        reading -> {
          DetailQuestion.Detail detail =
              reading.ask(new DetailQuestion(reading.partitionOf(asset), asset, Moment.NOW));
          return new Versions(
              detail.found().isPresent(),
              detail.versions(),
              detail.moreVersions(),
              reading.freshness());
        });
  }

  /**
   * Reads the next page of assets: the best matches first if the filter has a text, and in the
   * order of their URNs otherwise.
   *
   * @param after the {@code next} of the previous page; "" for the first page
   */
  public AssetPage assets(AssetFilter filter, String after, int limit, Promptness promptness) {
    return reads.read(
        ReadKind.ASSETS,
        promptness,
        Need.EDGES,
        reading -> new AssetSearch(reading).read(filter, after, limit));
  }

  /** Reads the graph around an asset; empty if no applied event has named it. */
  public Optional<Lineage> lineage(
      Asset asset,
      Direction direction,
      int depth,
      int nodeLimit,
      Moment moment,
      Promptness promptness) {
    return reads.read(
        ReadKind.LINEAGE,
        promptness,
        Need.EDGES,
        reading ->
            new Traversal(reading, asset, direction, depth, nodeLimit, limits.edges(), moment)
                .walk());
  }

  /**
   * Reads the states of the assets of a path, and the edges along it. The answer is around the last
   * asset of the path; it is marked as cut off, because it lacks all other edges.
   *
   * @param path from its first asset to its last one, not empty
   */
  public Lineage along(List<Asset> path, Moment moment, Promptness promptness) {
    return reads.read(
        ReadKind.LINEAGE,
        promptness,
        Need.EDGES,
        reading -> new PathReading(reading, moment).read(path));
  }

  /**
   * Reads the graph around an asset, with jobs; empty if no applied event has named any of the
   * candidates.
   *
   * @param candidates the graph is around the first of them that is named
   */
  public Optional<JobGraph> graphAround(
      List<Asset> candidates, int depth, int nodeLimit, Promptness promptness) {
    return reads.read(
        ReadKind.LINEAGE,
        promptness,
        Need.EDGES,
        reading -> {
          JobGraphs graphs = new JobGraphs(reading, limits.edges());
          return graphs.firstNamed(candidates).map(asset -> graphs.around(asset, depth, nodeLimit));
        });
  }

  /**
   * Reads the graph around the assets that a job has made, and the assets that it read; empty if
   * none of the candidates has made or read anything.
   *
   * @param candidates the graph is of the first of them that has made or read anything
   */
  public Optional<JobGraph> graphOfJob(
      List<Job> candidates, int depth, int nodeLimit, Promptness promptness) {
    return reads.read(
        ReadKind.LINEAGE,
        promptness,
        Need.EDGES,
        reading -> new JobGraphs(reading, limits.edges()).ofJob(candidates, depth, nodeLimit));
  }

  /**
   * How fresh it is that there is no such node. Empty if there is one meanwhile, or if that cannot
   * be read from the owners of what would name it.
   *
   * @param assets that no applied event may have named
   * @param jobs that may not have made or read anything
   */
  public Optional<Freshness> absence(List<Asset> assets, List<Job> jobs, Promptness promptness) {
    try {
      return reads.read(
          ReadKind.LINEAGE,
          promptness,
          Need.EDGES,
          reading -> {
            JobGraphs graphs = new JobGraphs(reading, limits.edges());
            return graphs.firstNamed(assets).isPresent() || jobs.stream().anyMatch(graphs::isKnown)
                ? Optional.<Freshness>empty()
                : Optional.of(reading.freshness());
          });
    } catch (UnavailableException away) {
      return Optional.empty();
    }
  }

  /** Returns those of the assets that an applied event has named. */
  public Set<Asset> named(Collection<Asset> assets) {
    return new JobGraphs(ofOwners(), limits.edges()).named(assets);
  }

  /** Whether a job has made or read anything. */
  public boolean isKnown(Job job) {
    return new JobGraphs(ofOwners(), limits.edges()).isKnown(job);
  }

  /**
   * Reads the next page of exposures of an asset; empty if no applied event has named it.
   *
   * @param cursor the {@code next} of the previous page; "" for the first page
   */
  public Optional<Exposures> exposures(
      Asset asset,
      ExposureFilter filter,
      String cursor,
      int limit,
      Moment moment,
      Promptness promptness) {
    return moment.isNow()
        ? reads.read(
            ReadKind.EXPOSURES,
            promptness,
            Need.CONSEQUENCES,
            reading -> new ExposureList(reading).read(asset, filter, cursor, limit))
        : reads.read(
            ReadKind.EXPOSURES,
            promptness,
            Need.EDGES,
            reading -> past(reading, asset, moment).exposures(filter, cursor, limit));
  }

  /**
   * Reads who and what is represented in an asset; empty if no event that counts has named it.
   *
   * @param dimension the only dimension that is wanted; "" for all
   */
  public Optional<Represented> representation(
      Asset asset, String dimension, Moment moment, Promptness promptness) {
    return reads.read(
        ReadKind.REPRESENTATION,
        promptness,
        Need.EDGES,
        reading ->
            new RepresentationReading(
                    reading, asset, dimension, moment, limits.representationAssets())
                .read());
  }

  /**
   * Reads who and what is represented in the asset of an account that was read for the same
   * request, as of its moment. Asks only for what the account does not have, and for what has
   * changed since.
   */
  public Optional<Represented> representation(AssetAccount account) {
    return reads.read(
        ReadKind.REPRESENTATION,
        Promptness.after(account.freshness()),
        Need.EDGES,
        reading ->
            new RepresentationReading(reading, account, limits.representationAssets()).read());
  }

  /**
   * Reads the next page of who took part in making an asset and who decided what; empty if no
   * applied event has named it.
   *
   * @param upstream whether to read all assets that it descends from, too
   * @param cursor the {@code next} of the previous page; "" for the first page
   * @param limit of assets on a page
   */
  public Optional<Decisions> decisions(
      Asset asset,
      boolean upstream,
      String cursor,
      int limit,
      Moment moment,
      Promptness promptness) {
    return reads.read(
        ReadKind.DECISIONS,
        promptness,
        Need.EDGES,
        reading ->
            new DecisionsReading(reading, limits.edges(), moment)
                .read(asset, upstream, cursor, limit));
  }

  /**
   * Reads whether the data of an asset reaches the targets of a use; empty if no event that counts
   * has named the asset.
   */
  public Optional<Fitness> fitness(
      Asset asset, FitnessUse use, Moment moment, Promptness promptness) {
    return reads.read(
        ReadKind.FITNESS,
        promptness,
        Need.EDGES,
        reading ->
            new FitnessReading(reading, asset, use, moment, limits.representationAssets()).read());
  }

  /**
   * Reads the next page of alerts.
   *
   * @param cursor the {@code next} of the previous page; "" for the first page
   * @throws IllegalArgumentException if the cursor does not belong to this filter
   */
  public AlertPage alerts(AlertFilter filter, String cursor, int limit, Promptness promptness) {
    return reads.read(
        ReadKind.ALERTS,
        promptness,
        Need.CONSEQUENCES,
        reading -> new AlertList(reading).read(filter, cursor, limit));
  }

  /** Reads what is counted over all assets, alerts and events. */
  public Overview overview(Promptness promptness) {
    return reads.read(
        ReadKind.OVERVIEW,
        promptness,
        Need.CONSEQUENCES,
        reading -> new OverviewReading(reading, clock.instant()).read());
  }

  /** Decides whether an asset may be used now. Waits until the read is caught up. */
  public Gate gate(Asset asset) {
    return gate(asset, Moment.NOW).orElseThrow();
  }

  /**
   * Decides whether an asset may be used, as of a moment. Waits until the read is caught up. Empty
   * if the moment is in the past and no event that counts has named the asset.
   */
  public Optional<Gate> gate(Asset asset, Moment moment) {
    return counts.count(ReadKind.GATE, () -> judged(asset, moment));
  }

  private Optional<Gate> judged(Asset asset, Moment moment) {
    CatchUp.Outcome outcome = reads.await(moment.isNow() ? Need.FACTS : Need.EDGES);
    Reading reading = begin(() -> outcome);
    if (!moment.isNow() && !new PastNaming(reading, moment).isNamed(asset)) {
      reading.requireOwners();
      return Optional.empty();
    }
    return Optional.of(
        new GateKeeper(reading, asset, moment, UpstreamReading.ASSETS, clock)
            .decide(outcome.problem(), this::atRest));
  }

  /**
   * Reads everything that one page shows about an asset, as of a moment; empty if no event that
   * counts has named it. Waits until the read is caught up.
   */
  public Optional<AssetAccount> account(Asset asset, Moment moment) {
    return counts.count(ReadKind.ACCOUNT, () -> accounted(asset, moment, 0));
  }

  /**
   * As {@link #account}, for a request that also asks for {@link #representation(AssetAccount)}:
   * one walk upstream reads what both need, unless there is too much of it.
   */
  public Optional<AssetAccount> fullAccount(Asset asset, Moment moment) {
    return counts.count(
        ReadKind.ACCOUNT, () -> accounted(asset, moment, limits.representationAssets()));
  }

  private Optional<AssetAccount> accounted(Asset asset, Moment moment, int statementsLimit) {
    CatchUp.Outcome outcome = reads.await(Need.EDGES);
    Reading reading = begin(() -> outcome);
    Optional<AssetAccount> account =
        new AccountReading(reading, asset, moment, UpstreamReading.ASSETS, statementsLimit, clock)
            .read(outcome.problem(), this::atRest);
    if (account.isEmpty()) {
      reading.requireOwners();
    }
    return account;
  }

  private Optional<String> atRest() {
    return reads.await(Need.CONSEQUENCES).problem();
  }

  /**
   * Waits until the owners have stored the facts of all events that were acknowledged before this
   * call. A read that begins after that reflects them.
   */
  public CompletableFuture<CatchUp.Outcome> facts(Duration limit) {
    return catchUp.await(CatchUp.Level.EDGES, limit);
  }

  /**
   * Finds out which event ids are taken: another event with the same id and other content is stored
   * at the asset of the claim.
   *
   * @return whether the id is taken, in the order of the claims
   */
  public List<Boolean> taken(List<Claim> claims) {
    Reading reading = ofOwners();
    return reading
        .askAll(
            claims.stream()
                .map(
                    claim ->
                        new ClaimQuestion(
                            reading.partitionOf(claim.asset()),
                            claim.asset(),
                            claim.event(),
                            claim.fingerprint()))
                .toList())
        .stream()
        .map(ClaimQuestion.Verdict::taken)
        .toList();
  }

  /**
   * Waits for a moment at which nothing waits to be processed anywhere. Completes with true then,
   * or with false if there was none within {@code limit}.
   */
  public CompletableFuture<Boolean> rest(Duration limit) {
    return quiescence.rest(limit);
  }

  /**
   * Reads how much waits to be processed.
   *
   * @throws UnavailableException if the broker does not answer
   */
  public Backlog backlog() {
    return backlogs.read();
  }

  /**
   * How far the processors are behind, at most about a second old; {@link Lag#UNKNOWN} if Kafka
   * does not answer.
   */
  public Lag lag() {
    return lag.latest();
  }

  /**
   * How many events of these partitions the processors have not read yet. The number is at most
   * about a second old.
   */
  public long eventsBehind(Collection<Integer> partitions) {
    return lag.events(partitions);
  }

  /**
   * How many records of each feed the processors have not applied, over all instances. The numbers
   * are at most about a second old; empty if Kafka does not answer, or has not answered yet.
   */
  public Map<Feed, Long> recordsBehind() {
    return lag.records();
  }

  /** How long ago Kafka last answered; less than 2 s while it does. */
  public Duration kafkaSilence() {
    return lag.silence();
  }

  /**
   * Reads the status of the service. Always returns a status; the status says what is not known.
   */
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

  /** The reads of this instance's own partitions, to answer other instances. */
  public LocalReads local() {
    return local;
  }

  private Map<Feed, Map<Integer, SpreadsQuestion.Spreads>> spreads() {
    List<SpreadsQuestion> questions = new ArrayList<>();
    for (int partition = 0; partition < cluster.partitions(); partition++) {
      questions.add(new SpreadsQuestion(Feed.GRAPH, partition));
    }
    for (int partition = 0; partition < cluster.runPartitions(); partition++) {
      questions.add(new SpreadsQuestion(Feed.OPENLINEAGE, partition));
    }
    List<SpreadsQuestion.Spreads> answers =
        new Reading(cluster, this::instance, executor, SPREADS, () -> NOT_ASKED).askAll(questions);
    Map<Feed, Map<Integer, SpreadsQuestion.Spreads>> spreads = new EnumMap<>(Feed.class);
    for (int i = 0; i < questions.size(); i++) {
      SpreadsQuestion question = questions.get(i);
      spreads
          .computeIfAbsent(question.feed(), feed -> new TreeMap<>())
          .put(question.partition(), answers.get(i));
    }
    return spreads;
  }

  private PastAsset past(Reading reading, Asset asset, Moment moment) {
    return new PastAsset(reading, asset, moment, moment.judgedAt(clock.instant()));
  }

  private Reading begin(Supplier<CatchUp.Outcome> outcome) {
    return new Reading(
        cluster, this::instance, executor, limits.time(), outcome, Optional.of(absences));
  }

  /** A read whose answer does not say how fresh it is, so that no copy may answer. */
  private Reading ofOwners() {
    return new Reading(cluster, this::instance, executor, limits.time(), () -> NOT_ASKED);
  }

  private InstanceReads instance(Instance instance) {
    if (instance.equals(cluster.self())) {
      return local;
    }
    peers.keySet().retainAll(cluster.instances());
    return peers.computeIfAbsent(instance, one -> new PeerReads(one, client, access));
  }

  /** Ends all reads and all waiting at once. */
  @Override
  public void close() {
    catchUp.close();
    quiescence.close();
    executor.shutdownNow();
  }
}
