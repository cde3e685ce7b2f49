package dev.headwater.openlineage;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what follows from facets that were there and could not be read. Such a facet changes
 * nothing that is known. But it may have said something that makes an output less clean: another
 * source, or an activity that makes synthetic data. So the event that makes the output says that
 * its inputs are incomplete, until a readable facet of that name comes.
 *
 * <p>Facets whose loss hides nothing are not listed here: counts, owners, the place of the code,
 * the parent run, what cleaning removed, compositions. An unreadable {@code headwater_synthesis} or
 * {@code headwater_training} is read as an empty one, because its mere presence says what matters
 * most.
 */
final class Unread {
  /**
   * Stands for all facets of one dataset, job or run if the field that should hold them is not an
   * object.
   */
  static final String ALL = "facets";

  /**
   * Facets of an output that may say what it was made from, how it was made, or which asset it is.
   */
  private static final Set<String> OF_OUTPUT =
      Set.of(
          ALL,
          "datasetType",
          "lifecycleStateChange",
          "version",
          PayloadFacets.INGEST,
          PayloadFacets.TRAINING);

  /** Facets of an input that may say which asset was read, or its role. */
  private static final Set<String> OF_INPUT =
      Set.of(ALL, "datasetType", "symlinks", "tags", "version");

  /** Facets of a job or run that may say what it does to the data. */
  private static final Set<String> OF_ACTIVITY =
      Set.of(ALL, "jobType", "tags", PayloadFacets.INGEST);

  private Unread() {}

  /**
   * Whether an unread facet may have said what an output was made of. Then every input of the run
   * may be a source of it.
   */
  static boolean mayNameSources(Facets output, AttemptState standing) {
    if (output.isUnread("lineage") || output.isUnread(ALL)) {
      return true;
    }
    boolean columns = output.entry().isEmpty() && output.isUnread("columnLineage");
    return output.lineage().isEmpty() && (columns || entriesMayBeUnread(standing));
  }

  /** Whether the job may have named outputs and their sources in a facet that could not be read. */
  static boolean entriesMayBeUnread(AttemptState standing) {
    return standing.jobFacets().isUnread("lineage") || standing.jobFacets().isUnread(ALL);
  }

  /**
   * Whether an output may have other sources than is known, or may have been made in another way.
   *
   * @param sources the known ones
   * @param versions whether a dataset's version facet becomes part of the asset's name
   */
  static boolean hidesSomething(
      Facets output, Set<DatasetName> sources, AttemptView attempt, boolean versions) {
    AttemptState standing = attempt.standing();
    return mayNameSources(output, standing)
        || anyUnread(output, OF_OUTPUT, versions)
        || anyUnread(standing.jobFacets(), OF_ACTIVITY, versions)
        || anyUnread(standing.runFacets(), OF_ACTIVITY, versions)
        || sources.stream().anyMatch(source -> anyUnread(attempt.of(source), OF_INPUT, versions));
  }

  /**
   * Whether an input may have another role than its default one. Then it counts as a plain source.
   * A seed or generator counts as documentation of the output, so the input must not become one by
   * default.
   */
  static boolean mayHaveARole(Facets input) {
    return input.isUnread(ALL) || input.isUnread("tags") || input.isUnread("datasetType");
  }

  private static boolean anyUnread(Facets facets, Set<String> names, boolean versions) {
    return names.stream()
        .filter(name -> versions || !name.equals("version"))
        .anyMatch(facets::isUnread);
  }

  /** The names of all facets that may hide something. */
  static Stream<String> names() {
    return Stream.of(OF_OUTPUT, OF_INPUT, OF_ACTIVITY, Set.of("lineage", "columnLineage"))
        .flatMap(Set::stream)
        .distinct();
  }
}
