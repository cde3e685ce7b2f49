package dev.headwater.openlineage;

import dev.headwater.model.Job;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * The current state of one attempt of a run, or of a job or a dataset, apart from its datasets.
 *
 * @param when the time of the Headwater events that follow from it; empty while none follow
 * @param settled whether it is over, so that counts do not change any more
 * @param lost whether Headwater has forgotten some of what it said
 * @param makes whether it has written something that was not dropped
 */
record AttemptState(
    Kind kind,
    String subject,
    Optional<Instant> when,
    boolean settled,
    boolean lost,
    boolean makes,
    String producer,
    Optional<Job> job,
    Facets jobFacets,
    Facets runFacets) {

  /** Whether the Headwater events would be the same, apart from their times. */
  boolean saysTheSameAs(AttemptState other) {
    return new AttemptState(
            kind,
            subject,
            other.when.isPresent() && when.isPresent() ? other.when : when,
            settled,
            lost,
            makes,
            producer,
            job,
            jobFacets,
            runFacets)
        .equals(other);
  }

  AttemptState done(Instant at) {
    return new AttemptState(
        kind, subject, Optional.of(at), true, lost, makes, producer, job, jobFacets, runFacets);
  }
}
