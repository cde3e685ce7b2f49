package dev.headwater.codec.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Describes what is wrong with a text that is not JSON, and where, in our own words. The parser's
 * messages mention its classes and options, so they serve only to recognize the kind of fault.
 */
public final class JsonFault {
  private static final String UNKNOWN = "it cannot be read from here on";

  /** A kind of fault, recognized by the parser's message. */
  private record Kind(Pattern said, Function<MatchResult, String> meaning) {}

  private static final List<Kind> KINDS =
      List.of(
          kind("nesting depth \\(\\d+\\) .*\\((\\d+),", "it is nested deeper than %s levels"),
          kind("Number value length .*\\((\\d+),", "a number is longer than %s characters"),
          kind("String value length .*\\((\\d+),", "a text is longer than %s characters"),
          kind("Name length .*\\((\\d+),", "a name is longer than %s characters"),
          kind("Duplicate field '(.*)'", "the name '%s' stands twice in one object"),
          kind("Unexpected end-of-input|unexpected end", "it ends too early"),
          kind("Non-standard token '([^']*)'", "'%s' is no value of JSON"),
          kind("Unrecognized token '([^']*)'", "'%s' is no value of JSON"),
          kind("CTRL-CHAR", "a control character has to be escaped"),
          kind("Unrecognized character escape", "there is no such escape after a backslash"),
          kind("hex-digit|surrogate", "an escape of a character is incomplete"),
          kind("UTF-8", "it is not UTF-8"),
          kind("numeric value|zeroes|number", "a number is not written as in JSON"),
          kind("Unexpected character \\('(.)'", "'%s' is not expected"),
          kind("Unexpected character", "this character is not expected"),
          kind("Unexpected close marker '(.)'", "'%s' closes what was not opened"),
          kind("Trailing token", "something follows after its end"));

  private static final int SHOWN_CHARS = 100;

  private JsonFault() {}

  private static Kind kind(String said, String meaning) {
    return new Kind(
        Pattern.compile(said),
        found -> found.groupCount() == 0 ? meaning : meaning.formatted(shown(found.group(1))));
  }

  /** Returns what is wrong and where, on one line: {@code it ends too early (line 1, column 7)}. */
  public static String describe(JsonProcessingException problem, JsonParser parser) {
    JsonLocation at = problem.getLocation();
    // For some limits, the exception has no location.
    return meaning(problem) + place(at == null ? parser.currentLocation() : at);
  }

  /** Returns a location in brackets, with line and column. */
  public static String place(JsonLocation at) {
    return " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private static String meaning(JsonProcessingException problem) {
    String said = problem.getOriginalMessage();
    if (said == null) {
      return UNKNOWN;
    }
    if (problem instanceof JsonEOFException) {
      return "it ends too early";
    }
    for (Kind kind : KINDS) {
      Matcher found = kind.said.matcher(said);
      if (found.find()) {
        return kind.meaning.apply(found);
      }
    }
    return problem instanceof StreamConstraintsException ? "something in it is too large" : UNKNOWN;
  }

  private static String shown(String text) {
    String cut = text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "..." : text;
    return cut.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
  }
}
