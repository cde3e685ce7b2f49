package dev.headwater.pages;

import java.util.List;

/**
 * The type of a value, in words, such as "list of Urn or Input".
 *
 * @param words in order, to be separated by spaces
 * @param symbols the only values that are possible, as JSON writes them, without the quotes of
 *     text; empty if others are
 * @param limits each a phrase, such as "at most 512 characters"
 */
public record Shape(List<Word> words, List<String> symbols, List<String> limits) {

  /**
   * One or more words.
   *
   * @param anchor of the table that describes it; "" if there is none
   */
  public record Word(String text, String anchor) {}

  public Shape {
    words = List.copyOf(words);
    symbols = List.copyOf(symbols);
    limits = List.copyOf(limits);
  }
}
