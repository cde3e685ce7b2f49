package dev.headwater.stream;

/**
 * The topics, under a common prefix.
 *
 * @param prefix of all names; {@value #DEFAULT_PREFIX} unless configured
 */
public record TopicNames(String prefix) {
  /** The prefix that is used unless another is configured. */
  public static final String DEFAULT_PREFIX = "headwater.";

  /** The names under the default prefix. */
  public static final TopicNames DEFAULT = new TopicNames(DEFAULT_PREFIX);

  /** Lineage events: the source of truth, kept for ever. */
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

  /** What could not be taken, as it came. */
  public String quarantine() {
    return prefix + "quarantine";
  }

  /** OpenLineage events, an input. */
  public String openlineage() {
    return prefix + "openlineage";
  }
}
