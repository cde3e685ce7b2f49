package dev.headwater.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * What a box shows, line by line, and how large it is therefore.
 *
 * <p>The body holds the texts. To its left and right there may be a tab each, the button for the
 * neighbours that are not drawn. All lengths are in pixels.
 *
 * @param leftTab width of the left tab; 0 if there is none
 * @param body width of the body
 * @param lines from top to bottom
 */
record Face(double leftTab, double body, double rightTab, double height, List<Line> lines) {
  static final double NAME_SIZE = 13;
  static final double SMALL_SIZE = 11;

  /** How far the texts keep from the border of the body. */
  static final double PADDING = 12;

  /** From the mark of a sign to its word. */
  static final double MARK = 14;

  private static final double MAX_BODY = 240;
  private static final double MIN_BODY = 104;
  private static final double MAX_TEXT = MAX_BODY - 2 * PADDING;
  private static final double GAP = 10;
  private static final double TAB_PADDING = 7;

  /** Texts beside each other, at one base line. */
  record Line(double baseline, List<Part> parts) {}

  /** Something in a line, at a distance from the left border of the body. */
  sealed interface Part {
    double x();

    /**
     * A text.
     *
     * @param style the end of its class name
     */
    record Words(double x, String text, String style) implements Part {}

    /** The mark and the word of a sign. */
    record Signed(double x, Sign sign) implements Part {}
  }

  static Face of(Box box) {
    double top = box.kind() == BoxKind.JOB ? 0 : 17;
    List<Line> lines = new ArrayList<>();
    double used = box.kind() == BoxKind.JOB ? jobLine(box, lines) : assetLines(box, lines);
    double bottom = lines.get(lines.size() - 1).baseline();
    List<Line> signs = new ArrayList<>();
    used = Math.max(used, signLines(box, bottom, signs));
    lines.addAll(signs);
    double body = Math.max(used + 2 * PADDING, top > 0 ? MIN_BODY : 0);
    double last = lines.get(lines.size() - 1).baseline();
    return new Face(
        tab(box.inputs()), Math.ceil(body), tab(box.outputs()), last + 11, List.copyOf(lines));
  }

  double width() {
    return leftTab + body + rightTab;
  }

  private static double tab(Hidden hidden) {
    return hidden.isAny()
        ? Math.ceil(Labels.width(hidden.button(), SMALL_SIZE, true) + 2 * TAB_PADDING)
        : 0;
  }

  /** A job takes one line, so that it is smaller than the data around it. */
  private static double jobLine(Box box, List<Line> lines) {
    double word = Labels.width(BoxKind.JOB.word(), SMALL_SIZE, false) + 6;
    String name = Labels.fit(box.name(), MAX_TEXT - word, NAME_SIZE, true);
    lines.add(
        new Line(
            19,
            List.of(
                new Part.Words(PADDING, BoxKind.JOB.word(), "kind"),
                new Part.Words(PADDING + word, name, "name"))));
    return word + Labels.width(name, NAME_SIZE, true);
  }

  private static double assetLines(Box box, List<Line> lines) {
    String kind = box.kind().word();
    double kindWidth = Labels.width(kind, SMALL_SIZE, false) + GAP;
    String namespace = Labels.fit(box.namespace(), MAX_TEXT - kindWidth, SMALL_SIZE, false);
    List<Part> head = new ArrayList<>();
    head.add(new Part.Words(PADDING, kind, "kind"));
    if (!namespace.isEmpty()) {
      head.add(new Part.Words(PADDING + kindWidth, namespace, "namespace"));
    }
    lines.add(new Line(18, head));
    double used = kindWidth + Labels.width(namespace, SMALL_SIZE, false);

    String name = Labels.fit(box.name(), MAX_TEXT, NAME_SIZE, true);
    lines.add(new Line(35, List.of(new Part.Words(PADDING, name, "name"))));
    used = Math.max(used, Labels.width(name, NAME_SIZE, true));

    if (!box.version().isEmpty()) {
      double word = Labels.width("version ", SMALL_SIZE, false);
      String version = Labels.fit(box.version(), MAX_TEXT - word, SMALL_SIZE, false);
      lines.add(
          new Line(
              50,
              List.of(
                  new Part.Words(PADDING, "version", "kind"),
                  new Part.Words(PADDING + word, version, "version"))));
      used = Math.max(used, word + Labels.width(version, SMALL_SIZE, false));
    }
    return used;
  }

  /** Adds the signs, as many beside each other as fit. Returns the width that they take. */
  private static double signLines(Box box, double below, List<Line> lines) {
    double used = 0;
    double x = 0;
    double baseline = below + 18;
    List<Part> parts = new ArrayList<>();
    for (Sign sign : box.signs()) {
      double width = signWidth(sign);
      if (!parts.isEmpty() && x + width > MAX_TEXT) {
        lines.add(new Line(baseline, List.copyOf(parts)));
        parts.clear();
        x = 0;
        baseline += 16;
      }
      parts.add(new Part.Signed(PADDING + x, sign));
      used = Math.max(used, x + width);
      x += width + GAP;
    }
    if (!parts.isEmpty()) {
      lines.add(new Line(baseline, List.copyOf(parts)));
    }
    return used;
  }

  static double signWidth(Sign sign) {
    return MARK + Labels.width(sign.word(), SMALL_SIZE, true);
  }
}
