package dev.headwater.export.standard.card;

import java.util.List;
import java.util.Map;

/**
 * Writes YAML front matter: maps, lists and texts, between lines of three hyphens. Keys are ours.
 * Every text is a double-quoted scalar on one line, so no text can end the front matter, and {@code
 * no} or {@code 1.0} stays a text. Characters that are neither printable ASCII nor a letter, a
 * digit or a mark of some script are escaped.
 */
final class FrontMatter {
  private static final String FENCE = "---\n";

  private final StringBuilder out = new StringBuilder(FENCE);

  private FrontMatter() {}

  /**
   * The front matter.
   *
   * @param fields texts, lists and maps of them, in the order in which they are written
   */
  static String write(Map<String, ?> fields) {
    FrontMatter yaml = new FrontMatter();
    yaml.map(fields, "");
    return yaml.out.append(FENCE).toString();
  }

  private void map(Map<?, ?> fields, String indent) {
    String before = "";
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      out.append(before).append(field.getKey()).append(':');
      value(field.getValue(), indent);
      before = indent;
    }
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      out.append('\n').append(indent).append("  ");
      map(map, indent + "  ");
    } else if (value instanceof List<?> list) {
      list(list, indent);
    } else {
      out.append(' ').append(quoted(value.toString())).append('\n');
    }
  }

  private void list(List<?> list, String indent) {
    if (list.isEmpty()) {
      out.append(" []\n");
      return;
    }
    out.append('\n');
    for (Object item : list) {
      out.append(indent).append("- ");
      if (item instanceof Map<?, ?> map) {
        map(map, indent + "  ");
      } else {
        out.append(quoted(item.toString())).append('\n');
      }
    }
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (isPlain(c)) {
                quoted.appendCodePoint(c);
              } else if (c <= 0xFFFF) {
                quoted.append(String.format("\\u%04X", c));
              } else {
                quoted.append(String.format("\\U%08X", c));
              }
            });
    return quoted.append('"').toString();
  }

  private static boolean isPlain(int c) {
    if (c < 0x80) {
      return c >= ' ' && c != 0x7F;
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER ->
          true;
      default -> false;
    };
  }
}
