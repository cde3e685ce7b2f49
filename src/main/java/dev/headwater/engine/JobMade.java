package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;

/**
 * An entry of the index by job: an asset that a job made. It is stored with the asset.
 *
 * @param count how many live events of the job made the asset; 0 if none does any more
 */
public record JobMade(Job job, Asset asset, long count) {

  /** Whether an event counts. A DOCUMENT event does not, because it makes nothing. */
  public static boolean counts(LineageEvent event) {
    return event.type() != EventType.DOCUMENT;
  }

  /**
   * Returns the entry with one event more or less. The count never falls below 0: while the index
   * is being built, it may lack events that are retracted now.
   */
  JobMade plus(int sign) {
    return new JobMade(job, asset, Math.max(0, count + sign));
  }
}
