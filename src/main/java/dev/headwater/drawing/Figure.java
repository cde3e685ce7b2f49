package dev.headwater.drawing;

import java.util.HashMap;
import java.util.Map;

/** Draws the arrows and boxes of a placed diagram, with or without links. */
final class Figure {
  private final Markup svg;
  private final boolean links;

  Figure(Markup svg, boolean links) {
    this.svg = svg;
    this.links = links;
  }

  /** Arrows first, so that boxes lie above them. */
  void draw(Placed placed) {
    Map<String, Box> boxes = new HashMap<>();
    placed.diagram().boxes().forEach(box -> boxes.put(box.id(), box));
    placed.arrows().forEach(arrow -> draw(arrow, boxes));
    placed.boxes().forEach(this::draw);
  }

  private void draw(PlacedArrow placed, Map<String, Box> boxes) {
    Arrow arrow = placed.arrow();
    String classes = (arrow.inferred() ? " hw-inferred" : "") + (arrow.back() ? " hw-back" : "");
    svg.open("g")
        .set("class", "hw-arrow" + classes)
        .set("data-from", arrow.from())
        .set("data-to", arrow.to())
        .leaf("title", Wording.of(arrow, boxes));
    line(svg, arrow.inferred(), arrow.back(), Curves.line(placed.points()));
    head(svg, arrow.back(), Curves.head(placed.points()));
    placed
        .label()
        .ifPresent(
            middle ->
                svg.open("text")
                    .set("class", "hw-label")
                    .set("x", middle.x())
                    .set("y", middle.y() + 3)
                    .set("text-anchor", "middle")
                    .text(Layout.labelText(arrow))
                    .close());
    svg.close();
  }

  static void line(Markup svg, boolean inferred, boolean back, String path) {
    svg.open("path")
        .set(
            "class",
            (back ? "hw-line-back " : "") + (inferred ? "hw-line-inferred " : "") + "hw-line")
        .set("d", path)
        .close();
  }

  static void head(Markup svg, boolean back, String path) {
    svg.open("path").set("class", back ? "hw-head-back hw-head" : "hw-head").set("d", path).close();
  }

  private void draw(PlacedBox placed) {
    Box box = placed.box();
    Face face = Face.of(box);
    double body = placed.x() + face.leftTab();
    if (face.leftTab() > 0) {
      Shapes.Area tab = new Shapes.Area(placed.x(), placed.y(), face.leftTab(), placed.height());
      tab(box, box.inputs(), "input", tab);
    }
    String words = Wording.of(box);
    boolean link = open("hw-box" + classes(box), box.href(), words);
    svg.set("data-id", box.id());
    if (box.focus()) {
      svg.set("aria-current", "true");
    }
    if (!link) {
      svg.set("role", "img");
    }
    svg.leaf("title", words);
    Shapes.Area area = new Shapes.Area(body, placed.y(), face.body(), placed.height());
    if (box.focus()) {
      Shapes.halo(svg, box.kind(), area);
    }
    Shapes.outline(svg, box.kind(), box.signs(), area);
    for (Face.Line line : face.lines()) {
      line.parts().forEach(part -> draw(part, body, placed.y() + line.baseline()));
    }
    svg.close();
    if (face.rightTab() > 0) {
      Shapes.Area tab =
          new Shapes.Area(body + face.body(), placed.y(), face.rightTab(), placed.height());
      tab(box, box.outputs(), "output", tab);
    }
  }

  private static String classes(Box box) {
    StringBuilder classes = new StringBuilder(" hw-").append(box.kind().word());
    box.signs().forEach(sign -> classes.append(" hw-").append(sign.key()));
    return classes.append(box.focus() ? " hw-focus" : "").toString();
  }

  private void draw(Face.Part part, double left, double baseline) {
    if (part instanceof Face.Part.Words words) {
      svg.open("text")
          .set("class", "hw-" + words.style())
          .set("x", left + words.x())
          .set("y", baseline)
          .text(words.text())
          .close();
    } else if (part instanceof Face.Part.Signed signed) {
      sign(svg, signed.sign(), left + signed.x(), baseline);
    }
  }

  static void sign(Markup svg, Sign sign, double x, double baseline) {
    svg.open("g").set("class", "hw-sign hw-ink-" + sign.key());
    Marks.draw(svg, sign, x, baseline);
    svg.open("text")
        .set("class", "hw-word")
        .set("x", x + Face.MARK)
        .set("y", baseline)
        .text(sign.word())
        .close();
    svg.close();
  }

  private void tab(Box box, Hidden hidden, String singular, Shapes.Area area) {
    String words = Wording.ofHidden(box, hidden, singular);
    boolean link = open("hw-more hw-more-" + singular + "s", hidden.href(), words);
    svg.set("data-of", box.id());
    if (!link) {
      svg.set("role", "img");
    }
    svg.leaf("title", words);
    tab(svg, hidden.button(), area.x(), area.y() + 6, area.width(), area.height() - 12);
    svg.close();
  }

  static void tab(Markup svg, String text, double x, double y, double width, double height) {
    svg.open("rect")
        .set("class", "hw-tab")
        .set("x", x + 1.5)
        .set("y", y)
        .set("width", width - 3)
        .set("height", height)
        .set("rx", 3)
        .close();
    svg.open("text")
        .set("class", "hw-count")
        .set("x", x + width / 2)
        .set("y", y + height / 2 + 4)
        .set("text-anchor", "middle")
        .text(text)
        .close();
  }

  /** Opens a link, or a group where there is nowhere to go to. Returns whether it is a link. */
  private boolean open(String classes, String href, String words) {
    boolean link = links && !href.isEmpty();
    svg.open(link ? "a" : "g").set("class", classes);
    if (link) {
      svg.set("href", href);
    }
    svg.set("aria-label", words);
    return link;
  }
}
