package dev.headwater.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Holds the stylesheets against the drawings, and their colours against WCAG 2.2. */
class StylesheetTest {
  private static final List<String> BACKGROUNDS = List.of("paper", "box", "box-model", "box-job");
  private static final List<String> TEXTS =
      List.of(
          "text", "quiet", "synthetic", "undocumented", "partial", "documented", "unknown", "loop");
  private static final List<String> LINES = List.of("edge", "lit");
  private static final Pattern VARIABLE =
      Pattern.compile("--hw-([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)");
  private static final Pattern STANDALONE =
      Pattern.compile("\\.hw-(?:ink-|)([a-z]+)\\{[^}]*?(?:fill|color):(#[0-9a-f]{6})");

  @Test
  void textColours_haveAContrastOf4point5OnEveryBackground_inBothSchemes() throws IOException {
    Map<String, List<String>> colours = variables();
    assertThat(colours.keySet()).containsAll(BACKGROUNDS).containsAll(TEXTS).containsAll(LINES);
    for (int scheme = 0; scheme < 2; scheme++) {
      for (String background : BACKGROUNDS) {
        String behind = colours.get(background).get(scheme);
        for (String text : TEXTS) {
          assertThat(contrast(colours.get(text).get(scheme), behind))
              .as(text + " on " + background + ", scheme " + scheme)
              .isGreaterThanOrEqualTo(4.5);
        }
        for (String line : LINES) {
          assertThat(contrast(colours.get(line).get(scheme), behind))
              .as(line + " on " + background + ", scheme " + scheme)
              .isGreaterThanOrEqualTo(3);
        }
      }
    }
  }

  @Test
  void textColoursOfTheFile_haveAContrastOf4point5OnEveryBackground() throws IOException {
    Matcher matcher = STANDALONE.matcher(read("standalone.css"));
    Map<String, String> colours = new HashMap<>();
    while (matcher.find()) {
      colours.put(matcher.group(1), matcher.group(2));
    }
    Set<String> backgrounds = Set.of("#ffffff", "#eef4fb", "#f1f2f4");
    List<String> texts =
        List.of(
            "title",
            "caption",
            "explained",
            "kind",
            "namespace",
            "version",
            "name",
            "count",
            "label",
            "synthetic",
            "descends",
            "undocumented",
            "partial",
            "documented",
            "unknown",
            "waived",
            "alert",
            "loop");
    assertThat(colours.keySet()).containsAll(texts);
    for (String text : texts) {
      for (String background : backgrounds) {
        assertThat(contrast(colours.get(text), background))
            .as(text + " on " + background)
            .isGreaterThanOrEqualTo(4.5);
      }
    }
  }

  /** Classes that mark parts for scripts and readers, and change nothing in the look of a file. */
  @Test
  void everyClassOfALeaf_isStyledInBothSheets() throws IOException {
    String page = read("/dev/headwater/pages/drawing.css");
    String file = read("standalone.css");
    Set<String> classes = new TreeSet<>();
    String svg = Svg.inline(Layout.place(Diagrams.hostile()));
    for (Element element : Diagrams.elements(Diagrams.parse(svg), "*")) {
      boolean leaf = Set.of("path", "rect", "text").contains(element.getTagName());
      if (leaf || element.getAttribute("class").startsWith("hw-sign")) {
        classes.addAll(List.of(element.getAttribute("class").split(" ")));
      }
    }
    classes.remove("hw-sign");
    classes.remove("hw-shape-dataset");
    assertThat(classes).hasSizeGreaterThan(30);
    for (String name : classes) {
      assertThat(page).containsPattern("\\." + name + "[ ,{]");
      assertThat(file).containsPattern("\\." + name + "\\{");
    }
  }

  private static Map<String, List<String>> variables() throws IOException {
    Map<String, List<String>> colours = new HashMap<>();
    Matcher matcher = VARIABLE.matcher(read("/dev/headwater/pages/drawing.css"));
    while (matcher.find()) {
      colours.put(matcher.group(1), List.of(matcher.group(2), matcher.group(3)));
    }
    return colours;
  }

  private static String read(String resource) throws IOException {
    try (InputStream in = Svg.class.getResourceAsStream(resource)) {
      assertThat(in).as(resource).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The contrast ratio of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
  private static double contrast(String a, String b) {
    double lighter = Math.max(luminance(a), luminance(b));
    double darker = Math.min(luminance(a), luminance(b));
    return (lighter + 0.05) / (darker + 0.05);
  }

  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double share = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      double linear = share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
      luminance += weights[i] * linear;
    }
    return luminance;
  }
}
