package dev.headwater.openlineage;

import java.util.Set;
import java.util.stream.Stream;

/**
 * What follows from facets that were there and could not be read. Such a facet changes nothing that
 * is known, but it may have said what makes an output less clean: another source, or an activity
 * that makes synthetic data. So the event that makes the output says that its inputs are
 * incomplete, until a facet of that name is read.
 *
 * <p>Not among these are facets whose loss hides nothing: counts, owners, where the code is, the
 * parent run, what cleaning removed, compositions. An unreadable {@code headwater_synthesis} or
 * {@code headwater_training} is read as an empty one, because that it is there says the most.
 */
final class Unread {
  /** Stands for all facets of one dataset, job or run, where the object that holds them is none. */
  static final String ALL = "facets";

  /** Of an output: they name sources, or what kind of asset it is. */
  private static final Set<String> OF_OUTPUT =
      Set.of(
          ALL,
          "datasetType",
          "lifecycleStateChange",
          "version",
          PayloadFacets.INGEST,
          PayloadFacets.TRAINING);

  /** Of an input: they name the asset that was read, or its role. */
  private static final Set<String> OF_INPUT =
      Set.of(ALL, "datasetType", "symlinks", "tags", "version");

  /** Of a job or run: they say what it does to the data. */
  private static final Set<String> OF_ACTIVITY =
      Set.of(ALL, "jobType", "tags", PayloadFacets.INGEST);

  private Unread() {}

  /**
   * Whether a facet that could not be read may have said what an output was made of. Then every
   * input of the run may be a source of it.
   */
  static boolean mayNameSources(Facets output, Standing standing) {
    if (output.isUnread("lineage") || output.isUnread(ALL)) {
      return true;
    }
    boolean columns = output.entry().isEmpty() && output.isUnread("columnLineage");
    return output.lineage().isEmpty() && (columns || entriesMayBeUnread(standing));
  }

  /** Whether the job may have told of outputs in a way that could not be read. */
  static boolean entriesMayBeUnread(Standing standing) {
    return standing.jobFacets().isUnread("lineage") || standing.jobFacets().isUnread(ALL);
  }

  /**
   * Whether an output may have other sources, or be made in another way, than is known.
   *
   * @param sources that are known
   * @param versions whether version facets make assets of their own
   */
  static boolean hidesSomething(
      Facets output, Set<DatasetName> sources, AttemptView attempt, boolean versions) {
    Standing standing = attempt.standing();
    return mayNameSources(output, standing)
        || anyUnread(output, OF_OUTPUT, versions)
        || anyUnread(standing.jobFacets(), OF_ACTIVITY, versions)
        || anyUnread(standing.runFacets(), OF_ACTIVITY, versions)
        || sources.stream().anyMatch(source -> anyUnread(attempt.of(source), OF_INPUT, versions));
  }

  /**
   * Whether an input may have another role than the one that such an input has by default. Then it
   * is a plain source: a seed or a generator that it is not would document what it went into.
   */
  static boolean mayHaveARole(Facets input) {
    return input.isUnread(ALL) || input.isUnread("tags") || input.isUnread("datasetType");
  }

  private static boolean anyUnread(Facets facets, Set<String> names, boolean versions) {
    return names.stream()
        .filter(name -> versions || !name.equals("version"))
        .anyMatch(facets::isUnread);
  }

  /** The facets that may hide something, wherever they are. */
  static Stream<String> names() {
    return Stream.of(OF_OUTPUT, OF_INPUT, OF_ACTIVITY, Set.of("lineage", "columnLineage"))
        .flatMap(Set::stream)
        .distinct();
  }
}
