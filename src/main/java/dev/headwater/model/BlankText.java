package dev.headwater.model;

/** Blank text counts as absent, wherever it comes from. */
public final class BlankText {
  private BlankText() {}

  /** Whether the text contains only white space, including no-break spaces. */
  public static boolean isBlank(String text) {
    return Check.isBlank(text);
  }
}
