package dev.headwater.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The settings of one instance. Immutable.
 *
 * <p>A later source overrides an earlier one: the defaults, the file, the environment ({@code
 * HEADWATER_} and the key in upper case with {@code _} for each dot), the command line.
 *
 * <p>Keys below {@code kafka.}, {@code streams.} and {@code registry.} are passed on without that
 * prefix: the first to every Kafka client, the second to Kafka Streams alone, the third to the
 * registry's client. TLS and authentication are configured with those clients' own keys.
 */
public final class Settings {

  /** The prefix of the environment variables. */
  public static final String VARIABLE_PREFIX = "HEADWATER_";

  private static final List<String> PASSED = List.of("kafka.", "streams.", "registry.");

  private static final String GUARANTEE = "processing.guarantee";
  private static final String EXACTLY_ONCE = "exactly_once_v2";

  /** Variables of the command line, which are not settings. */
  private static final Set<String> NOT_SETTINGS =
      Set.of(
          "HEADWATER_URL",
          "HEADWATER_DEBUG",
          "HEADWATER_TOKEN",
          "HEADWATER_TOKEN_FILE",
          "HEADWATER_CA_FILE");

  /** Kubernetes sets these variables in every pod next to a service with the name headwater. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile("HEADWATER_(.*_)?(SERVICE_HOST|SERVICE_PORT|PORT)(_.*)?");

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<String, String> passed = new TreeMap<>();
  private final List<String> unknownVariables = new ArrayList<>();

  private Settings(Map<String, SettingsFile.Value> given) {
    given.forEach(this::take);
    for (Setting setting : Setting.values()) {
      String value = values.computeIfAbsent(setting, Setting::fallback);
      if (value.isEmpty() && !setting.problem("").isEmpty() && setting.fallback().isEmpty()) {
        throw new SettingsException(
            setting.key()
                + " must be given: in the file, or as the variable "
                + setting.variable()
                + " ("
                + setting.doc()
                + ")");
      }
    }
  }

  /**
   * Reads the settings.
   *
   * @param file properties, or YAML if its name ends in .yaml or .yml; empty for none
   * @param environment the environment variables
   * @param overrides keys and values that override both
   * @throws SettingsException if a key is unknown, a value is wrong or a required setting is
   *     missing
   */
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    Map<String, SettingsFile.Value> given = new LinkedHashMap<>();
    file.ifPresent(path -> given.putAll(SettingsFile.read(path)));
    List<String> unknown = new ArrayList<>();
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              String key = key(variable);
              if (!key.isEmpty()) {
                given.put(key, new SettingsFile.Value(value.strip(), variable));
              } else if (isUnknown(variable)) {
                unknown.add(variable);
              }
            });
    overrides.forEach(
        (key, value) -> given.put(key, new SettingsFile.Value(value, "the command line")));
    Settings settings = new Settings(given);
    settings.unknownVariables.addAll(unknown);
    return settings;
  }

  /** Creates settings from keys and values alone. */
  public static Settings of(Map<String, String> values) {
    return read(Optional.empty(), Map.of(), values);
  }

  /** The value as text; "" if there is none. */
  public String text(Setting setting) {
    return values.get(setting);
  }

  /** The value of a setting that is a number. */
  public long number(Setting setting) {
    return Long.parseLong(values.get(setting));
  }

  /** As {@link #number}, for settings whose range fits into an int. */
  public int count(Setting setting) {
    return Math.toIntExact(number(setting));
  }

  /** The keys that every Kafka client gets, including the bootstrap servers. */
  public Map<String, String> kafka() {
    Map<String, String> all = passed("kafka.");
    all.put("bootstrap.servers", text(Setting.BOOTSTRAP_SERVERS));
    return all;
  }

  /** The keys that only Kafka Streams gets. */
  public Map<String, String> streams() {
    return passed("streams.");
  }

  /** The keys that the registry's client gets. */
  public Map<String, String> registry() {
    return passed("registry.");
  }

  /**
   * Variables that begin with HEADWATER_ but are not settings. They deserve a warning: they may be
   * typing errors.
   */
  public List<String> unknownVariables() {
    return List.copyOf(unknownVariables);
  }

  private Map<String, String> passed(String prefix) {
    Map<String, String> all = new TreeMap<>();
    passed.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            all.put(key.substring(prefix.length()), value);
          }
        });
    return all;
  }

  private void take(String key, SettingsFile.Value value) {
    Optional<Setting> setting = Setting.of(key);
    if (setting.isPresent()) {
      String problem = setting.get().problem(value.text());
      if (!problem.isEmpty()) {
        throw new SettingsException(
            value.place() + ": " + key + " " + problem + ", not '" + value.text() + "'");
      }
      values.put(setting.get(), value.text());
    } else if (PASSED.stream().anyMatch(prefix -> key.startsWith(prefix) && !key.equals(prefix))) {
      requireExactlyOnce(key, value);
      passed.put(key, value.text());
    } else {
      throw new SettingsException(
          value.place()
              + ": there is no setting '"
              + key
              + "'; there are "
              + String.join(", ", Setting.keys())
              + ", and those of the clients below "
              + String.join(", ", PASSED));
    }
  }

  /** Kafka Streams would accept any other guarantee, and then lose alerts silently. */
  private static void requireExactlyOnce(String key, SettingsFile.Value value) {
    boolean guarantee = key.equals("streams." + GUARANTEE) || key.equals("kafka." + GUARANTEE);
    if (guarantee && !value.text().equals(EXACTLY_ONCE)) {
      throw new SettingsException(
          value.place()
              + ": "
              + key
              + " must be "
              + EXACTLY_ONCE
              + ", not '"
              + value.text()
              + "': otherwise a crash can keep what an asset knows and lose the message about it,"
              + " which is never sent again; leave the key out");
    }
  }

  /** The key that a variable sets; "" if it sets none. */
  private static String key(String variable) {
    if (!variable.startsWith(VARIABLE_PREFIX) || NOT_SETTINGS.contains(variable)) {
      return "";
    }
    for (Setting setting : Setting.values()) {
      if (setting.variable().equals(variable)) {
        return setting.key();
      }
    }
    String key =
        variable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    return PASSED.stream().anyMatch(key::startsWith) ? key : "";
  }

  private static boolean isUnknown(String variable) {
    return variable.startsWith(VARIABLE_PREFIX)
        && !NOT_SETTINGS.contains(variable)
        && !SERVICE_LINK.matcher(variable).matches();
  }
}
