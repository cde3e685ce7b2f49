package dev.headwater.model;

import java.util.Locale;
import java.util.Set;

/**
 * Texts that people put into a field that they have nothing for; as documentation they count for
 * nothing.
 */
public final class Placeholder {
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "unknown",
          "n/a",
          "none",
          "other",
          "tbd",
          "todo",
          "templates",
          "[more information needed]");

  private Placeholder() {}

  /**
   * Whether the text, trimmed and in any case, is a placeholder. Blank text is absent, and none.
   */
  public static boolean isPlaceholder(String text) {
    return PLACEHOLDERS.contains(Check.strip(text).toLowerCase(Locale.ROOT));
  }

  /** Whether the text documents something: it is neither blank nor a placeholder. */
  public static boolean counts(String text) {
    return !Check.isBlank(text) && !isPlaceholder(text);
  }
}
