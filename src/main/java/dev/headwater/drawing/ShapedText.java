package dev.headwater.drawing;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Replaces texts that need shaping by the outlines of their letters. The renderer sets one
 * character after the other from left to right, which is wrong for Arabic, Hebrew and the scripts
 * of India.
 */
final class ShapedText {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final Pattern FONT_RULE =
      Pattern.compile("\\.(hw-[a-z]+)\\{font-size:([0-9]+)px(;font-weight:700)?");
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private ShapedText() {}

  /**
   * The same drawing, in which every text that is left can be set character by character.
   *
   * @throws IllegalArgumentException if it is not well-formed XML, or has a document type
   */
  static String outlined(String svg) {
    char[] chars = svg.toCharArray();
    if (!Font.textRequiresLayout(chars, 0, chars.length)) {
      return svg;
    }
    Map<String, Font> fonts = new HashMap<>();
    Matcher rules = FONT_RULE.matcher(svg);
    while (rules.find()) {
      int style = rules.group(3) == null ? Font.PLAIN : Font.BOLD;
      fonts.put(rules.group(1), new Font(Font.SANS_SERIF, style, Integer.parseInt(rules.group(2))));
    }
    try {
      Document document = parse(svg);
      NodeList found = document.getElementsByTagNameNS(SVG, "text");
      List<Element> texts = new ArrayList<>();
      for (int i = 0; i < found.getLength(); i++) {
        texts.add((Element) found.item(i));
      }
      for (Element text : texts) {
        char[] letters = text.getTextContent().toCharArray();
        Font font = fonts.get(text.getAttribute("class"));
        if (font != null && Font.textRequiresLayout(letters, 0, letters.length)) {
          text.getParentNode().replaceChild(outline(text, font), text);
        }
      }
      return print(document);
    } catch (SAXException e) {
      throw new IllegalArgumentException("Png: the text is not an SVG drawing", e);
    } catch (IOException | ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("Png: the XML library of the runtime fails", e);
    }
  }

  private static Element outline(Element text, Font font) {
    TextLayout layout = new TextLayout(text.getTextContent(), font, CONTEXT);
    double x = Double.parseDouble(text.getAttribute("x"));
    double y = Double.parseDouble(text.getAttribute("y"));
    if (text.getAttribute("text-anchor").equals("middle")) {
      x -= layout.getAdvance() / 2;
    }
    Shape letters = layout.getOutline(AffineTransform.getTranslateInstance(x, y));
    Element path = text.getOwnerDocument().createElementNS(SVG, "path");
    path.setAttribute("class", text.getAttribute("class"));
    path.setAttribute("d", path(letters));
    return path;
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] at = new double[6];
    for (PathIterator part = shape.getPathIterator(null); !part.isDone(); part.next()) {
      int points =
          switch (part.currentSegment(at)) {
            case PathIterator.SEG_MOVETO -> command(path, 'M', 1);
            case PathIterator.SEG_LINETO -> command(path, 'L', 1);
            case PathIterator.SEG_QUADTO -> command(path, 'Q', 2);
            case PathIterator.SEG_CUBICTO -> command(path, 'C', 3);
            default -> command(path, 'Z', 0);
          };
      for (int i = 0; i < points * 2; i++) {
        path.append(i > 0 ? " " : "").append(String.format(Locale.ROOT, "%.2f", at[i]));
      }
    }
    return path.toString();
  }

  private static int command(StringBuilder path, char command, int points) {
    path.append(command);
    return points;
  }

  private static Document parse(String svg)
      throws ParserConfigurationException, SAXException, IOException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var builder = factory.newDocumentBuilder();
    builder.setErrorHandler(null);
    return builder.parse(new InputSource(new StringReader(svg)));
  }

  private static String print(Document document) throws TransformerException {
    StringWriter out = new StringWriter();
    TransformerFactory.newInstance()
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(out));
    return out.toString();
  }
}
