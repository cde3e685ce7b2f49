package dev.headwater.drawing;

/**
 * Neighbours of a box, on one side of it, that are not drawn.
 *
 * @param count how many are known to be left out, from 0
 * @param more whether there may be more of them
 * @param href where they are drawn; empty if nowhere
 */
public record Hidden(int count, boolean more, String href) {
  /** Nothing is left out. */
  public static final Hidden NONE = new Hidden(0, false, "");

  public Hidden {
    if (count < 0) {
      throw new IllegalArgumentException("Hidden: count is " + count + ", must be from 0 on");
    }
    href = Check.href("Hidden: href", href);
  }

  /** Whether something is, or may be, left out. */
  public boolean isAny() {
    return count > 0 || more;
  }

  /** What the button shows: {@code +3}, {@code +3…} if there may be more, {@code +…} alone. */
  String button() {
    return "+" + (count > 0 ? count : "") + (more ? "…" : "");
  }

  /** The same in words, for example {@code 3 or more inputs not drawn}. */
  String words(String singular) {
    if (count == 0) {
      return "possibly " + singular + "s not drawn";
    }
    String noun = count == 1 && !more ? singular : singular + "s";
    return count + (more ? " or more " : " more ") + noun + " not drawn";
  }
}
