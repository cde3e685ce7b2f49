package dev.headwater.query.question;

/** A topic that facts pass through on their way to their owners. */
public enum Feed {
  /** OpenLineage events, which become events. */
  OPENLINEAGE,
  /** Events. */
  EVENTS,
  /** Commands between assets. */
  GRAPH;

  /** One partition of a feed. */
  public record Place(Feed feed, int partition) {}
}
