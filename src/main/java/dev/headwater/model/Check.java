package dev.headwater.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Shared validation for the values of this package. Each method takes the name of the field that it
 * checks, for the message of the exception.
 */
final class Check {
  private static final int QUOTED_CHARS = 200;
  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  private Check() {}

  /**
   * Text of up to {@link Limits#TEXT_BYTES}. Blank text and null become {@code ""}, which means
   * absent.
   */
  static String text(String field, String value) {
    if (value == null || isBlank(value)) {
      return "";
    }
    long bytes = utf8Bytes(field, value);
    if (bytes > Limits.TEXT_BYTES) {
      throw new InvalidException(
          field, "is " + bytes + " bytes of UTF-8, the limit is " + Limits.TEXT_BYTES);
    }
    return value;
  }

  static String requiredText(String field, String value) {
    return required(field, text(field, value));
  }

  /**
   * Text of up to {@link Limits#ID_CODE_POINTS}. Blank text and null become {@code ""}, which means
   * absent.
   */
  static String id(String field, String value) {
    return value == null || isBlank(value) ? "" : bounded(field, value);
  }

  /** Well-formed text of up to {@link Limits#ID_CODE_POINTS}, blank or not. */
  static String bounded(String field, String value) {
    utf8Bytes(field, value);
    if (value.length() > Limits.ID_CODE_POINTS) {
      int points = value.codePointCount(0, value.length());
      if (points > Limits.ID_CODE_POINTS) {
        throw new InvalidException(
            field, "is " + points + " code points, the limit is " + Limits.ID_CODE_POINTS);
      }
    }
    return value;
  }

  static String requiredId(String field, String value) {
    return required(field, id(field, value));
  }

  private static String required(String field, String value) {
    if (value.isEmpty()) {
      throw new InvalidException(field, "is required and must not be blank");
    }
    return value;
  }

  static <T> T present(String field, T value) {
    if (value == null) {
      throw new InvalidException(field, "is required");
    }
    return value;
  }

