package dev.headwater.cli;

import java.util.Map;

/** Configures what is logged to standard error; system properties override it. */
final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.";

  private static final Map<String, String> LEVELS =
      Map.of(
          LEVEL + "defaultLogLevel", "warn",
          LEVEL + "log.dev.headwater", "info",
          LEVEL + "showDateTime", "true",
          LEVEL + "dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
          LEVEL + "showThreadName", "false",
          LEVEL + "showShortLogName", "true");

  /**
   * Kafka's clients repeat every second what Headwater logs once. Streams and the registry's client
   * log stack traces for what Headwater logs in one line.
   */
  private static final Map<String, String> QUIET =
      Map.of(
          LEVEL + "log.org.apache.kafka", "error",
          LEVEL + "log.kafka", "error",
          // The embedded broker logs batches that arrive before the begin of their transaction. The
          // producer sends them again in order.
          LEVEL + "log.kafka.server.ReplicaManager", "off",
          LEVEL + "log.org.apache.kafka.streams", "off",
          LEVEL + "log.org.apache.flink", "off");

  private Logging() {}

  /**
   * Configures logging. Must be called before anything logs.
   *
   * @param all true to log also the loggers that are quiet by default
   */
  static void configure(boolean all) {
    LEVELS.forEach(Logging::setIfAbsent);
    if (!all) {
      QUIET.forEach(Logging::setIfAbsent);
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
