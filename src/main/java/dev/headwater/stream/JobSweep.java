package dev.headwater.stream;

import dev.headwater.engine.Change;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.JobMade;
import dev.headwater.engine.Node;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Stamp;
import dev.headwater.stream.store.GraphState;
import dev.headwater.stream.store.Sweep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the index by job of a partition whose state is of a version without it: all assets, some
 * at a time, between records. How far it is stands in the store. Until it is done, a look-up says
 * that it cannot tell. What is new meanwhile is counted as it comes, and again when its asset's
 * turn comes: a count is written whole. Not thread-safe.
 */
final class JobSweep {
  private static final int AT_ONCE = 100;
  private static final int EVENTS_AT_ONCE = 100;
  private static final Logger LOG = LoggerFactory.getLogger(JobSweep.class);

  private final int partition;
  private final GraphState state;
  private Sweep sweep;

  JobSweep(int partition, GraphState state) {
    this.partition = partition;
    this.state = state;
  }

  /** Before the first row is written: a partition that is empty needs no index to be built. */
  void begin() {
    if (sweep != null) {
      return;
    }
    sweep = state.jobSweep().filter(Sweep::isForJobs).orElseGet(Sweep::beginJobs);
    if (sweep.done()) {
      return;
    }
    if (state.nodes("", "", 1).isEmpty()) {
      sweep = sweep.upTo("", true);
      state.putJobSweep(sweep);
    } else {
      LOG.info("partition {}: building the index of what each job made", partition);
    }
  }

  /** Builds some more; does nothing once all is built. */
  void goOn() {
    begin();
    if (sweep.done()) {
      return;
    }
    List<Asset> assets = state.nodes("", sweep.after(), AT_ONCE).stream().map(Node::asset).toList();
    assets.forEach(this::count);
    boolean last = assets.size() < AT_ONCE;
    sweep = sweep.upTo(last ? "" : assets.get(assets.size() - 1).urn(), last);
    state.putJobSweep(sweep);
    if (last) {
      LOG.info("partition {}: the index of what each job made is built", partition);
    }
  }

  private void count(Asset asset) {
    Map<Job, Long> counts = new TreeMap<>();
    for (ContributionKind kind : ContributionKind.values()) {
      Optional<Stamp> after = Optional.empty();
      List<Contribution> page;
      do {
        page = state.contributions(asset, kind, after, EVENTS_AT_ONCE);
        for (Contribution contribution : page) {
          if (JobMade.counts(contribution.event())) {
            counts.merge(contribution.event().job(), 1L, Long::sum);
          }
          after = Optional.of(contribution.event().stamp());
        }
      } while (page.size() == EVENTS_AT_ONCE);
    }
    counts.forEach(
        (job, count) -> state.apply(new Change.PutJobMade(new JobMade(job, asset, count))));
  }
}
