package dev.headwater.stream;

/**
 * The names of the topics, under a common prefix.
 *
 * @param prefix of all names; {@value #DEFAULT_PREFIX} unless configured
 */
public record TopicNames(String prefix) {
  /** The default prefix. */
  public static final String DEFAULT_PREFIX = "headwater.";

  /** The names under the default prefix. */
  public static final TopicNames DEFAULT = new TopicNames(DEFAULT_PREFIX);

  /** Lineage events: the source of truth, kept forever. */
  public String events() {
    return prefix + "events";
  }

  /** Commands between the owners of assets. */
  public String graph() {
    return prefix + "graph";
  }

  /** Alerts by id; compacted. */
  public String alerts() {
    return prefix + "alerts";
  }

  /** Summaries by URN; compacted. */
  public String assets() {
    return prefix + "assets";
  }

  /** Records that were rejected, unchanged. */
  public String quarantine() {
    return prefix + "quarantine";
  }

  /** OpenLineage events, an input. */
  public String openlineage() {
    return prefix + "openlineage";
  }
}
