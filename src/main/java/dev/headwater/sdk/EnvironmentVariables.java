package dev.headwater.sdk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Finds settings of the client among environment variables. */
final class EnvironmentVariables {

  /** Kubernetes sets these in every pod beside a service whose name begins with headwater. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("HEADWATER_(.*_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?");

  private EnvironmentVariables() {}

  /** By key. Of what goes to Kafka only what its clients know, of the registry's everything. */
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
