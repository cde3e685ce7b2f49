package dev.headwater.query;

import dev.headwater.model.Job;
import dev.headwater.query.freshness.Stale;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.peer.Copy;
import dev.headwater.query.peer.Instance;
import dev.headwater.query.peer.InstanceReport;
import dev.headwater.query.peer.LocalReads;
import dev.headwater.query.peer.PeerAccess;
import dev.headwater.query.progress.Backlog;
import dev.headwater.query.progress.FakeWatermarks;
import dev.headwater.query.question.JobRun;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.RunReads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** One instance with all partitions of a graph in memory. */
public final class FakeService implements AutoCloseable {
  public static final Instance SELF = new Instance("127.0.0.1", 1);

  public final FakeGraph graph;
  public final FakeCluster cluster;

  /** What waits in the topics; null if Kafka does not answer. */
  public final AtomicReference<Backlog> backlog =
      new AtomicReference<>(new Backlog(0, 0, false, 1));

  /** How far the copies of this instance are behind. */
  public static final Stale BEHIND = new Stale(7, 1_234);

  private final Map<Job, List<JobRun>> runsByJob = new ConcurrentHashMap<>();

  public volatile InstanceReport report;
  public final Queries queries;

  /** The name of the state. */
  public static final String STATE = "headwater headwater.graph";

  public FakeService(int partitions) {
    this(new FakeGraph(partitions), SELF, ReadLimits.DEFAULT);
  }

  public FakeService(FakeGraph graph, Instance self, ReadLimits limits) {
    this.graph = graph;
    this.cluster = new FakeCluster(graph, self);
    this.report =
        new InstanceReport("RUNNING", IntStream.range(0, graph.count()).boxed().toList(), 0, 0, 0);
    LocalReads local = new LocalReads(this::hosted, this::hostedRuns, this::copy, () -> report);
    this.queries =
        new Queries(
            cluster,
            local,
            this::read,
            new FakeWatermarks(this::read),
            new FakeWatermarks(this::read),
            limits,
            new PeerAccess(Optional.empty(), () -> "", STATE),
            new ReadCounts());
  }

  private Optional<PartitionReads> hosted(int partition) {
    List<Instance> owner = cluster.owner(partition).stream().toList();
    return owner.contains(cluster.self()) ? Optional.of(graph.reads(partition)) : Optional.empty();
  }

  private Optional<Copy> copy(int partition) {
    return cluster.copies(partition).contains(cluster.self())
        ? Optional.of(new Copy(graph.reads(partition), BEHIND))
        : Optional.empty();
  }

  private Optional<RunReads> hostedRuns(int partition) {
    return Optional.of(
        new RunReads() {
          @Override
          public List<JobRun> runs(Job job, int limit, int inputs) {
            return runsByJob.getOrDefault(job, List.of()).stream().limit(limit).toList();
          }

          @Override
          public List<String> spreads(int limit) {
            return List.of();
          }

          @Override
          public long spreadEndedAt() {
            return 0;
          }
        });
  }

  /** Adds a run of a job, as if OpenLineage events had described it. */
  public void run(Job job, JobRun run) {
    cluster.runs = true;
    runsByJob.computeIfAbsent(job, any -> new CopyOnWriteArrayList<>()).add(run);
  }

  private Backlog read() {
    Backlog now = backlog.get();
    if (now == null) {
      throw new UnavailableException("Kafka does not answer.");
    }
    return now;
  }

  @Override
  public void close() {
    queries.close();
  }
}
