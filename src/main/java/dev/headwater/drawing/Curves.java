package dev.headwater.drawing;

import java.util.List;

/** The lines and heads of arrows as paths. */
final class Curves {
  private static final double HEAD_LENGTH = 8;
  private static final double HEAD_HALF = 3.6;

  private Curves() {}

  static String line(List<Point> points) {
    StringBuilder path = new StringBuilder("M");
    at(path, points.get(0));
    for (int i = 1; i < points.size(); i++) {
      path.append(i % 3 == 1 ? 'C' : ' ');
      at(path, points.get(i));
    }
    return path.toString();
  }

  /** A triangle whose tip is the end of the arrow. */
  static String head(List<Point> points) {
    Point tip = points.get(points.size() - 1);
    Point before = points.get(0);
    for (int i = points.size() - 2; i >= 0; i--) {
      // The last control point may coincide with the end, and then has no direction.
      if (distance(points.get(i), tip) > 0.5) {
        before = points.get(i);
        break;
      }
    }
    double length = Math.max(distance(before, tip), 1e-6);
    double dx = (tip.x() - before.x()) / length;
    double dy = (tip.y() - before.y()) / length;
    double baseX = tip.x() - dx * HEAD_LENGTH;
    double baseY = tip.y() - dy * HEAD_LENGTH;
    StringBuilder path = new StringBuilder("M");
    at(path, tip);
    path.append('L');
    at(path, new Point(baseX - dy * HEAD_HALF, baseY + dx * HEAD_HALF));
    path.append('L');
    at(path, new Point(baseX + dy * HEAD_HALF, baseY - dx * HEAD_HALF));
    return path.append('Z').toString();
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }

  private static void at(StringBuilder path, Point point) {
    path.append(Markup.number(point.x())).append(' ').append(Markup.number(point.y()));
  }
}