  /** An immutable copy of at most {@code limit} items, none of them null. */
  static <T> List<T> list(String field, List<T> values, int limit) {
    size(field, present(field, values), limit);
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) {
        throw new InvalidException(field + "[" + i + "]", "is required");
      }
    }
    return List.copyOf(values);
  }

  /** Returns the texts without the blank ones, because blank text counts as absent. */
  static List<String> texts(String field, List<String> values, int limit) {
    return texts(field, values, limit, Check::text);
  }

  /** Returns the ids without the blank ones, because blank text counts as absent. */
  static List<String> ids(String field, List<String> values, int limit) {
    return texts(field, values, limit, Check::id);
  }

  private static List<String> texts(
      String field, List<String> values, int limit, BiFunction<String, String, String> check) {
    size(field, present(field, values), limit);
    List<String> kept = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      try {
        String text = check.apply("", values.get(i));
        if (!text.isEmpty()) {
          kept.add(text);
        }
      } catch (InvalidException e) {
        throw e.within(field + "[" + i + "]");
      }
    }
    return List.copyOf(kept);
  }

  /**
   * An immutable copy in the natural order of the keys. If {@code check} throws for an entry, the
   * exception names that entry.
   */
  static <V> SortedMap<String, V> map(
      String field, SortedMap<String, V> values, int limit, BiFunction<String, V, V> check) {
    if (present(field, values).size() > limit) {
      throw new InvalidException(field, "has " + values.size() + " entries, the limit is " + limit);
    }
    TreeMap<String, V> copy = new TreeMap<>();
    for (Map.Entry<String, V> entry : values.entrySet()) {
      String key = entry.getKey();
      if (key == null || isBlank(key)) {
        throw new InvalidException(field, "has a blank key");
      }
      try {
        copy.put(id("", key), check.apply("", present("", entry.getValue())));
      } catch (InvalidException e) {
        throw e.within(field + "[" + quote(key) + "]");
      }
    }
    return Collections.unmodifiableSortedMap(copy);
  }

  /**
   * Texts by name, without the entries whose text is blank, because blank text counts as absent.
   */
  static SortedMap<String, String> textMap(String field, SortedMap<String, String> values) {
    SortedMap<String, String> checked = map(field, values, Limits.ENTRIES, Check::text);
    if (!checked.containsValue("")) {
      return checked;
    }
    TreeMap<String, String> kept = new TreeMap<>(checked);
    kept.values().removeIf(String::isEmpty);
    return Collections.unmodifiableSortedMap(kept);
  }

  /** A whole number that is not negative. */
  static long count(String field, long value) {
    if (value < 0) {
      throw new InvalidException(field, "is " + value + ", must not be negative");
    }
    return value;
  }

  static OptionalLong count(String field, OptionalLong value) {
    if (present(field, value).isPresent()) {
      count(field, value.getAsLong());
    }
    return value;
  }

  /**
   * A finite number that is not negative. -0.0 becomes 0.0, so that equal numbers are equal values.
   */
  static double amount(String field, double value) {
    if (!Double.isFinite(value) || value < 0) {
      throw new InvalidException(field, "is " + value + ", must be a finite number from 0 on");
    }
    return value + 0.0;
  }

  static OptionalDouble amount(String field, OptionalDouble value) {
    return present(field, value).isPresent()
        ? OptionalDouble.of(amount(field, value.getAsDouble()))
        : value;
  }

  /** A share from 0 to 1. */
  static double share(String field, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new InvalidException(field, "is " + value + ", must be from 0 to 1");
    }
    return value + 0.0;
  }

  /**
   * A time in the years 0000 to 9999, truncated to microseconds, which is the precision of the wire
   * format.
   */
  static Instant instant(String field, Instant value) {
    if (present(field, value).isBefore(EARLIEST) || value.isAfter(LATEST.plusNanos(999))) {
      throw new InvalidException(field, "must be in the years 0000 to 9999");
    }
    return value.truncatedTo(ChronoUnit.MICROS);
  }

  static Optional<Instant> instant(String field, Optional<Instant> value) {
    return present(field, value).map(instant -> instant(field, instant));
  }

  /** Conditions in the order of the enum, each at most once. */
  static List<Condition> conditions(String field, List<Condition> values) {
    List<Condition> conditions = list(field, values, Condition.values().length);
    for (int i = 1; i < conditions.size(); i++) {
      if (conditions.get(i - 1).compareTo(conditions.get(i)) >= 0) {
        throw new InvalidException(
            field, "must hold each condition once, in the order of " + List.of(Condition.values()));
      }
    }
    return conditions;
  }

  static void size(String field, Collection<?> values, int limit) {
    if (values.size() > limit) {
      throw new InvalidException(field, "has " + values.size() + " items, the limit is " + limit);
    }
  }

  /** Whether the text contains only white space, including no-break spaces. */
  static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** The text in quotes for a message: on one line, and cut off if it is long. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      if (i == QUOTED_CHARS) {
        return quoted.append("...\" (").append(text.length()).append(" characters)").toString();
      }
      char c = text.charAt(i);
      boolean alone =
          Character.isSurrogate(c)
              && !(Character.isHighSurrogate(c)
                  && i + 1 < text.length()
                  && Character.isLowSurrogate(text.charAt(i + 1)))
              && !(Character.isLowSurrogate(c)
                  && i > 0
                  && Character.isHighSurrogate(text.charAt(i - 1)));
      if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || alone) {
        quoted.append(String.format("\\u%04X", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * The length of the text in UTF-8, in bytes. Text with a lone surrogate has no UTF-8 form and is
   * an error.
   */
  private static long utf8Bytes(String field, String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw new InvalidException(
            field, String.format("has a lone surrogate (U+%04X) at %d", (int) c, i));
      }
    }
    return bytes;
  }
}
