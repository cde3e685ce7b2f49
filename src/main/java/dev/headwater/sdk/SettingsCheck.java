package dev.headwater.sdk;

import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.AccessToken;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is wrong with a configuration of the client: one line each, the key first. */
final class SettingsCheck {

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

  private final ClientSettings settings;

  SettingsCheck(ClientSettings settings) {
    this.settings = settings;
  }

  /** Returns all problems. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (String key : settings.keys()) {
      boolean passedOn =
          key.startsWith(Setting.KAFKA_PREFIX) || key.startsWith(Setting.REGISTRY_PREFIX);
      if (!passedOn && Setting.ofKey(key).isEmpty()) {
        problems.add(key + ": is no key of the client");
      }
    }
    FIXED.forEach(
        (key, value) -> {
          if (!settings.kafkaConfig().getOrDefault(key, value).equals(value)) {
            problems.add(
                Setting.KAFKA_PREFIX + key + ": is always " + value + ", or events could be lost");
          }
        });
    FORBIDDEN.forEach(
        (key, reason) -> {
          if (!settings.kafkaConfig().getOrDefault(key, "").isBlank()) {
            problems.add(Setting.KAFKA_PREFIX + key + ": must not be set: " + reason);
          }
        });
    for (Setting setting : List.of(Setting.BOOTSTRAP_SERVERS, Setting.REGISTRY_URL)) {
      if (settings.isEnabled() && settings.get(setting).isEmpty()) {
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
    requireUrls(
        Setting.REGISTRY_URL, List.of(settings.get(Setting.REGISTRY_URL).split(",")), problems);
    requireUrls(Setting.URL, List.of(settings.get(Setting.URL)), problems);
    requireToken(problems);
    requireTopicPrefix(problems);
    for (Setting setting :
        List.of(Setting.CONFIG_FILE, Setting.SPOOL_DIR, Setting.TOKEN_FILE, Setting.CA_FILE)) {
      Optional.of(pathProblem(setting, settings.get(setting)))
          .filter(problem -> !problem.isEmpty())
          .ifPresent(problems::add);
    }
    return problems;
  }

  private void requireTopicPrefix(List<String> problems) {
    String prefix = settings.get(Setting.TOPIC_PREFIX);
    if (!TOPIC_PREFIX.matcher(prefix).matches()) {
      problems.add(
          Setting.TOPIC_PREFIX.key()
              + ": is "
              + oneLine(prefix)
              + ", must be letters (a-z, A-Z), digits, '.', '_' and '-', at most 238");
    }
  }

  /** Returns what is wrong with the name of a file or folder; empty if nothing is. */
  static String pathProblem(Setting setting, String name) {
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
    String token = settings.get(Setting.TOKEN);
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
            + settings.get(setting)
            + ", must be a whole number from "
            + least
            + (most == Long.MAX_VALUE ? " on" : " to " + most);
    try {
      if (settings.number(setting) < least || settings.number(setting) > most) {
        problems.add(problem);
      }
    } catch (NumberFormatException e) {
      problems.add(problem);
    }
  }

  private void requireOneOf(Setting setting, List<String> choices, List<String> problems) {
    if (!choices.contains(settings.get(setting))) {
      problems.add(
          setting.key()
              + ": is "
              + settings.get(setting)
              + ", must be "
              + String.join(" or ", choices));
    }
  }

  private void requireUrls(Setting setting, List<String> urls, List<String> problems) {
    if (!settings.get(setting).isEmpty() && urls.stream().allMatch(String::isBlank)) {
      problems.add(setting.key() + ": is " + settings.get(setting) + ", which names no host");
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
