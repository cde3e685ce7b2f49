package dev.headwater.engine;

/** Matches patterns in which {@code *} stands for any text, including the empty one. */
final class Wildcard {
  private Wildcard() {}

  /**
   * Whether the whole of {@code text} matches. Takes at most pattern length times text length
   * steps.
   */
  static boolean matches(String pattern, String text) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resumeAt = 0;
    while (at < text.length()) {
      if (in < pattern.length() && pattern.charAt(in) == '*') {
        star = in++;
        resumeAt = at;
      } else if (in < pattern.length() && pattern.charAt(in) == text.charAt(at)) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resumeAt;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
