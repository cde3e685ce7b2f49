package dev.headwater.log;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.event.Level;

/** How a line is written. */
public enum LogFormat {
  /** For people: time, level, logger and message; a stack trace follows on lines of its own. */
  TEXT {
    @Override
    String line(
        OffsetDateTime time, Level level, String logger, String message, Throwable failure) {
      return TIME.format(time)
          + " "
          + level
          + " "
          + logger.substring(logger.lastIndexOf('.') + 1)
          + " - "
          + oneLine(message)
          + (failure == null ? "" : System.lineSeparator() + stackTrace(failure).stripTrailing());
    }
  },

  /** For programs: an object on one line, with time, level, logger, message and exception. */
  JSON {
    @Override
    String line(
        OffsetDateTime time, Level level, String logger, String message, Throwable failure) {
      StringBuilder line = new StringBuilder("{");
      member(line, "time", TIME.format(time)).append(',');
      member(line, "level", level.name()).append(',');
      member(line, "logger", logger).append(',');
      member(line, "message", message);
      if (failure != null) {
        member(line.append(','), "exception", stackTrace(failure).stripTrailing());
      }
      return line.append('}').toString();
    }
  };

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);

  /** One line; only {@link #TEXT} adds lines for a stack trace. */
  abstract String line(
      OffsetDateTime time, Level level, String logger, String message, Throwable failure);

  /** A message with a line break could pretend to be two lines. */
  private static String oneLine(String message) {
    return message.replaceAll("\\s*[\\r\\n]+\\s*", " | ");
  }

  private static StringBuilder member(StringBuilder line, String name, String value) {
    line.append('"').append(name).append("\":\"");
    JsonStringEncoder.getInstance().quoteAsString(value, line);
    return line.append('"');
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
