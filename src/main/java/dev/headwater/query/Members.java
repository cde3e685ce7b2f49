package dev.headwater.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all instances for their reports. */
final class Members {
  private static final Logger LOG = LoggerFactory.getLogger(Members.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Cluster cluster;
  private final Function<Instance, InstanceReads> instances;

  Members(Cluster cluster, Function<Instance, InstanceReads> instances) {
    this.cluster = cluster;
    this.instances = instances;
  }

  /**
   * The reports of all instances; {@link InstanceReport#UNREACHABLE} for those that do not answer.
   */
  List<Status.Member> all() {
    Deadline deadline = Deadline.in(PATIENCE);
    List<Status.Member> members = new ArrayList<>();
    for (Instance instance : cluster.instances()) {
      members.add(new Status.Member(instance, report(instance, deadline)));
    }
    return members;
  }

  /**
   * The number of alert changes that are delayed for a moment, and of alerts held back, on all
   * instances together.
   *
   * @throws UnavailableException if one of them does not answer, or nobody has a partition
   */
  long pendingAlerts() {
    long timers = 0;
    Set<Integer> found = new HashSet<>();
    for (Status.Member member : all()) {
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
