package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;

/**
 * An asset that a job made: an entry of the index by job, kept where the asset is.
 *
 * @param count how many live events of the job make the asset; 0: none any more
 */
public record JobMade(Job job, Asset asset, long count) {

  /** Whether an event counts: a document makes nothing. */
  public static boolean counts(LineageEvent event) {
    return event.type() != EventType.DOCUMENT;
  }

  /** With one more, or one less; a count that was never begun stays at 0. */
  JobMade plus(int sign) {
    return new JobMade(job, asset, Math.max(0, count + sign));
  }
}
