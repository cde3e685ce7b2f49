package dev.headwater.bench.harness;

import java.util.List;

/** Passes the log settings of this process on to the processes that it starts. */
final class Logs {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Logs() {}

  /** The log settings as options of a JVM. */
  static List<String> options() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }
}
