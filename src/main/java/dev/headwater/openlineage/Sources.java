package dev.headwater.openlineage;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a dataset was made of. */
final class Sources {
  private Sources() {}

  /**
   * The sources of an output, each with whether that is only inferred: those that the lineage facet
   * of the dataset or else of the job names; else those that column lineage names; else all inputs,
   * inferred. What a renamed dataset was called is one in any case. Where a facet that tells of
   * them could not be read, all inputs are sources besides.
   */
  static SortedMap<DatasetName, Boolean> of(DatasetName output, Standing standing) {
    Facets facets = standing.outputs().getOrDefault(output, Facets.NONE);
    Optional<List<DatasetName>> told =
        facets
            .lineage()
            .or(() -> standing.entries().getOrDefault(output, Optional.empty()))
            .or(facets::columnLineage);
    SortedMap<DatasetName, Boolean> sources = new TreeMap<>();
    told.orElseGet(() -> List.copyOf(standing.inputs().keySet()))
        .forEach(source -> sources.put(source, told.isEmpty()));
    if (Unread.mayNameSources(output, standing)) {
      standing.inputs().keySet().forEach(source -> sources.putIfAbsent(source, true));
    }
    facets.previousName().ifPresent(previous -> sources.put(previous, false));
    return sources;
  }
}
