package dev.headwater.model;

import java.util.Locale;
import java.util.Set;

/**
 * Recognizes placeholders: texts that people write into a field for which they have no value.
 * Placeholders do not count as documentation.
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
   * Whether the text is a placeholder. White space around it and its case do not matter. Blank text
   * is absent, and therefore no placeholder.
   */
  public static boolean isPlaceholder(String text) {
    return PLACEHOLDERS.contains(Check.strip(text).toLowerCase(Locale.ROOT));
  }

  /** Whether the text documents something: it is neither blank nor a placeholder. */
  public static boolean counts(String text) {
    return !Check.isBlank(text) && !isPlaceholder(text);
  }
}
