package dev.headwater.log;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.event.Level;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes lines in one format, and limits how often the same kind of line is written. A line says
 * how many were left out, with the first line that is logged after the minute in which it happened.
 * Thread-safe.
 */
public final class LogOutput {

  /** How many lines of a kind are written in a minute unless configured otherwise. */
  public static final int DEFAULT_PER_MINUTE = 60;

  /** How many stack traces a kind of line has in a minute; further ones would say the same. */
  private static final int STACK_TRACES_PER_MINUTE = 3;

  private static final LogOutput STANDARD_ERROR =
      new LogOutput(line -> System.err.println(line), Clock.systemDefaultZone(), System::nanoTime);

  private final Consumer<String> lines;
  private final Clock clock;
  private final LongSupplier nanos;
  private LogFormat format = LogFormat.TEXT;
  private RepeatLimit limit = new RepeatLimit(DEFAULT_PER_MINUTE);

  LogOutput(Consumer<String> lines, Clock clock, LongSupplier nanos) {
    this.lines = lines;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** The one that {@link LogProvider} uses. */
  public static LogOutput standardError() {
    return STANDARD_ERROR;
  }

  /**
   * Changes how lines are written from now on.
   *
   * @param perMinute how many lines of a kind are written in a minute; 0 for no limit
   */
  public synchronized void configure(LogFormat newFormat, int perMinute) {
    format = newFormat;
    limit = new RepeatLimit(perMinute);
  }

  /** How lines are written. */
  public synchronized LogFormat format() {
    return format;
  }

  synchronized void write(
      Level level, String logger, String pattern, Object[] arguments, Throwable failure) {
    for (RepeatLimit.LeftOut one : limit.ended(nanos.getAsLong())) {
      print(
          Level.WARN,
          one.kind().logger(),
          one.count() + " more lines were left out of: " + one.kind().pattern(),
          null);
    }
    // Whoever asked for details wants all of them.
    boolean details = level.toInt() < Level.INFO.toInt();
    long which = details ? 1 : limit.count(new RepeatLimit.Kind(logger, String.valueOf(pattern)));
    if (limit.admits(which)) {
      String message = MessageFormatter.basicArrayFormat(pattern, arguments);
      boolean cut = failure != null && which > STACK_TRACES_PER_MINUTE;
      print(level, logger, cut ? message + " (" + failure + ")" : message, cut ? null : failure);
    }
  }

  private void print(Level level, String logger, String message, Throwable failure) {
    lines.accept(
        format.line(OffsetDateTime.now(clock), level, logger, String.valueOf(message), failure));
  }
}
