package dev.headwater.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Formats text for terminals and URLs. */
public final class Text {
  private static final int VERSIONS = 20;
  private static final int LONGEST_LINE = 2_000;

  private Text() {}

  /**
   * The text as one line of at most 2,000 characters. Control characters become spaces, because
   * they could move a terminal's cursor.
   */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST_LINE));
    for (int i = 0; i < text.length() && line.length() < LONGEST_LINE; i++) {
      char c = text.charAt(i);
      boolean gap = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      if (!gap) {
        line.append(c);
      } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return line.toString().strip();
  }

  /**
   * A sentence as the part of another one: it begins in lower case, unless its first word is a name
   * such as URN, and has no full stop at its end.
   */
  public static String continued(String sentence) {
    String part = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    boolean word =
        part.length() > 1
            && Character.isUpperCase(part.charAt(0))
            && !Character.isUpperCase(part.charAt(1));
    return word ? Character.toLowerCase(part.charAt(0)) + part.substring(1) : part;
  }

  /** The text as one segment of a path, or one value of a query (RFC 3986, UTF-8). */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The first versions that an answer of the server lists; "" if it lists none. */
  public static String versions(JsonNode body) {
    JsonNode versions = body.path("versions");
    List<String> first = new ArrayList<>();
    for (int i = 0; i < Math.min(versions.size(), VERSIONS); i++) {
      first.add(versions.get(i).asText());
    }
    boolean more = versions.size() > VERSIONS || body.path("moreVersions").asBoolean(false);
    return String.join(", ", first) + (more ? ", and more" : "");
  }
}
