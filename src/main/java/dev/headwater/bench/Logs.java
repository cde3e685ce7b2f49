package dev.headwater.bench;

import java.util.List;

/** What processes of ours log, told to those that they start. */
final class Logs {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Logs() {}

  /** As options of a JVM. */
  static List<String> options() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> "-D" + name + "=" + System.getProperty(name))
        .toList();
  }
}
