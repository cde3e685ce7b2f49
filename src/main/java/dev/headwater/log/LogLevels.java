package dev.headwater.log;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * Reads from system properties what is logged. They have the names of SLF4J's own simple provider:
 * {@code org.slf4j.simpleLogger.log.} and the begin of a logger's name, or {@code
 * org.slf4j.simpleLogger.defaultLogLevel}.
 */
final class LogLevels {

  /** Above every level: the logger is silent. */
  static final int OFF = Integer.MAX_VALUE;

  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private LogLevels() {}

  /** The least level that a logger logs, as in {@link Level#toInt}, or {@link #OFF}. */
  static int of(String logger) {
    for (String name = logger; !name.isEmpty(); name = parent(name)) {
      String level = System.getProperty(PREFIX + "log." + name);
      if (level != null) {
        return number(level);
      }
    }
    return number(System.getProperty(PREFIX + "defaultLogLevel", "info"));
  }

  private static String parent(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  private static int number(String level) {
    String upper = level.strip().toUpperCase(Locale.ROOT);
    if (upper.equals("OFF")) {
      return OFF;
    }
    for (Level one : Level.values()) {
      if (one.name().equals(upper)) {
        return one.toInt();
      }
    }
    return Level.INFO.toInt();
  }
}
