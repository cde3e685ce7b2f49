package dev.headwater.sdk;

import dev.headwater.model.Sha256;
import dev.headwater.sdk.internal.spool.Destination;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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

  private static final int DESTINATION_DIGITS = 16;
  private static final String KEY_PREFIX = "headwater.";

  private final SortedMap<String, String> values;

  private ClientSettings(SortedMap<String, String> values) {
    this.values = Collections.unmodifiableSortedMap(values);
  }

  /**
   * Checks and keeps these values.
   *
   * @throws IllegalArgumentException when a key is unknown, a required key is missing, or a value
   *     is not valid. The message names all problems
   */
  public static ClientSettings of(Map<String, String> values) {
    ClientSettings settings = new ClientSettings(new TreeMap<>(withoutPrefix(values)));
    List<String> problems = new SettingsCheck(settings).problems();
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return settings;
  }

  /**
   * Reads settings from several places. In order of precedence: {@code values}, the environment,
   * the properties file that one of those two names under {@code config.file}, the defaults.
   *
   * <p>The variable of a key is {@code HEADWATER_} followed by the key in upper case, with {@code
   * _} for each dot. Variables that match no setting of the client are ignored, because the
   * server's variables have the same prefix.
   *
   * @throws IllegalArgumentException like {@link #of(Map)}, and when the file cannot be read
   */
  public static ClientSettings read(Map<String, String> values, Map<String, String> environment) {
    Map<String, String> set =
        overridden(EnvironmentVariables.settings(environment), withoutPrefix(values));
    String file = set.getOrDefault(Setting.CONFIG_FILE.key(), "").strip();
    if (file.isEmpty()) {
      return of(set);
    }
    String problem = SettingsCheck.pathProblem(Setting.CONFIG_FILE, file);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(problem);
    }
    return of(overridden(fromFile(Path.of(file)), set));
  }

  /**
   * Adds settings that take precedence. A token among them also replaces a token that the others
   * name in the other way.
   */
  private static Map<String, String> overridden(
      Map<String, String> settings, Map<String, String> by) {
    Map<String, String> all = new TreeMap<>(settings);
    List<String> tokens = List.of(Setting.TOKEN.key(), Setting.TOKEN_FILE.key());
    if (tokens.stream().anyMatch(key -> !by.getOrDefault(key, "").isBlank())) {
      all.keySet().removeAll(tokens);
    }
    all.putAll(by);
    return all;
  }

  private static Map<String, String> fromFile(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          Setting.CONFIG_FILE.key() + ": cannot read " + file + ": " + e, e);
    }
    return withoutPrefix(texts(properties));
  }

  /**
   * Removes the prefix {@code headwater.}. Keys may have it in files and maps that also hold other
   * keys.
   */
  private static Map<String, String> withoutPrefix(Map<String, String> values) {
    Map<String, String> stripped = new TreeMap<>();
    values.forEach(
        (key, value) ->
            stripped.put(
                key.startsWith(KEY_PREFIX) ? key.substring(KEY_PREFIX.length()) : key, value));
    return stripped;
  }

  private static Map<String, String> texts(Properties properties) {
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, properties::getProperty));
  }

  /** Like {@link #of(Map)}. */
  public static ClientSettings of(Properties properties) {
    return of(texts(properties));
  }

  /** Returns the value, or the default. */
  public String get(Setting setting) {
    String value = values.getOrDefault(setting.key(), "").strip();
    return value.isEmpty() ? setting.defaultValue() : value;
  }

  /** Returns the keys that are given. */
  Set<String> keys() {
    return values.keySet();
  }

  boolean isEnabled() {
    return get(Setting.ENABLED).equals("true");
  }

  /** Returns the folder of the spool. */
  Path spoolFolder() {
    String named = get(Setting.SPOOL_DIR);
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    // Events for one destination must not be delivered to another, so each has its own folder.
    String destination = get(Setting.BOOTSTRAP_SERVERS) + " " + topic();
    return Path.of(
        System.getProperty("user.home"),
        ".headwater",
        "spool",
        HexFormat.of().formatHex(Sha256.of(destination)).substring(0, DESTINATION_DIGITS));
  }

  /** Returns where events go. */
  Destination destination() {
    return Destination.of(get(Setting.BOOTSTRAP_SERVERS), topic());
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

  /** Returns the settings for the registry client, without their prefix. */
  Map<String, String> registryConfig() {
    SortedMap<String, String> config = withPrefix(Setting.REGISTRY_PREFIX);
    config.remove("url");
    return config;
  }

  /** Returns the settings for Kafka's clients, without their prefix. */
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
}
