package dev.headwater.openlineage;

import dev.headwater.openlineage.AttemptView.OutputView;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds out what a dataset was made of. Facets make the answer more precise:
 *
 * <ol>
 *   <li>Datasets that the lineage facet of the output, the job's entry for it, or its column
 *       lineage names are sources. So is the former name of a renamed dataset.
 *   <li>If a lineage facet or an entry states the sources, there are no others.
 *   <li>If only column lineage states sources, each input that no facet of the run names is a
 *       source too, inferred.
 *   <li>If none of the three states sources, all inputs are inferred sources. The same holds, in
 *       addition to named sources, if one of the three could not be read.
 * </ol>
 */
final class Sources {
  private Sources() {}

  /** How completely the sources of an output are stated. */
  enum Extent {
    /** All sources are stated. */
    STATED,
    /** Some sources are stated. Inputs that no facet names may be sources too. */
    NAMED,
    /** No sources are stated. Every input may be one. */
    OPEN
  }

  /**
   * The extent according to the facets of the output alone. See {@link Unread} for facets that
   * cannot be read.
   */
  static Extent extent(Facets output) {
    if (output.isUnread("lineage") || output.isUnread(Unread.ALL)) {
      return Extent.OPEN;
    }
    if (output.lineage().isPresent() || output.entry().isPresent()) {
      return Extent.STATED;
    }
    boolean named = output.columnLineage().isPresent() && !output.isUnread("columnLineage");
    return named ? Extent.NAMED : Extent.OPEN;
  }

  /** The sources of an output. The value says whether the source is only inferred. */
  static SortedMap<DatasetName, Boolean> of(DatasetName output, AttemptView attempt) {
    SortedMap<DatasetName, Boolean> sources = new TreeMap<>();
    Optional<Facets> facets = attempt.output(output).map(OutputView::facets);
    boolean open = Unread.mayNameSources(facets.orElse(Facets.NONE), attempt.standing());
    Extent extent = open ? Extent.OPEN : facets.map(Sources::extent).orElse(Extent.OPEN);
    switch (extent) {
      case OPEN -> attempt.inputs().keySet().forEach(input -> sources.put(input, true));
      case NAMED -> attempt.unnamedInputs().forEach(input -> sources.put(input, true));
      case STATED -> {
        // Only the named ones, which are added below.
      }
    }
    facets.ifPresent(
        found -> {
          named(found).forEach(source -> sources.put(source, false));
          found.previousName().ifPresent(previous -> sources.put(previous, false));
        });
    return sources;
  }

  /** The sources that the facets of an output of {@code attempt} name. */
  static Set<DatasetName> named(DatasetName output, AttemptView attempt) {
    return attempt.output(output).map(OutputView::facets).map(Sources::named).orElse(Set.of());
  }

  static Set<DatasetName> named(Facets output) {
    return Stream.of(output.lineage(), output.entry(), output.columnLineage())
        .flatMap(Optional<List<DatasetName>>::stream)
        .flatMap(List::stream)
        .collect(TreeSet::new, Set::add, Set::addAll);
  }
}
