package dev.headwater.sdk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Reads settings of the client from environment variables. */
final class EnvironmentVariables {

  /**
   * Variables that Kubernetes sets in every pod if there is a service whose name begins with
   * headwater.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("HEADWATER_(.*_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?");

  private EnvironmentVariables() {}

  /**
   * Returns settings by key. Of Kafka's keys, it returns only those that Kafka's clients know; of
   * the registry's keys, all.
   */
  static Map<String, String> settings(Map<String, String> environment) {
    SortedMap<String, String> found = new TreeMap<>();
    environment.forEach(
        (variable, value) -> {
          String key = key(variable);
          if (isSetting(key) && !SERVICE_LINK.matcher(variable).matches()) {
            found.put(key, value.strip());
          }
        });
    return found;
  }

  private static String key(String variable) {
    return variable.startsWith(Setting.VARIABLE_PREFIX)
        ? variable
            .substring(Setting.VARIABLE_PREFIX.length())
            .toLowerCase(Locale.ROOT)
            .replace('_', '.')
        : "";
  }

  private static boolean isSetting(String key) {
    if (key.startsWith(Setting.KAFKA_PREFIX)) {
      String name = key.substring(Setting.KAFKA_PREFIX.length());
      return ProducerConfig.configNames().contains(name)
          || AdminClientConfig.configNames().contains(name);
    }
    return key.startsWith(Setting.REGISTRY_PREFIX)
        || Arrays.stream(Setting.values()).anyMatch(setting -> setting.key().equals(key));
  }
}
