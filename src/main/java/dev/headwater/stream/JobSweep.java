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
 * Builds the index by job for a partition whose state was written by a version without that index,
 * or with another format of it. It takes the assets in batches, between records, and stores its
 * position. Until it is done, a look-up reports that it cannot answer. An event that arrives
 * meanwhile is counted at once, and once more when the sweep reaches its asset. That is correct,
 * because the sweep overwrites the count. Not thread-safe.
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

  /**
   * Must be called before the first row is written. In an empty partition there is nothing to
   * build, so the index is complete at once.
   */
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

  /** Builds the index for the next batch of assets; does nothing when the index is complete. */
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
