package dev.headwater.drawing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a placed diagram as SVG.
 *
 * <p>What the drawing is made of, by class:
 *
 * <ul>
 *   <li>{@code hw-graph}: the whole. Inside of it {@code hw-pan}: what a script moves and scales.
 *   <li>{@code hw-box}: a box, a link if it leads anywhere, with {@code data-id}. Its kind: {@code
 *       hw-dataset}, {@code hw-model}, {@code hw-job}. Its signs: {@code hw-synthetic}, {@code
 *       hw-descends}, {@code hw-undocumented}, {@code hw-partial}, {@code hw-documented}, {@code
 *       hw-unknown}, {@code hw-waived}, {@code hw-alert}, {@code hw-loop}. In focus: {@code
 *       hw-focus}, and {@code aria-current}.
 *   <li>In a box, its lines: {@code hw-shape} with {@code hw-shape-dataset}, {@code
 *       hw-shape-model}, {@code hw-shape-job} and one of {@code hw-border-undocumented}, {@code
 *       hw-border-unknown}, {@code hw-border-partial}, {@code hw-border-synthetic} or none; {@code
 *       hw-inner}, the second border of synthetic data; {@code hw-halo}, the ring of the focus.
 *   <li>In a box, its texts: {@code hw-kind}, {@code hw-namespace}, {@code hw-name}, {@code
 *       hw-version}; and its signs: {@code hw-sign} with {@code hw-ink-} and the name of the sign
 *       as above, holding a mark ({@code hw-solid}, {@code hw-outline}, {@code hw-question}) and
 *       {@code hw-word}.
 *   <li>{@code hw-more} with {@code hw-more-inputs} or {@code hw-more-outputs}: the button for
 *       neighbours that are not drawn, with {@code data-of}. In it {@code hw-tab} and {@code
 *       hw-count}.
 *   <li>{@code hw-arrow}, with {@code data-from} and {@code data-to}; {@code hw-inferred}, {@code
 *       hw-back}. In it {@code hw-line} with {@code hw-line-inferred}, {@code hw-line-back}; {@code
 *       hw-head} with {@code hw-head-back}; {@code hw-label}.
 *   <li>A script may add {@code hw-lit} to boxes, buttons and arrows of a highlighted path, and
 *       {@code hw-dim} to the others.
 *   <li>In the file to take away only: {@code hw-paper}, {@code hw-title}, {@code hw-caption},
 *       {@code hw-explained}.
 * </ul>
 */
public final class Svg {
  private static final String FONT = "sans-serif";
  private static final double MARGIN = 16;
  private static final double MIN_WIDTH = 440;
  private static final double TITLE_SIZE = 16;
  private static final double CAPTION_SIZE = 12;

  /** The style of the files to take away, read once. */
  private static final String STYLE = style();

  private Svg() {}

  /**
   * An element for a page in HTML. It has no style of its own: no attribute, no element, no script,
   * no id; the stylesheet {@code drawing.css} styles it. A page may hold several.
   */
  public static String inline(Placed placed) {
    Markup svg = new Markup();
    size(svg.open("svg").set("class", "hw-graph"), placed.width(), placed.height())
        .set("role", "group")
        .set("aria-label", Labels.readable(placed.diagram().title()));
    svg.open("g").set("class", "hw-pan");
    new Figure(svg, true).draw(placed);
    return svg.close().close().toString();
  }

  /** A file to take away, without a caption. */
  public static String standalone(Placed placed) {
    return standalone(placed, "");
  }

  /**
   * A file to take away: with its title, a legend, a white background and a style of its own, and
   * without links.
   *
   * @param caption what a reader must know of the drawing, for example as of when it holds and
   *     whether it is complete; empty for none
   */
  public static String standalone(Placed placed, String caption) {
    Check.text("Svg: caption", caption);
    double width = Math.max(placed.width(), MIN_WIDTH);
    double inner = width - 2 * MARGIN;
    List<String> title = Labels.wrap(placed.diagram().title(), inner, TITLE_SIZE, true);
    List<String> under = Labels.wrap(caption, inner, CAPTION_SIZE, false);
    Legend legend = new Legend(placed.diagram(), inner);
    double graphTop = MARGIN / 2 + title.size() * 22 + under.size() * 17;
    double legendTop = graphTop + placed.height() + MARGIN / 2;
    double height = legendTop + legend.height() + MARGIN;

    Markup svg = new Markup();
    size(svg.open("svg").set("xmlns", "http://www.w3.org/2000/svg"), width, height)
        .set("class", "hw-graph")
        .set("font-family", FONT);
    svg.leaf("title", Labels.readable(placed.diagram().title())).leaf("style", STYLE);
    svg.open("rect").set("class", "hw-paper").set("width", width).set("height", height).close();
    double y = lines(svg, title, "hw-title", MARGIN / 2, 22);
    lines(svg, under, "hw-caption", y, 17);
    svg.open("g").set("transform", "translate(0 " + Markup.number(graphTop) + ")");
    new Figure(svg, false).draw(placed);
    svg.close();
    legend.draw(svg, MARGIN, legendTop);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.close() + "\n";
  }

  private static Markup size(Markup svg, double width, double height) {
    return svg.set("width", width)
        .set("height", height)
        .set("viewBox", "0 0 " + Markup.number(width) + " " + Markup.number(height));
  }

  private static double lines(
      Markup svg, List<String> lines, String style, double top, double height) {
    double y = top;
    for (String line : lines) {
      y += height;
      svg.open("text").set("class", style).set("x", MARGIN).set("y", y - 4).text(line).close();
    }
    return y;
  }

  private static String style() {
    try (InputStream in = Svg.class.getResourceAsStream("standalone.css")) {
      if (in == null) {
        throw new IllegalStateException("standalone.css is missing beside " + Svg.class.getName());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
