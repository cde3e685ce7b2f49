package dev.headwater.dev;

import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import java.util.HashMap;
import java.util.Map;

/**
 * Computes Headwater's settings in {@code dev}: the ones that the user gives, and defaults for a
 * single machine.
 */
public final class DevSettings {

  /**
   * Defaults for one machine with few cores. The usual ones are for a cluster; here they would only
   * cost memory and start time.
   */
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

  /** The settings that {@code dev} determines itself, each with a hint for the user. */
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
   * Checks the settings that the user gives.
   *
   * @throws SettingsException if there is no such setting, its value is wrong, or {@code dev}
   *     determines it itself
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

  /** Combines all settings; {@code determined} overrides {@code given}. */
  static Settings of(Map<String, String> given, Map<String, String> determined) {
    Map<String, String> all = new HashMap<>(SMALL);
    all.putAll(given);
    all.put("http.host", "127.0.0.1");
    all.putAll(determined);
    return Settings.of(all);
  }
}
