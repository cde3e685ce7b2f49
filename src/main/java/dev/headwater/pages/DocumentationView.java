package dev.headwater.pages;

import java.util.List;

/**
 * What documents an asset, and what would.
 *
 * @param sentence the state of its documentation
 * @param checks the conditions of documented synthetic data; none for other data
 * @param intro what the lines would do; "" if there are none
 * @param blanks what to fill in, and remarks
 * @param lines what to write down, in several forms; none if nothing is missing here
 */
public record DocumentationView(
    String sentence, List<Check> checks, String intro, List<String> blanks, List<Lines> lines) {
  public DocumentationView {
    checks = List.copyOf(checks);
    blanks = List.copyOf(blanks);
    lines = List.copyOf(lines);
  }

  /** One condition: whether it holds, what it asks, and what satisfies it or is missing. */
  public record Check(Mark mark, String title, String sentence) {}

  /** Lines to copy. The id is unique on the page. */
  public record Lines(String id, String label, String text) {}
}
