package dev.headwater.query.freshness;

/**
 * How far a partition has been processed: its rows contain everything before these offsets.
 *
 * @param events offset in the events topic of the next record to apply
 * @param graph offset in the graph topic of the next record to apply
 */
public record Applied(long events, long graph) {
  /** Nothing is known to be applied. */
  public static final Applied NOTHING = new Applied(0, 0);

  /**
   * The smaller offset of both, for each topic. For an answer made of several reads of one
   * partition.
   */
  public Applied earlier(Applied other) {
    return new Applied(Math.min(events, other.events), Math.min(graph, other.graph));
  }
}
