package dev.headwater.drawing;

/** The small drawings that tell signs apart without colour and without words: 10 by 10 pixels. */
final class Marks {
  private static final String CIRCLE = "M5 .7A4.3 4.3 0 1 1 4.99 .7Z";

  private Marks() {}

  /** Draws the mark with its left end at x, on the base line of its word. */
  static void draw(Markup svg, Sign sign, double x, double baseline) {
    svg.open("g")
        .set(
            "transform", "translate(" + Markup.number(x) + " " + Markup.number(baseline - 9) + ")");
    switch (sign) {
      case SYNTHETIC -> solid(svg, "M5 0L10 5L5 10L0 5Z");
      case DESCENDS_FROM_SYNTHETIC -> outline(svg, "M5 .9L9.1 5L5 9.1L.9 5Z");
      case UNDOCUMENTED -> solid(svg, "M5 0L10 9.5H0Z");
      case PARTLY_DOCUMENTED -> {
        outline(svg, CIRCLE);
        solid(svg, "M5 .7A4.3 4.3 0 0 0 5 9.3Z");
      }
      case DOCUMENTED -> outline(svg, "M.8 5.5L3.8 8.6L9.3 1.6");
      case UNKNOWN_ORIGIN ->
          svg.open("text").set("class", "hw-question").set("x", 1).set("y", 9).text("?").close();
      case WAIVED -> {
        outline(svg, CIRCLE);
        outline(svg, "M2 8L8 2");
      }
      case ALERT -> solid(svg, "M3 0H7L10 3V7L7 10H3L0 7V3ZM4.2 1.8V6H5.8V1.8ZM4.2 7V8.5H5.8V7Z");
      case LOOP -> {
        outline(svg, "M8.3 3A4 4 0 1 0 9 5.6");
        outline(svg, "M8.9 .2V3.3H5.8");
      }
    }
    svg.close();
  }

  private static void solid(Markup svg, String path) {
    // Even-odd leaves the exclamation mark inside of the alert's mark open.
    svg.open("path").set("class", "hw-solid").set("fill-rule", "evenodd").set("d", path).close();
  }

  private static void outline(Markup svg, String path) {
    svg.open("path").set("class", "hw-outline").set("d", path).close();
  }
}
