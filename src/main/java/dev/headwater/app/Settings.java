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
 * The settings of one instance: defaults, then the file, then the environment ({@code HEADWATER_}
 * and the key in upper case with {@code _} for each dot), then what the command line says.
 * Immutable.
 *
 * <p>Keys below {@code kafka.}, {@code streams.} and {@code registry.} are passed, without that
 * prefix, to every Kafka client, to Kafka Streams alone, and to the registry's client: TLS and
 * authentication are configured with those clients' own keys.
 */
public final class Settings {

  /** What the environment variables begin with. */
  public static final String VARIABLE_PREFIX = "HEADWATER_";

  private static final List<String> PASSED = List.of("kafka.", "streams.", "registry.");

  private static final String GUARANTEE = "processing.guarantee";
  private static final String EXACTLY_ONCE = "exactly_once_v2";

  /** Variables that are no settings: the command line's. */
  private static final Set<String> NOT_SETTINGS = Set.of("HEADWATER_URL", "HEADWATER_DEBUG");

  /** Kubernetes sets these in every pod beside a service that is named headwater. */
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
   * Reads the settings. Throws {@link SettingsException} for an unknown key, a value that is wrong,
   * or a required one that is missing.
   *
   * @param file properties, or YAML if its name ends in .yaml or .yml; empty for none
   * @param environment the environment variables
   * @param overrides keys and values that win over both
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

  /** Settings from keys and values alone. */
  public static Settings of(Map<String, String> values) {
    return read(Optional.empty(), Map.of(), values);
  }

  /** The value as text; "" is none. */
  public String text(Setting setting) {
    return values.get(setting);
  }

  /** The value of a setting that is a number. */
  public long number(Setting setting) {
    return Long.parseLong(values.get(setting));
  }

  /** As {@link #number}, for settings whose range fits. */
  public int count(Setting setting) {
    return Math.toIntExact(number(setting));
  }

  /** What is passed to every Kafka client, with the bootstrap servers. */
  public Map<String, String> kafka() {
    Map<String, String> all = passed("kafka.");
    all.put("bootstrap.servers", text(Setting.BOOTSTRAP_SERVERS));
    return all;
  }

  /** What is passed to Kafka Streams alone. */
  public Map<String, String> streams() {
    return passed("streams.");
  }

  /** What is passed to the registry's client. */
  public Map<String, String> registry() {
    return passed("registry.");
  }

  /**
   * Variables that begin with HEADWATER_ and are no setting: worth a warning, for a typing error.
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

  /** Streams would take any other guarantee, and lose alerts without a word. */
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

  /** The key that a variable sets; "" for none. */
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
