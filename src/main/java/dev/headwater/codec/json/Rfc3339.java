package dev.headwater.codec.json;

import dev.headwater.model.InvalidException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and formats instants as RFC 3339 text. */
public final class Rfc3339 {
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})"
              + "(?:\\.([0-9]{1,40}))?(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))");
  private static final int NANO_DIGITS = 9;
  private static final int LEAP_SECOND = 60;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;

  private Rfc3339() {}

  /**
   * Parses an instant with any offset. Cuts off digits beyond nanoseconds. Reads a leap second as
   * the second after it, as Unix time does.
   *
   * @throws InvalidException when the text is not in this format
   */
  public static Instant parse(String text) {
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      throw invalid();
    }
    int second = number(parts, 6);
    boolean leap = second == LEAP_SECOND;
    try {
      LocalDateTime local =
          LocalDateTime.of(
              number(parts, 1),
              number(parts, 2),
              number(parts, 3),
              number(parts, 4),
              number(parts, 5),
              leap ? second - 1 : second,
              nanos(parts.group(7)));
      return local.toInstant(ZoneOffset.UTC).plusSeconds(leap ? 1 : 0).minusSeconds(offset(parts));
    } catch (DateTimeException e) {
      throw invalid();
    }
  }

  /** Formats an instant in UTC, with as many fraction digits as needed, in groups of three. */
  public static String format(Instant instant) {
    return instant.toString();
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  private static int nanos(String fraction) {
    if (fraction == null) {
      return 0;
    }
    String digits = fraction + "0".repeat(NANO_DIGITS);
    return Integer.parseInt(digits.substring(0, NANO_DIGITS));
  }

  private static int offset(Matcher parts) {
    if (parts.group(8) == null) {
      return 0;
    }
    int hours = number(parts, 9);
    int minutes = number(parts, 10);
    if (hours > 23 || minutes > 59) {
      throw invalid();
    }
    int seconds = (hours * MINUTES_PER_HOUR + minutes) * SECONDS_PER_MINUTE;
    return parts.group(8).equals("-") ? -seconds : seconds;
  }

  private static InvalidException invalid() {
    return new InvalidException(
        "", "must be an instant as in RFC 3339, such as 2026-11-22T10:00:00Z");
  }
}
