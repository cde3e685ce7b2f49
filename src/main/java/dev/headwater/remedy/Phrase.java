package dev.headwater.remedy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Puts texts of events into sentences: on one line, cut where they are long. */
final class Phrase {
  private static final int ITEMS = 5;
  private static final int CODE_POINTS = 120;

  private Phrase() {}

  /** The items, separated by commas; of more than {@value #ITEMS}, the first ones and a count. */
  static String list(Collection<String> items) {
    List<String> first = new ArrayList<>(items.stream().limit(ITEMS).map(Phrase::of).toList());
    if (items.size() > ITEMS) {
      first.add((items.size() - ITEMS) + " more");
    }
    return String.join(", ", first);
  }

  /** The text on one line, of at most {@value #CODE_POINTS} code points. */
  static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(CODE_POINTS)
        .forEach(point -> line.appendCodePoint(Visible.is(point) ? point : ' '));
    return text.codePointCount(0, text.length()) > CODE_POINTS
        ? line.append("...").toString()
        : line.toString();
  }
}
