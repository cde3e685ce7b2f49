package dev.headwater.sdk;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A checked configuration of the client; {@link Setting} lists the keys. Immutable.
 *
 * <pre>{@code
 * ClientSettings.of(Map.of(
 *     "bootstrap.servers", "localhost:9092",
 *     "registry.url", "http://localhost:8081",
 *     "kafka.security.protocol", "SSL"))
 * }</pre>
 */
public final class ClientSettings {

  /** What delivery rests on: not for configuration. */
  private static final Map<String, String> FIXED =
      Map.of("acks", "all", "enable.idempotence", "true");

  private final SortedMap<String, String> values;

  private ClientSettings(SortedMap<String, String> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /**
   * @throws IllegalArgumentException when a key is not known, a required one is missing or a value
   *     does not fit; it names all that is wrong
   */
  public static ClientSettings of(Map<String, String> values) {
    ClientSettings settings = new ClientSettings(new TreeMap<>(values));
    List<String> problems = settings.problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return settings;
  }

  /** As {@link #of(Map)}. */
  public static ClientSettings of(Properties properties) {
    return of(
        properties.stringPropertyNames().stream()
            .collect(Collectors.toMap(name -> name, properties::getProperty)));
  }

  /** The value, or the default. */
  public String get(Setting setting) {
    String value = values.getOrDefault(setting.key(), "").strip();
    return value.isEmpty() ? setting.defaultValue() : value;
  }

  long number(Setting setting) {
    return Long.parseLong(get(setting));
  }

  List<URI> registryUrls() {
    return Arrays.stream(get(Setting.REGISTRY_URL).split(","))
        .map(url -> URI.create(url.strip()))
        .toList();
  }

  String topic() {
    return get(Setting.TOPIC_PREFIX) + "events";
  }

  /** What the registry client is given, without the prefix. */
  Map<String, String> registryConfig() {
    SortedMap<String, String> config = withPrefix(Setting.REGISTRY_PREFIX);
    config.remove("url");
    return config;
  }

  /** What Kafka's clients are given, without the prefix. */
  Map<String, String> kafkaConfig() {
    return withPrefix(Setting.KAFKA_PREFIX);
  }

  private SortedMap<String, String> withPrefix(String prefix) {
    SortedMap<String, String> found = new TreeMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value);
          }
        });
    return found;
  }

  private List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (String key : values.keySet()) {
      boolean passedOn =
          key.startsWith(Setting.KAFKA_PREFIX) || key.startsWith(Setting.REGISTRY_PREFIX);
      if (!passedOn && Setting.ofKey(key).isEmpty()) {
        problems.add(key + ": is no key of the client");
      }
    }
    FIXED.forEach(
        (key, value) -> {
          if (!kafkaConfig().getOrDefault(key, value).equals(value)) {
            problems.add(
                Setting.KAFKA_PREFIX + key + ": is always " + value + ", or events could be lost");
          }
        });
    for (Setting setting : List.of(Setting.BOOTSTRAP_SERVERS, Setting.REGISTRY_URL)) {
      if (get(setting).isEmpty()) {
        problems.add(setting.key() + ": is required");
      }
    }
    for (Setting setting :
        List.of(
            Setting.QUEUE_BYTES,
            Setting.CONNECT_TIMEOUT_MILLIS,
            Setting.RETRY_PAUSE_MILLIS,
            Setting.RETRY_PAUSE_MAX_MILLIS)) {
      requireNumber(setting, 1, problems);
    }
    requireNumber(Setting.CLOSE_TIMEOUT_MILLIS, 0, problems);
    requireUrls(problems);
    return problems;
  }

  private void requireNumber(Setting setting, long least, List<String> problems) {
    String problem =
        setting.key() + ": is " + get(setting) + ", must be a whole number from " + least + " on";
    try {
      if (number(setting) < least) {
        problems.add(problem);
      }
    } catch (NumberFormatException e) {
      problems.add(problem);
    }
  }

  private void requireUrls(List<String> problems) {
    for (String url : get(Setting.REGISTRY_URL).split(",")) {
      try {
        URI uri = new URI(url.strip());
        if (!url.isBlank() && uri.getHost() == null) {
          problems.add(Setting.REGISTRY_URL.key() + ": " + url + " is no URL of a host");
        }
      } catch (URISyntaxException e) {
        problems.add(Setting.REGISTRY_URL.key() + ": " + e.getMessage());
      }
    }
  }
}
