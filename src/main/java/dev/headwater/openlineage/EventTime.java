package dev.headwater.openlineage;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses times as producers write them: ISO 8601 with {@code Z} or an offset in its extended or
 * basic form ({@code +01:00}, {@code +0100}, {@code +01}), in upper or lower case. It truncates
 * times to microseconds, because Headwater events hold no more.
 */
final class EventTime {
  private static final Pattern BEYOND_NANOS = Pattern.compile("(\\.\\d{9})\\d+");
  private static final Pattern OFFSET = Pattern.compile("(.*[^zZ])([zZ]|([+-]\\d\\d):?(\\d\\d)?)");

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
          .toFormatter(Locale.ROOT);

  private EventTime() {}

  /**
   * Returns empty if the text is not a time with an offset, or its year in UTC is not 0 to 9999.
   */
  static Optional<Instant> parse(String text) {
    Matcher parts = OFFSET.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      String local = BEYOND_NANOS.matcher(parts.group(1)).replaceFirst("$1");
      Instant time = OffsetDateTime.parse(local + offset(parts), FORM).toInstant();
      int year = time.atOffset(ZoneOffset.UTC).getYear();
      return year >= 0 && year <= 9999
          ? Optional.of(time.truncatedTo(ChronoUnit.MICROS))
          : Optional.empty();
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  private static String offset(Matcher parts) {
    String hours = parts.group(3);
    String minutes = parts.group(4);
    return hours == null ? "Z" : hours + ":" + (minutes == null ? "00" : minutes);
  }
}
