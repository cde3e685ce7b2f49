package dev.headwater.openlineage;

import dev.headwater.model.Job;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * How one attempt of a run, a job or a dataset stands, apart from its datasets.
 *
 * @param when what it made was made; empty if it made nothing (yet)
 * @param settled whether it is over, so that counts do not change any more
 * @param lost whether some of what it said is not known any more
 * @param makes whether it has written something that is not gone
 */
record Standing(
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

  /** Whether events of ours would come out the same, but for their times. */
  boolean saysTheSameAs(Standing other) {
    return new Standing(
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

  Standing done(Instant at) {
    return new Standing(
        kind, subject, Optional.of(at), true, lost, makes, producer, job, jobFacets, runFacets);
  }
}
