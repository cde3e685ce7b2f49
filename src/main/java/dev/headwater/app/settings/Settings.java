package dev.headwater.app.settings;

import dev.headwater.stream.TopicNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of one instance. Immutable.
 *
 * <p>A later source overrides an earlier one: the defaults, the file, the environment ({@code
 * HEADWATER_} and the key in upper case with {@code _} for each dot), the command line. A variable
 * with {@code _FILE} at its end names a file that holds the value, for what must not stand in a
 * settings file or in the environment.
 *
 * <p>Keys below {@code kafka.}, {@code streams.} and {@code registry.} are passed on without that
 * prefix: the first to every Kafka client, the second to Kafka Streams alone, the third to the
 * registry's client. TLS and authentication are configured with those clients' own keys.
 */
public final class Settings {

  /** The prefix of the environment variables. */
  public static final String VARIABLE_PREFIX = "HEADWATER_";

  private static final String GUARANTEE = "processing.guarantee";
  private static final String EXACTLY_ONCE = "exactly_once_v2";

  /** A shorter value may stand in a message by chance. */
  private static final int SHORTEST_SECRET = 4;

  private final Map<Setting, String> values = new EnumMap<>(Setting.class);
  private final Map<String, String> passed = new TreeMap<>();

  /** The keys whose values came from files of their own. */
  private final Set<String> fromFiles = new HashSet<>();

  private final List<String> unknownVariables;
  private final List<SettingsException> problems;

  private Settings(SettingsSources sources) {
    this.unknownVariables = List.copyOf(sources.unknownVariables());
    this.problems = new ArrayList<>(sources.problems());
    sources.given().forEach(this::take);
    for (Setting setting : Setting.values()) {
      String value = values.computeIfAbsent(setting, Setting::fallback);
      boolean saidAlready =
          sources.given().containsKey(setting.key())
              && !sources.given().get(setting.key()).text().isEmpty();
      if (value.isEmpty()
          && !saidAlready
          && !setting.problem("").isEmpty()
          && setting.fallback().isEmpty()) {
        problems.add(
            new SettingsException(
                setting.key()
                    + " must be given: in the file, or as the variable "
                    + setting.variable()
                    + " ("
                    + setting.doc()
                    + ")"));
      }
    }
  }

  /**
   * What was found out about settings.
   *
   * @param settings the settings; empty if anything is wrong
   * @param problems all that is wrong, in the order in which it was found
   */
  public record Examined(Optional<Settings> settings, List<SettingsException> problems) {

