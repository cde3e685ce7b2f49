package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import java.time.Instant;
import java.util.List;

/**
 * The page of a job.
 *
 * @param job it is about
 * @param picture what it reads and writes
 * @param uses what it made of what
 * @param moreUses what that list leaves out; "" if nothing
 * @param runs its latest events, the latest first
 * @param moreRuns what that list leaves out; "" if nothing
 * @param freshness of the page
 */
public record JobView(
    Job job,
    PictureView picture,
    List<Use> uses,
    String moreUses,
    List<Run> runs,
    String moreRuns,
    FreshnessView freshness) {
  public JobView {
    uses = List.copyOf(uses);
    runs = List.copyOf(runs);
  }

  /**
   * What the job made, and the inputs of its latest event.
   *
   * @param more what the list of inputs leaves out; "" if nothing
   */
  public record Use(Asset made, List<Asset> inputs, String more) {
    public Use {
      inputs = List.copyOf(inputs);
    }
  }

  /** An event of the job. */
  public record Run(Instant at, String type, String run, Asset made) {}
}
