package dev.headwater.cli;

import java.util.Map;

/** What is logged to standard error unless system properties say otherwise. */
final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.";

  /** Kafka's clients repeat what Headwater says once, and print all their settings at info. */
  private static final Map<String, String> LEVELS =
      Map.of(
          LEVEL + "defaultLogLevel", "warn",
          LEVEL + "log.dev.headwater", "info",
          LEVEL + "log.org.apache.kafka", "error",
          LEVEL + "log.kafka", "error",
          // The registry client prints a stack trace where we say what is waited for.
          LEVEL + "log.org.apache.flink", "off",
          LEVEL + "showDateTime", "true",
          LEVEL + "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
          LEVEL + "showThreadName", "false",
          LEVEL + "showShortLogName", "true");

  private Logging() {}

  /** Must be called before anything logs. */
  static void configure() {
    LEVELS.forEach(
        (property, value) -> {
          if (System.getProperty(property) == null) {
            System.setProperty(property, value);
          }
        });
  }
}
