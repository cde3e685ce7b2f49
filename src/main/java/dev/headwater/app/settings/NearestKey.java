package dev.headwater.app.settings;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the known key that a mistyped one was probably meant to be. */
final class NearestKey {

  /** A longer key is no typing error of a known one, and comparing it would take long. */
  private static final int LONGEST = 200;

  private static final int FEWEST_EDITS = 2;
  private static final int CHARACTERS_PER_EDIT = 4;

  private NearestKey() {}

  /**
   * The known key with the fewest edits: a character added, left out or replaced, or two neighbours
   * swapped. Case counts for nothing, nor does which of {@code . _ -} separates the words. Empty if
   * even the nearest is too different: more than one edit for four characters, and more than two.
   */
  static Optional<String> of(String mistyped, Collection<String> known) {
    if (mistyped.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = plain(mistyped);
    int fewest = Math.max(FEWEST_EDITS, wanted.length() / CHARACTERS_PER_EDIT) + 1;
    String nearest = "";
    for (String key : known) {
      int edits = edits(wanted, plain(key));
      // Of a word of three letters, two edits leave hardly anything.
      if (edits < fewest && edits < wanted.length() - 1) {
        fewest = edits;
        nearest = key;
      }
    }
    return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
  }

  private static String plain(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  /** The distance of Damerau and Levenshtein, in its form without edits of swapped characters. */
  private static int edits(String from, String to) {
    int[][] least = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        least[i][j] = i == 0 || j == 0 ? i + j : step(from, to, least, i, j);
      }
    }
    return least[from.length()][to.length()];
  }

  private static int step(String from, String to, int[][] least, int i, int j) {
    int replaced = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int best =
        Math.min(
            least[i - 1][j - 1] + replaced, Math.min(least[i - 1][j] + 1, least[i][j - 1] + 1));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
  }
}
