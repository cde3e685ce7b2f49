package dev.headwater.cli.terminal;

import dev.headwater.log.LogFormat;
import dev.headwater.log.LogOutput;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Configures what is logged to standard error; system properties override it. */
public final class Logging {

  private static final String LEVEL = "org.slf4j.simpleLogger.";

  private static final Map<String, String> LEVELS =
      Map.of(
          LEVEL + "defaultLogLevel",
          "warn",
          LEVEL + "log.dev.headwater",
          "info",
          "slf4j.provider",
          "dev.headwater.log.LogProvider",
          // Otherwise SLF4J tells which provider it uses.
          "slf4j.internal.verbosity",
          "WARN");

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
   * @param arguments of the command line. The demo tells its own story, so that of the servers that
   *     it starts only warnings are logged
   */
  public static void configure(boolean all, String... arguments) {
    if (!all && arguments.length > 0 && arguments[0].equals("demo")) {
      setIfAbsent(LEVEL + "log.dev.headwater", "warn");
    }
    LEVELS.forEach(Logging::setIfAbsent);
    if (!all) {
      QUIET.forEach(Logging::setIfAbsent);
    }
  }

  /**
   * Says what has ended a command: as a line of the log if a program reads that, else for people.
   */
  public static void lastWords(Terminal terminal, String message) {
    if (LogOutput.standardError().format() == LogFormat.JSON) {
      LoggerFactory.getLogger(Logging.class).error(Text.oneLine(message));
    } else {
      terminal.error(message);
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