    public Examined {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads the settings.
   *
   * @param file properties, or YAML if its name ends in .yaml or .yml; empty for none
   * @param environment the environment variables
   * @param overrides keys and values that override both
   * @throws SettingsException if a key is unknown, a value is wrong or a required setting is
   *     missing; about the first that is wrong
   */
  public static Settings read(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    Examined examined = examine(file, environment, overrides);
    return examined.settings().orElseThrow(() -> examined.problems().get(0));
  }

  /** As {@link #read}, but tells all that is wrong instead of throwing. */
  public static Examined examine(
      Optional<Path> file, Map<String, String> environment, Map<String, String> overrides) {
    SettingsSources sources = new SettingsSources();
    file.ifPresent(sources::file);
    sources.environment(environment);
    sources.commandLine(overrides);
    Settings settings = new Settings(sources);
    return new Examined(
        settings.problems.isEmpty() ? Optional.of(settings) : Optional.empty(), settings.problems);
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

  /** The names of the topics. */
  public TopicNames topics() {
    return new TopicNames(text(Setting.TOPIC_PREFIX), count(Setting.TOPIC_GENERATION));
  }

  /** The keys that every Kafka client gets, including the bootstrap servers. */
  public Map<String, String> kafka() {
    Map<String, String> all = passed(ClientKeys.KAFKA);
    all.put("bootstrap.servers", text(Setting.BOOTSTRAP_SERVERS));
    return all;
  }

  /** The keys that only Kafka Streams gets. */
  public Map<String, String> streams() {
    return passed(ClientKeys.STREAMS);
  }

  /** The keys that the registry's client gets. */
  public Map<String, String> registry() {
    return passed(ClientKeys.REGISTRY);
  }

  /**
   * Variables that begin with HEADWATER_ but are not settings. They deserve a warning: they may be
   * typing errors.
   */
  public List<String> unknownVariables() {
    return unknownVariables;
  }

  /**
   * What may be a typing error though it is permitted, one sentence each: variables that set
   * nothing, and keys that are passed on to a client of Kafka that does not know them.
   */
  public List<String> warnings() {
    List<String> all = new ArrayList<>();
    for (String variable : unknownVariables) {
      all.add("there is no setting for the variable " + variable + hint(nearVariable(variable)));
    }
    passed
        .keySet()
        .forEach(
            key ->
                ClientKeys.nearMiss(key)
                    .ifPresent(
                        near -> all.add("Kafka does not know " + key + hint(Optional.of(near)))));
    return all;
  }

  /**
   * The settings that differ from their defaults, as {@code key=value}, in the order of the keys.
   * Secrets are masked.
   */
  public List<String> differing() {
    List<String> all = new ArrayList<>();
    values.forEach(
        (setting, value) -> {
          if (!value.equals(setting.fallback())) {
            all.add(setting.key() + "=" + shown(setting.key(), value));
          }
        });
    passed.forEach((key, value) -> all.add(key + "=" + shown(key, value)));
    return all;
  }

  /**
   * The text with every secret of these settings masked, for messages of the clients, which may
   * quote what they were given.
   */
  public String masked(String text) {
    String masked = Secrets.withoutUser(text);
    for (Map.Entry<String, String> entry : passed.entrySet()) {
      if (isSecret(entry.getKey()) && entry.getValue().strip().length() >= SHORTEST_SECRET) {
        masked = masked.replace(entry.getValue().strip(), Secrets.MASK);
      }
    }
    return masked;
  }

  private String shown(String key, String value) {
    return isSecret(key) && !value.isEmpty() ? Secrets.MASK : Secrets.withoutUser(value);
  }

  private boolean isSecret(String key) {
    return fromFiles.contains(key) || Secrets.isSecret(key);
  }

  /** The settings that differ from their defaults, without secrets. */
  @Override
  public String toString() {
    return String.join(", ", differing());
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
    if (value.secret()) {
      fromFiles.add(key);
    }
    Optional<Setting> setting = Setting.of(key);
    if (setting.isPresent()) {
      String problem = setting.get().problem(value.text());
      if (problem.isEmpty()) {
        values.put(setting.get(), value.text());
      } else {
        problems.add(
            new SettingsException(value.place() + ": " + key + " " + problem + not(value)));
      }
    } else if (ClientKeys.isPassed(key)) {
      requireExactlyOnce(key, value);
      passed.put(key, value.text());
    } else {
      problems.add(new SettingsException(value.place() + ": " + unknownKey(key)));
    }
  }

  private static String not(SettingsFile.Value value) {
    return value.secret()
        ? ", unlike the content of the file"
        : ", not '" + value.text().replaceAll("[\\p{Cntrl}\\v]", "?") + "'";
  }

  private static String unknownKey(String key) {
    Optional<String> near = near(key);
    return "there is no setting '"
        + key
        + "'"
        + near.map(known -> "; did you mean '" + known + "'?")
            .orElseGet(
                () ->
                    "; there are "
                        + String.join(", ", Setting.keys())
                        + ", and those of the clients below "
                        + String.join(", ", ClientKeys.PREFIXES));
  }

  /** The known key that was probably meant, with the prefix of a client if it lacked that. */
  private static Optional<String> near(String key) {
    String plain = key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
    if (Setting.of(plain).isPresent() || ClientKeys.isPassed(plain)) {
      return Optional.of(plain);
    }
    if (ClientKeys.isDefined(ClientKeys.KAFKA + plain)) {
      return Optional.of(ClientKeys.KAFKA + plain);
    }
    if (ClientKeys.isDefined(ClientKeys.STREAMS + plain)) {
      return Optional.of(ClientKeys.STREAMS + plain);
    }
    return NearestKey.of(key, Setting.keys()).or(() -> NearestKey.of(key, ClientKeys.defined()));
  }

  private static Optional<String> nearVariable(String variable) {
    String end = variable.endsWith("_FILE") ? "_FILE" : "";
    String key = variable.substring(VARIABLE_PREFIX.length(), variable.length() - end.length());
    return near(key)
        .map(near -> VARIABLE_PREFIX + near.toUpperCase(Locale.ROOT).replace('.', '_') + end);
  }

  private static String hint(Optional<String> near) {
    return near.map(known -> "; did you mean " + known + "?").orElse("");
  }

  /** Kafka Streams would accept any other guarantee, and then lose alerts silently. */
  private void requireExactlyOnce(String key, SettingsFile.Value value) {
    boolean guarantee = key.equals("streams." + GUARANTEE) || key.equals("kafka." + GUARANTEE);
    if (guarantee && !value.text().equals(EXACTLY_ONCE)) {
      problems.add(
          new SettingsException(
              value.place()
                  + ": "
                  + key
                  + " must be "
                  + EXACTLY_ONCE
                  + not(value)
                  + ": otherwise a crash can keep what an asset knows and lose the message about"
                  + " it, which is never sent again; leave the key out"));
    }
  }
}
