package dev.headwater.model;

import java.util.List;
import java.util.Random;

/**
 * Creates random text in many scripts, with characters that often break programs. The text is never
 * blank and always well-formed Unicode.
 */
public final class RandomText {
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "7",
          "-",
          "/",
          ".",
          "_",
          "data",
          "lake",
          " ",
          "%",
          ":",
          "@",
          "#",
          "%3A",
          "%zz",
          "\"",
          "\\",
          "{",
          "<",
          "&",
          "\n",
          "\r\n",
          "\t",
          "\u0000",
          "\u001f",
          "\u007f",
          "\u0085",
          "\u009f",
          "\u00a0",
          "\u2003",
          "\u200b",
          "\u200d",
          "\u2028",
          "\u202e",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "é",
          "e\u0301",
          "ß",
          "İ",
          "ı",
          "ﬁ",
          "Ω",
          "العربية",
          "עברית",
          "हिन्दी",
          "ไทย",
          "中文",
          "日本語",
          "한국어",
          "ⵜⴰⵎⴰⵣⵉⵖⵜ",
          "ꆈꌠꉙ",
          "😀",
          "👩🏽‍🔬",
          "🇰🇪",
          "𝔘",
          "\udbff\udfff");

  private RandomText() {}

  /** Returns a text of one to a few dozen characters. */
  public static String next(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = 1 + random.nextInt(6); pieces > 0; pieces--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return Check.isBlank(text.toString()) ? text.append('x').toString() : text.toString();
  }

  /** Returns such a text, or an empty one, which means that it is absent. */
  public static String maybe(Random random) {
    return random.nextBoolean() ? next(random) : "";
  }
}
