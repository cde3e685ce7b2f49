package dev.headwater.dev;

import dev.headwater.app.Settings;
import dev.headwater.app.SettingsException;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings that Headwater has in {@code dev}: those that are given, and those of one machine.
 */
public final class DevSettings {

  /** One machine, few cores: what serves a cluster would only cost memory and time to start. */
  private static final Map<String, String> SMALL =
      Map.of(
          "topic.partitions", "4",
          "topic.replication", "1",
          "instance.id", "dev",
          "threads", "2",
          "standby.replicas", "0",
          "store.cache.bytes", Integer.toString(32 << 20),
          "store.write.buffer.bytes", Integer.toString(32 << 20),
          "shutdown.timeout.millis", "10000");

  /** What {@code dev} determines itself, and how it is told to. */
  private static final Map<String, String> DETERMINED =
      Map.of(
          "bootstrap.servers", "use --kafka-port",
          "registry.url", "use --registry-port",
          "http.port", "use --port",
          "state.dir", "use --data",
          "policy.file", "use --policy",
          "http.host", "dev listens on 127.0.0.1 only; use serve",
          "http.advertised.host", "dev is a single instance; use serve");

  private DevSettings() {}

  /**
   * Checks settings that are given.
   *
   * @throws SettingsException if there is no such setting, its value is wrong, or it is one that
   *     {@code dev} determines itself
   */
  public static void check(Map<String, String> given) {
    given
        .keySet()
        .forEach(
            key -> {
              if (DETERMINED.containsKey(key)) {
                throw new SettingsException(key + " is determined by dev: " + DETERMINED.get(key));
              }
            });
    of(given, Map.of("bootstrap.servers", "127.0.0.1:0", "registry.url", "http://127.0.0.1:0"));
  }

  /** All settings; those that are determined win. */
  static Settings of(Map<String, String> given, Map<String, String> determined) {
    Map<String, String> all = new HashMap<>(SMALL);
    all.putAll(given);
    all.put("http.host", "127.0.0.1");
    all.putAll(determined);
    return Settings.of(all);
  }
}
