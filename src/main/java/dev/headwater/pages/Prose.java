package dev.headwater.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A paragraph of words and code.
 *
 * @param spans in order; none of them empty
 */
public record Prose(List<Span> spans) {

  /**
   * A piece of a paragraph.
   *
   * @param text the characters to show
   * @param isCode whether it is a name or a value of a program
   */
  public record Span(String text, boolean isCode) {}

  public Prose {
    spans = List.copyOf(spans);
  }

  /**
   * Reads a paragraph in which backticks enclose code.
   *
   * @throws IllegalArgumentException if a backtick has no partner
   */
  public static Prose of(String marked) {
    String[] parts = marked.split("`", -1);
    if (parts.length % 2 == 0) {
      throw new IllegalArgumentException("a backtick without a partner in: " + marked);
    }
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        spans.add(new Span(parts[i], i % 2 == 1));
      }
    }
    return new Prose(spans);
  }

  /** Reads paragraphs, which empty lines separate. */
  static List<Prose> paragraphs(String marked) {
    return Arrays.stream(marked.split("\n\n")).map(Prose::of).toList();
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return spans.isEmpty();
  }
}
