package dev.headwater.drawing;

import java.util.List;
import java.util.Optional;

/**
 * An arrow and the curve it takes.
 *
 * @param points the start, then three points for each cubic Bézier curve: two control points and
 *     its end. The first point lies on the box that the arrow leaves, the last one on the box that
 *     it enters
 * @param label the middle of the label; empty if the label is not drawn
 */
public record PlacedArrow(Arrow arrow, List<Point> points, Optional<Point> label) {
  public PlacedArrow {
    points = List.copyOf(points);
    if (points.size() < 4 || points.size() % 3 != 1) {
      throw new IllegalArgumentException(
          "PlacedArrow: " + points.size() + " points, must be 1 and 3 for each curve");
    }
  }

  Point start() {
    return points.get(0);
  }

  Point end() {
    return points.get(points.size() - 1);
  }
}
