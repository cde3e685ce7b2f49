package dev.headwater.stream;

/**
 * The names of the topics, under a common prefix.
 *
 * <p>All generations of an installation share the topics that hold what cannot be derived. The
 * topics that are derived from these, the commands and the summaries, are those of one generation.
 *
 * @param prefix of all names; {@value #DEFAULT_PREFIX} unless configured
 * @param generation of the derived topics, from 1
 */
public record TopicNames(String prefix, int generation) {
  /** The default prefix. */
  public static final String DEFAULT_PREFIX = "headwater.";

  /** The names under the default prefix. */
  public static final TopicNames DEFAULT = new TopicNames(DEFAULT_PREFIX);

  /** The names of the first generation. */
  public TopicNames(String prefix) {
    this(prefix, 1);
  }

  /** Lineage events: the source of truth, kept forever. */
  public String events() {
    return prefix + "events";
  }

  /** Commands between the owners of assets. */
  public String graph() {
    return derived("graph");
  }

  /** Alerts by id; compacted. */
  public String alerts() {
    return prefix + "alerts";
  }

  /** Summaries by URN; compacted. */
  public String assets() {
    return derived("assets");
  }

  /** Records that were rejected, unchanged. */
  public String quarantine() {
    return prefix + "quarantine";
  }

  /** OpenLineage events, an input. */
  public String openlineage() {
    return prefix + "openlineage";
  }

  private String derived(String name) {
    return prefix + name + (generation == 1 ? "" : "-" + generation);
  }
}
