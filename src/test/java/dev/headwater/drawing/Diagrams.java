package dev.headwater.drawing;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Diagrams to test with, and how to read what was drawn of them. */
final class Diagrams {
  /** Names that would break out of a format that does not escape them. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\" onload=\"alert(1)",
          "' onclick='alert(1)",
          "]]><!-- --> <![CDATA[",
          "&lt;b&gt; &amp; &#60;",
          "\"]; n0 -> n1 [label=\"",
          "ends with a backslash \\",
          "\\\" \\N \\G \\\\",
          "line\nbreak\r\nand\ttab",
          "\u0000\u0001\u001B\u007F\u0085\uFFFE\uFFFF",
          "lone \uD83D surrogate \uDE00",
          "right to left \u202Eoverride\u2066",
          "#quot;]:::evil --> |x| {{a}} `md` %%{init: {}}%%",
          "javascript:alert(1)",
          "subgraph end click n0 call f()",
          "1. - + * _a_ **b** www.example.org",
          "مجموعة 日本語 देवनागरी 👩‍👩‍👧‍👧 e\u0301\u0301");

  private Diagrams() {}

  static Box box(String id) {
    return box(id, Set.of());
  }

  static Box box(String id, Set<Sign> signs) {
    return new Box(
        id, BoxKind.DATASET, id, "lab", "1", signs, "/a/" + id, false, Hidden.NONE, Hidden.NONE);
  }

  static Arrow arrow(String from, String to) {
    return new Arrow(from, to, "TRAIN", false, false);
  }

  static Diagram of(List<Box> boxes, Arrow... arrows) {
    return new Diagram("title", boxes, List.of(arrows));
  }

  /** A diagram in which every text is hostile, and everything that can be drawn is drawn. */
  static Diagram hostile() {
    List<Box> boxes = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    for (int i = 0; i < HOSTILE.size(); i++) {
      String text = HOSTILE.get(i);
      Hidden hidden = new Hidden(i, i % 2 == 0, "/a?q=\"'<>&");
      BoxKind kind = BoxKind.values()[i % 3];
      boxes.add(
          new Box(
              text,
              kind,
              text,
              text,
              text,
              EnumSet.allOf(Sign.class),
              "#\"<'",
              i == 0,
              hidden,
              hidden));
      arrows.add(new Arrow(HOSTILE.get(0), text, text, i % 2 == 0, i % 3 == 0));
    }
    return new Diagram(String.join(" ", HOSTILE), boxes, arrows);
  }

  /** Layers with arrows mostly to the right, some of them back, a hub and self loops. */
  static Diagram random(Random random, int count) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Set<Sign> signs = EnumSet.noneOf(Sign.class);
      for (Sign sign : Sign.values()) {
        if (random.nextInt(6) == 0) {
          signs.add(sign);
        }
      }
      boxes.add(
          new Box(
              "n" + i,
              BoxKind.values()[random.nextInt(3)],
              "name".repeat(random.nextInt(12)),
              "namespace".repeat(random.nextInt(5)),
              random.nextBoolean() ? "" : "v" + random.nextInt(),
              signs,
              "",
              random.nextInt(9) == 0,
              random.nextInt(4) == 0 ? new Hidden(random.nextInt(2000), true, "") : Hidden.NONE,
              random.nextInt(4) == 0 ? new Hidden(random.nextInt(9), false, "") : Hidden.NONE));
    }
    List<Arrow> arrows = new ArrayList<>();
    int hub = random.nextInt(count);
    for (int i = 0; i < 2 * count; i++) {
      int from = random.nextInt(count);
      int to =
          switch (random.nextInt(12)) {
            case 0 -> from;
            case 1 -> random.nextInt(count);
            case 2, 3, 4 -> hub;
            default -> Math.min(count - 1, from + 1 + random.nextInt(5));
          };
      arrows.add(
          new Arrow(
              "n" + from,
              "n" + to,
              random.nextBoolean() ? "" : "TRAIN",
              random.nextInt(5) == 0,
              to < from && random.nextBoolean()));
    }
    return new Diagram("random", boxes, arrows);
  }

  static Document parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder.parse(new InputSource(new StringReader(svg)));
    } catch (SAXException | IOException | ParserConfigurationException e) {
      throw new AssertionError("not well-formed: " + e.getMessage(), e);
    }
  }

  static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  static List<Element> ofClass(Document document, String name) {
    return elements(document, "*").stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ")).contains(name))
        .toList();
  }
}
