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
 * What a dataset was made of. Facets make that more precise; they take no input away:
 *
 * <ol>
 *   <li>What the lineage facet of the output, the job's entry for it, or its column lineage names
 *       is a source. So is what a renamed dataset was called.
 *   <li>Where a lineage facet or an entry states the sources, there are no others.
 *   <li>Where only column lineage does, each input that no facet of the run names at all is a
 *       source too, inferred.
 *   <li>Without any of them all inputs are, inferred; and so they are, beside what is named, where
 *       one of them could not be read.
 * </ol>
 */
final class Sources {
  private Sources() {}

  /** How the sources of an output are found. */
  enum Extent {
    /** They are stated. */
    STATED,
    /** Some are stated; inputs that nobody names may be others. */
    NAMED,
    /** None are stated. */
    OPEN
  }

  /** By what the output says alone; see {@link Unread} for facets that cannot be read. */
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

  /** The sources of an output, each with whether that is only inferred. */
  static SortedMap<DatasetName, Boolean> of(DatasetName output, AttemptView attempt) {
    SortedMap<DatasetName, Boolean> sources = new TreeMap<>();
    Optional<Facets> facets = attempt.output(output).map(OutputView::facets);
    boolean open = Unread.mayNameSources(facets.orElse(Facets.NONE), attempt.standing());
    Extent extent = open ? Extent.OPEN : facets.map(Sources::extent).orElse(Extent.OPEN);
    switch (extent) {
      case OPEN -> attempt.inputs().keySet().forEach(input -> sources.put(input, true));
      case NAMED -> attempt.unnamedInputs().forEach(input -> sources.put(input, true));
      case STATED -> {
        // There are no others.
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
