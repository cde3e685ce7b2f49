package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import java.util.Comparator;

/**
 * One way in which an asset went into another, according to live events.
 *
 * @param from the input
 * @param to the output
 * @param role of the input
 * @param activity the type of the events
 * @param run the run of the latest of these events
 * @param inferred whether all of these events only inferred the edge
 */
public record Edge(
    Asset from, Asset to, Role role, EventType activity, String run, boolean inferred)
    implements Comparable<Edge> {

  private static final Comparator<Edge> ORDER =
      Comparator.comparing(Edge::from)
          .thenComparing(Edge::to)
          .thenComparing(Edge::role)
          .thenComparing(Edge::activity)
          .thenComparing(Edge::inferred)
          .thenComparing(Edge::run);

  @Override
  public int compareTo(Edge other) {
    return ORDER.compare(this, other);
  }
}
