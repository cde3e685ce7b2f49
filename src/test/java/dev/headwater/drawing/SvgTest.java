package dev.headwater.drawing;

import static dev.headwater.drawing.Diagrams.arrow;
import static dev.headwater.drawing.Diagrams.box;
import static dev.headwater.drawing.Diagrams.ofClass;
import static dev.headwater.drawing.Diagrams.parse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;

class SvgTest {
  private static final Set<String> ELEMENTS =
      Set.of("svg", "g", "a", "title", "path", "rect", "text");
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "class",
          "width",
          "height",
          "viewBox",
          "role",
          "aria-label",
          "aria-current",
          "href",
          "data-id",
          "data-of",
          "data-from",
          "data-to",
          "d",
          "x",
          "y",
          "rx",
          "transform",
          "text-anchor",
          "fill-rule");
  private static final Pattern HREF = Pattern.compile("[/?#].*");

  private static final Placed HOSTILE = Layout.place(Diagrams.hostile());

  @Test
  void hostileTexts_addNoElementAndNoAttribute() {
    Document document = parse(Svg.inline(HOSTILE));
    Set<String> elements = new TreeSet<>();
    Set<String> attributes = new TreeSet<>();
    for (Element element : Diagrams.elements(document, "*")) {
      elements.add(element.getTagName());
      NamedNodeMap named = element.getAttributes();
      for (int i = 0; i < named.getLength(); i++) {
        attributes.add(named.item(i).getNodeName());
      }
      if (element.hasAttribute("href")) {
        assertThat(element.getAttribute("href")).matches(HREF);
      }
    }
    assertThat(elements).isEqualTo(new TreeSet<>(ELEMENTS));
    assertThat(attributes).isEqualTo(new TreeSet<>(ATTRIBUTES));
  }

  /** An HTML parser reads {@code <} and quotes in the text itself, wherever they stand. */
  @Test
  void hostileTexts_leaveNoMarkupInTheText() {
    assertThat(Svg.inline(HOSTILE))
        .doesNotContain("<script", "<!--", "<![CDATA[", "\" onload=", "' onclick=")
        .doesNotContainPattern("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");
  }

  @Test
  void everyBox_isALinkWithItsExactId() {
    List<String> ids =
        ofClass(parse(Svg.inline(HOSTILE)), "hw-box").stream()
            .map(
                element -> {
                  assertThat(element.getTagName()).isEqualTo("a");
                  return element.getAttribute("data-id");
                })
            .toList();
    assertThat(ids)
        .hasSameSizeAs(Diagrams.HOSTILE)
        .contains(
            "<script>alert(1)</script>",
            "line\nbreak\r\nand\ttab",
            "\" onload=\"alert(1)",
            "right to left \u202Eoverride\u2066");
  }

  @Test
  void visibleText_holdsNothingThatTurnsItsDirection() {
    for (Element text : Diagrams.elements(parse(Svg.inline(HOSTILE)), "text")) {
      assertThat(text.getTextContent()).doesNotContain("\u202E", "\u2066", "\n");
    }
  }

  @Test
  void aBox_isReadOutWithItsSignsAndWhatIsNotDrawn() {
    Box box =
        new Box(
            "dataset:lab:x@1",
            BoxKind.DATASET,
            "x",
            "lab",
            "1",
            Set.of(Sign.UNDOCUMENTED, Sign.SYNTHETIC),
            "/a",
            true,
            new Hidden(2, false, "?in"),
            new Hidden(1, true, ""));
    Document document = parse(Svg.inline(Layout.place(Diagrams.of(List.of(box)))));
    Element drawn = ofClass(document, "hw-box").get(0);
    assertThat(drawn.getAttribute("aria-label"))
        .isEqualTo(
            "dataset lab:x@1, synthetic, undocumented, 2 more inputs not drawn,"
                + " 1 or more outputs not drawn");
    assertThat(drawn.getAttribute("class"))
        .isEqualTo("hw-box hw-dataset hw-synthetic hw-undocumented hw-focus");
    assertThat(drawn.getAttribute("aria-current")).isEqualTo("true");
    Element inputs = ofClass(document, "hw-more-inputs").get(0);
    assertThat(inputs.getTagName()).isEqualTo("a");
    assertThat(inputs.getAttribute("href")).isEqualTo("?in");
    assertThat(inputs.getAttribute("aria-label")).isEqualTo("+2: 2 more inputs not drawn, lab:x@1");
    Element outputs = ofClass(document, "hw-more-outputs").get(0);
    assertThat(outputs.getTagName()).isEqualTo("g");
    assertThat(ofClass(document, "hw-count"))
        .extracting(Element::getTextContent)
        .containsExactly("+2", "+1…");
  }

  @Test
  void anInferredArrow_saysSoInItsTitleAndIsDashed() {
    Arrow inferred = new Arrow("a", "b", "CLEAN", true, false);
    Document document =
        parse(
            Svg.inline(
                Layout.place(Diagrams.of(List.of(box("a"), box("b")), inferred, arrow("a", "b")))));
    List<Element> arrows = ofClass(document, "hw-arrow");
    assertThat(arrows).hasSize(2);
    assertThat(Diagrams.elements(document, "title").get(0).getTextContent())
        .isEqualTo("CLEAN: lab:a@1 → lab:b@1, inferred");
    assertThat(arrows.get(0).getAttribute("class")).isEqualTo("hw-arrow hw-inferred");
    assertThat(arrows.get(0).getAttribute("data-from")).isEqualTo("a");
    assertThat(arrows.get(0).getAttribute("data-to")).isEqualTo("b");
    assertThat(ofClass(document, "hw-line-inferred")).hasSize(1);
  }

  @Test
  void aFileToTakeAway_explainsItsSignsAndLeadsNowhere() {
    String svg = Svg.standalone(HOSTILE, "As of 2026-11-22. \"Not\" <complete>.");
    Document document = parse(svg);
    assertThat(Diagrams.elements(document, "a")).isEmpty();
    assertThat(Diagrams.elements(document, "*")).noneMatch(element -> element.hasAttribute("href"));
    assertThat(document.getDocumentElement().getAttribute("xmlns"))
        .isEqualTo("http://www.w3.org/2000/svg");
    assertThat(Diagrams.elements(document, "style")).hasSize(1);
    assertThat(ofClass(document, "hw-caption"))
        .extracting(Element::getTextContent)
        .containsExactly("As of 2026-11-22. \"Not\" <complete>.");
    assertThat(ofClass(document, "hw-explained"))
        .extracting(Element::getTextContent)
        .containsExactly(
            "dataset",
            "model",
            "job",
            "what this is about",
            "inferred, stated by no event",
            "leads back",
            "N neighbours are not drawn; N… means N or more");
    for (Sign sign : Sign.values()) {
      // Once in each box, and once more in the legend.
      assertThat(ofClass(document, "hw-ink-" + sign.key())).hasSize(Diagrams.HOSTILE.size() + 1);
    }
  }

  @Test
  void aLegend_leavesOutWhatIsNotDrawn() {
    Document document =
        parse(Svg.standalone(Layout.place(Diagrams.of(List.of(box("a", Set.of(Sign.LOOP)))))));
    assertThat(ofClass(document, "hw-explained"))
        .extracting(Element::getTextContent)
        .containsExactly("dataset");
    assertThat(ofClass(document, "hw-word"))
        .extracting(Element::getTextContent)
        .containsExactly("self-consuming loop", "self-consuming loop");
  }

  @Test
  void aLongCaption_isBrokenIntoLinesAndNeverCut() {
    String caption = "not complete because something is missing ".repeat(30).strip();
    Document document =
        parse(Svg.standalone(Layout.place(Diagrams.of(List.of(box("a")))), caption));
    List<String> lines =
        ofClass(document, "hw-caption").stream().map(Element::getTextContent).toList();
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(String.join(" ", lines)).isEqualTo(caption);
  }
}
