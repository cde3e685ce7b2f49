package dev.headwater.sdk;

import dev.headwater.model.Sha256;
import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.AccessToken;
import dev.headwater.sdk.internal.spool.Destination;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

  /**
   * Settings of Kafka's producer on which reliable delivery depends. They cannot be configured
   * otherwise.
   */
  private static final Map<String, String> FIXED =
      Map.of("acks", "all", "enable.idempotence", "true");

  /**
   * Settings of Kafka's clients that must not be given, with the reason. Kafka accepts them, and
   * then nothing is ever sent.
   */
  private static final Map<String, String> FORBIDDEN =
      Map.of("transactional.id", "the client sends no transactions, so Kafka would take no event");

  /** What Kafka allows in the name of a topic, with room for what follows the prefix. */
  private static final Pattern TOPIC_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,238}");

  /** Some libraries count milliseconds in 32 bits. */
  private static final long LONGEST_MILLIS = Integer.MAX_VALUE;

  private static final Set<String> SCHEMES = Set.of("http", "https");
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
    List<String> problems = settings.problems();
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
    String problem = pathProblem(Setting.CONFIG_FILE, file);
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
    FORBIDDEN.forEach(
        (key, reason) -> {
          if (!kafkaConfig().getOrDefault(key, "").isBlank()) {
            problems.add(Setting.KAFKA_PREFIX + key + ": must not be set: " + reason);
          }
        });
    for (Setting setting : List.of(Setting.BOOTSTRAP_SERVERS, Setting.REGISTRY_URL)) {
      if (isEnabled() && get(setting).isEmpty()) {
        problems.add(setting.key() + ": is required (or as " + setting.variable() + ")");
      }
    }
    requireOneOf(Setting.ENABLED, List.of("true", "false"), problems);
    requireOneOf(Setting.PROMPTS, List.of("full", "hashed"), problems);
    requireOneOf(Setting.GATE_WHEN_AWAY, List.of("PASS", "FAIL", "INDETERMINATE"), problems);
    for (Setting setting :
        List.of(
            Setting.CONNECT_TIMEOUT_MILLIS,
            Setting.RETRY_PAUSE_MILLIS,
            Setting.RETRY_PAUSE_MAX_MILLIS,
            Setting.GATE_TIMEOUT_MILLIS)) {
      requireNumber(setting, 1, LONGEST_MILLIS, problems);
    }
    requireNumber(Setting.CLOSE_TIMEOUT_MILLIS, 0, LONGEST_MILLIS, problems);
    requireNumber(Setting.SPOOL_SYNC_MILLIS, 0, LONGEST_MILLIS, problems);
    requireNumber(Setting.QUEUE_BYTES, 1, Long.MAX_VALUE, problems);
    requireNumber(Setting.SPOOL_BYTES, 0, Long.MAX_VALUE, problems);
    requireUrls(Setting.REGISTRY_URL, List.of(get(Setting.REGISTRY_URL).split(",")), problems);
    requireUrls(Setting.URL, List.of(get(Setting.URL)), problems);
    requireToken(problems);
    requireTopicPrefix(problems);
    for (Setting setting :
        List.of(Setting.CONFIG_FILE, Setting.SPOOL_DIR, Setting.TOKEN_FILE, Setting.CA_FILE)) {
      Optional.of(pathProblem(setting, get(setting)))
          .filter(problem -> !problem.isEmpty())
          .ifPresent(problems::add);
    }
    return problems;
  }

  private void requireTopicPrefix(List<String> problems) {
    String prefix = get(Setting.TOPIC_PREFIX);
    if (!TOPIC_PREFIX.matcher(prefix).matches()) {
      problems.add(
          Setting.TOPIC_PREFIX.key()
              + ": is "
              + oneLine(prefix)
              + ", must be letters (a-z, A-Z), digits, '.', '_' and '-', at most 238");
    }
  }

  /** Returns what is wrong with the name of a file or folder; empty if nothing is. */
  private static String pathProblem(Setting setting, String name) {
    try {
      Path.of(name);
      return "";
    } catch (InvalidPathException noPath) {
      return setting.key() + ": " + oneLine(name) + " is no path: " + noPath.getReason();
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\v]", "?");
  }

  private void requireToken(List<String> problems) {
    String token = get(Setting.TOKEN);
    try {
      if (!token.isEmpty()) {
        AccessToken.parse(token, Setting.TOKEN.key());
      }
    } catch (AccessException noToken) {
      problems.add(noToken.getMessage());
    }
  }

  private void requireNumber(Setting setting, long least, long most, List<String> problems) {
    String problem =
        setting.key()
            + ": is "
            + get(setting)
            + ", must be a whole number from "
            + least
            + (most == Long.MAX_VALUE ? " on" : " to " + most);
    try {
      if (number(setting) < least || number(setting) > most) {
        problems.add(problem);
      }
    } catch (NumberFormatException e) {
      problems.add(problem);
    }
  }

  private void requireOneOf(Setting setting, List<String> choices, List<String> problems) {
    if (!choices.contains(get(setting))) {
      problems.add(
          setting.key() + ": is " + get(setting) + ", must be " + String.join(" or ", choices));
    }
  }

  private void requireUrls(Setting setting, List<String> urls, List<String> problems) {
    if (!get(setting).isEmpty() && urls.stream().allMatch(String::isBlank)) {
      problems.add(setting.key() + ": is " + get(setting) + ", which names no host");
    }
    for (String url : urls) {
      if (url.isBlank()) {
        continue;
      }
      try {
        URI uri = new URI(url.strip());
        if (uri.getHost() == null || !SCHEMES.contains(String.valueOf(uri.getScheme()))) {
          problems.add(
              setting.key() + ": " + url + " is no URL of a host; begin with http:// or https://");
        }
      } catch (URISyntaxException e) {
        problems.add(setting.key() + ": " + e.getMessage());
      }
    }
  }
}
