package dev.headwater.openlineage;

import dev.headwater.model.Job;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a run, a job or a dataset stands after all that has been said of it.
 *
 * @param when what it made was made; empty if it made nothing (yet)
 * @param settled whether it is over, so that counts do not change any more
 * @param entries what the lineage facet of the job tells, by target; with sources where it names
 *     them
 */
record Standing(
    Kind kind,
    String subject,
    Optional<Instant> when,
    boolean settled,
    String producer,
    Optional<Job> job,
    Facets jobFacets,
    Facets runFacets,
    SortedMap<DatasetName, Optional<List<DatasetName>>> entries,
    SortedMap<DatasetName, Facets> inputs,
    SortedMap<DatasetName, Facets> outputs) {

  /** What is said of a dataset, wherever it is named. */
  Facets of(DatasetName name) {
    Facets found = inputs.get(name);
    return found != null ? found : outputs.getOrDefault(name, Facets.NONE);
  }
}
