package dev.headwater.drawing;

import java.util.Set;

/**
 * The outlines of boxes: a rectangle for a dataset, one with cut corners for a model, a pill for a
 * job. What is known about the asset shows in the line of the outline.
 */
final class Shapes {
  private static final double CUT = 9;
  private static final double DATASET_RADIUS = 3;
  private static final double PILL_RADIUS = 15;
  private static final double DOUBLE = 3.5;
  private static final double HALO = 5;

  private Shapes() {}

  /** Draws the outline, and a second one inside of it for synthetic data. */
  static void outline(Markup svg, BoxKind kind, Set<Sign> signs, Area area) {
    // Not all renderers follow the order of the stylesheet: the class that decides comes first.
    String classes = border(signs) + "hw-shape-" + kind.word() + " hw-shape";
    draw(svg, kind, area, classes);
    if (signs.contains(Sign.SYNTHETIC)) {
      draw(svg, kind, area.inset(DOUBLE), "hw-inner");
    }
  }

  /** Draws the ring around the box that the diagram is about. */
  static void halo(Markup svg, BoxKind kind, Area area) {
    draw(svg, kind, area.inset(-HALO), "hw-halo");
  }

  /**
   * The class for the line of the outline. An asset may lack documentation and an origin at once;
   * then the line tells the first, and the words tell both.
   */
  private static String border(Set<Sign> signs) {
    for (Sign sign :
        new Sign[] {
          Sign.UNDOCUMENTED, Sign.UNKNOWN_ORIGIN, Sign.PARTLY_DOCUMENTED, Sign.SYNTHETIC
        }) {
      if (signs.contains(sign)) {
        return "hw-border-" + sign.key() + " ";
      }
    }
    return "";
  }

  private static void draw(Markup svg, BoxKind kind, Area area, String classes) {
    if (kind == BoxKind.MODEL) {
      svg.open("path").set("class", classes).set("d", cutCorners(area)).close();
      return;
    }
    double radius = kind == BoxKind.JOB ? Math.min(PILL_RADIUS, area.height() / 2) : DATASET_RADIUS;
    svg.open("rect")
        .set("class", classes)
        .set("x", area.x())
        .set("y", area.y())
        .set("width", area.width())
        .set("height", area.height())
        .set("rx", radius)
        .close();
  }

  private static String cutCorners(Area area) {
    String cut = Markup.number(CUT);
    String width = Markup.number(area.width() - 2 * CUT);
    String height = Markup.number(area.height() - 2 * CUT);
    return "M"
        + Markup.number(area.x() + CUT)
        + " "
        + Markup.number(area.y())
        + "h"
        + width
        + "l"
        + cut
        + " "
        + cut
        + "v"
        + height
        + "l-"
        + cut
        + " "
        + cut
        + "h-"
        + width
        + "l-"
        + cut
        + " -"
        + cut
        + "v-"
        + height
        + "z";
  }

  /** A rectangle, in pixels. */
  record Area(double x, double y, double width, double height) {
    Area inset(double by) {
      return new Area(x + by, y + by, width - 2 * by, height - 2 * by);
    }
  }
}
