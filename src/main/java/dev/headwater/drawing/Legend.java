package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Says what the shapes, lines and marks of a drawing mean: those that it contains. */
final class Legend {
  private static final double ROW = 28;
  private static final double GAP = 22;
  private static final double SWATCH = 32;
  private static final double SWATCH_HEIGHT = 18;
  private static final Set<Sign> WITH_BORDER =
      EnumSet.of(Sign.SYNTHETIC, Sign.UNDOCUMENTED, Sign.PARTLY_DOCUMENTED, Sign.UNKNOWN_ORIGIN);

  /** One explanation: its width, and how to draw it at a place. */
  private record Entry(double width, Drawing drawing) {}

  private interface Drawing {
    void at(Markup svg, double x, double y);
  }

  private final List<List<Entry>> rows = new ArrayList<>();

  /** The legend for a diagram, in rows of at most the width in pixels. */
  Legend(Diagram diagram, double width) {
    double used = 0;
    List<Entry> row = new ArrayList<>();
    for (Entry entry : entries(diagram)) {
      if (!row.isEmpty() && used + entry.width() > width) {
        rows.add(row);
        row = new ArrayList<>();
        used = 0;
      }
      row.add(entry);
      used += entry.width() + GAP;
    }
    if (!row.isEmpty()) {
      rows.add(row);
    }
  }

  double height() {
    return rows.size() * ROW;
  }

  void draw(Markup svg, double left, double top) {
    double y = top;
    for (List<Entry> row : rows) {
      double x = left;
      for (Entry entry : row) {
        entry.drawing().at(svg, x, y);
        x += entry.width() + GAP;
      }
      y += ROW;
    }
  }

  private static List<Entry> entries(Diagram diagram) {
    Set<BoxKind> kinds = EnumSet.noneOf(BoxKind.class);
    Set<Sign> signs = EnumSet.noneOf(Sign.class);
    boolean focus = false;
    boolean hidden = false;
    for (Box box : diagram.boxes()) {
      kinds.add(box.kind());
      signs.addAll(box.signs());
      focus |= box.focus();
      hidden |= box.inputs().isAny() || box.outputs().isAny();
    }
    List<Entry> entries = new ArrayList<>();
    kinds.forEach(kind -> entries.add(ofKind(kind)));
    if (focus) {
      entries.add(ofFocus());
    }
    signs.forEach(sign -> entries.add(ofSign(sign)));
    if (diagram.arrows().stream().anyMatch(Arrow::inferred)) {
      entries.add(ofLine("inferred, stated by no event", true, false));
    }
    if (diagram.arrows().stream().anyMatch(Arrow::back)) {
      entries.add(ofLine("leads back", false, true));
    }
    if (hidden) {
      entries.add(ofHidden());
    }
    return entries;
  }

  private static Entry ofKind(BoxKind kind) {
    return entry(kind.word(), (svg, x, y) -> Shapes.outline(svg, kind, Set.of(), swatch(x, y)));
  }

  private static Entry ofFocus() {
    return entry(
        "what this is about",
        (svg, x, y) -> {
          Shapes.Area area = swatch(x, y).inset(5);
          Shapes.halo(svg, BoxKind.DATASET, area);
          Shapes.outline(svg, BoxKind.DATASET, Set.of(), area);
        });
  }

  private static Entry ofSign(Sign sign) {
    double before = WITH_BORDER.contains(sign) ? SWATCH + 8 : 0;
    return new Entry(
        before + Face.signWidth(sign),
        (svg, x, y) -> {
          if (before > 0) {
            Shapes.outline(svg, BoxKind.DATASET, Set.of(sign), swatch(x, y));
          }
          Figure.sign(svg, sign, x + before, y + 13);
        });
  }

  private static Entry ofLine(String words, boolean inferred, boolean back) {
    return entry(
        words,
        (svg, x, y) -> {
          Point start = new Point(x, y + 9);
          Point end = new Point(x + SWATCH, y + 9);
          List<Point> points = List.of(start, start, end, end);
          Figure.line(svg, inferred, back, Curves.line(points));
          Figure.head(svg, back, Curves.head(points));
        });
  }

  private static Entry ofHidden() {
    return entry(
        "N neighbours are not drawn; N… means N or more",
        (svg, x, y) -> Figure.tab(svg, "+N", x, y, SWATCH, SWATCH_HEIGHT));
  }

  private static Entry entry(String words, Drawing drawing) {
    return new Entry(
        SWATCH + 8 + Labels.width(words, Face.SMALL_SIZE, false),
        (svg, x, y) -> {
          drawing.at(svg, x, y);
          svg.open("text")
              .set("class", "hw-explained")
              .set("x", x + SWATCH + 8)
              .set("y", y + 13)
              .text(words)
              .close();
        });
  }

  private static Shapes.Area swatch(double x, double y) {
    return new Shapes.Area(x, y, SWATCH, SWATCH_HEIGHT);
  }
}
