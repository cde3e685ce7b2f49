package dev.headwater.remedy;

import java.util.Objects;

/**
 * A value that no event states, which a person has to fill in.
 *
 * @param path its place in the event, spelled as in the errors of the server: {@code
 *     inputs[0].asset}
 * @param marker the text that stands there: {@code TODO}, or an empty text where the server would
 *     take {@code TODO} for a value
 * @param what what to write there, in words that can follow the path and a colon
 */
public record Blank(String path, String marker, String what) {
  static final String TODO = "TODO";
  static final String EMPTY = "";

  public Blank {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(marker, "marker");
    Objects.requireNonNull(what, "what");
  }
}
