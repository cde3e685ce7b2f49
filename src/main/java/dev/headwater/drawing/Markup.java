package dev.headwater.drawing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes XML that is also HTML: elements, attributes and text, all escaped. Characters that XML 1.0
 * forbids become U+FFFD.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder(4_096);
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  Markup open(String element) {
    endTag();
    out.append('<').append(element);
    open.push(element);
    inTag = true;
    return this;
  }

  /** Adds an attribute to the element that was opened last. */
  Markup set(String attribute, String value) {
    if (!inTag) {
      throw new IllegalStateException("attribute " + attribute + " outside of a tag");
    }
    out.append(' ').append(attribute).append("=\"");
    escape(value);
    out.append('"');
    return this;
  }

  /** Adds an attribute, a length in pixels. */
  Markup set(String attribute, double value) {
    return set(attribute, number(value));
  }

  Markup text(String text) {
    endTag();
    escape(text);
    return this;
  }

  Markup close() {
    String element = open.pop();
    if (inTag) {
      out.append("/>");
      inTag = false;
    } else {
      out.append("</").append(element).append('>');
    }
    return this;
  }

  /** An element that holds nothing but text. */
  Markup leaf(String element, String text) {
    return open(element).text(text).close();
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("not closed: " + open);
    }
    return out.toString();
  }

  /** The number to a tenth, as short as it can be written. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    long rest = Math.abs(tenths % 10);
    String whole = (tenths < 0 ? "-" : "") + Math.abs(tenths / 10);
    return rest == 0 ? whole : whole + "." + rest;
  }

  private void endTag() {
    if (inTag) {
      out.append('>');
      inTag = false;
    }
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // A reader of XML would turn these into spaces in an attribute.
                case '\t', '\n', '\r' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
  }

  private static boolean isAllowed(int c) {
    return (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
