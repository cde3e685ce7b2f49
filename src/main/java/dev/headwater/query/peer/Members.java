package dev.headwater.query.peer;

import dev.headwater.query.freshness.Deadline;
import dev.headwater.query.freshness.UnavailableException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all instances for their reports, at the same time. */
public final class Members {
  private static final Logger LOG = LoggerFactory.getLogger(Members.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Function<Instance, InstanceReads> instances;
  private final Executor executor;

  public Members(Cluster cluster, Function<Instance, InstanceReads> instances, Executor executor) {
    this.cluster = cluster;
    this.instances = instances;
    this.executor = executor;
  }

  /**
   * The reports of all instances; {@link InstanceReport#UNREACHABLE} for those that do not answer.
   * Waits for them. The executor's own threads must not call this.
   */
  public List<Status.Member> all() {
    return ask().stream().map(CompletableFuture::join).toList();
  }

  /** Asks all instances. A single one answers at once. */
  private List<CompletableFuture<Status.Member>> ask() {
    Deadline deadline = Deadline.in(PATIENCE);
    Collection<Instance> all = cluster.instances();
    return all.stream()
        .map(instance -> ask(instance, deadline, all.size() == 1 ? Runnable::run : executor))
        .toList();
  }

  private CompletableFuture<Status.Member> ask(
      Instance instance, Deadline deadline, Executor where) {
    Supplier<Status.Member> asked = () -> new Status.Member(instance, report(instance, deadline));
    try {
      return CompletableFuture.supplyAsync(asked, where)
          .completeOnTimeout(
              new Status.Member(instance, InstanceReport.UNREACHABLE),
              PATIENCE.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(asked.get());
    }
  }

  /**
   * The number of alert changes that are delayed for a moment, and of alerts held back, on all
   * instances together.
   *
   * @throws UnavailableException if one of them does not answer, or nobody has a partition
   */
  public long pendingAlerts() {
    return pendingAlerts(all());
  }

  /**
   * Begins to count them; the future fails with {@link UnavailableException} where {@link
   * #pendingAlerts} throws it.
   */
  public CompletableFuture<Long> countPendingAlerts() {
    List<CompletableFuture<Status.Member>> asked = ask();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> pendingAlerts(asked.stream().map(CompletableFuture::join).toList()));
  }

  private long pendingAlerts(List<Status.Member> members) {
    long timers = 0;
    Set<Integer> found = new HashSet<>();
    for (Status.Member member : members) {
      if (!member.report().isReachable()) {
        throw new UnavailableException(
            "Instance " + member.instance() + " cannot be reached, and may have work left.");
      }
      timers += member.report().pendingAlerts();
      found.addAll(member.report().partitions());
    }
    for (int partition = 0; partition < cluster.partitions(); partition++) {
      if (!found.contains(partition)) {
        throw new UnavailableException(
            "Nobody has partition " + partition + " now, and it may have work left.");
      }
    }
    return timers;
  }

  private InstanceReport report(Instance instance, Deadline deadline) {
    try {
      return instances.apply(instance).report(deadline.remaining());
    } catch (UnavailableException away) {
      LOG.debug("no report: {}", away.getMessage());
      return InstanceReport.UNREACHABLE;
    }
  }
}
