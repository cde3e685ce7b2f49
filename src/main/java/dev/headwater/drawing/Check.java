package dev.headwater.drawing;

/** Shared validation. Each method takes the place that it checks, for the message. */
final class Check {
  /** A name of 512 code points is at most twice as many chars. The rest is for composed labels. */
  static final int TEXT_CHARS = 4_000;

  /** A URN of three parts of 512 code points, percent-encoded, and a path around it. */
  static final int ID_CHARS = 24_000;

  private static final int QUOTED_CHARS = 80;

  private Check() {}

  static String text(String place, String text) {
    return bounded(place, text, TEXT_CHARS);
  }

  static String id(String place, String id) {
    if (bounded(place, id, ID_CHARS).isEmpty()) {
      throw new IllegalArgumentException(place + " is required");
    }
    return id;
  }

  /**
   * A reference within the site, or empty. Anything else could lead elsewhere or run a script: a
   * reference with two slashes, which names a host, is refused too, and so is a backslash after the
   * slash, which browsers take for one.
   */
  static String href(String place, String href) {
    bounded(place, href, ID_CHARS);
    boolean local = href.isEmpty() || "/?#".indexOf(href.charAt(0)) >= 0;
    if (!local || href.startsWith("//") || href.startsWith("/\\")) {
      throw new IllegalArgumentException(
          place + " is " + quote(href) + ", must begin with one \"/\", \"?\" or \"#\"");
    }
    for (int i = 0; i < href.length(); i++) {
      if (Character.isISOControl(href.charAt(i))) {
        throw new IllegalArgumentException(place + " holds a control character at " + i);
      }
    }
    return href;
  }

  static String quote(String text) {
    String cut = text.length() > QUOTED_CHARS ? text.substring(0, QUOTED_CHARS) + "..." : text;
    return '"' + Labels.readable(cut) + '"';
  }

  private static String bounded(String place, String text, int limit) {
    if (text == null) {
      throw new IllegalArgumentException(place + " is required");
    }
    if (text.length() > limit) {
      throw new IllegalArgumentException(
          place + " is " + text.length() + " characters, the limit is " + limit);
    }
    return text;
  }
}
