package dev.headwater.app.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Collects keys and values from the file, the environment and the command line, with the place of
 * each, and goes on after an error, so that all errors can be told.
 */
final class SettingsSources {

  /** The end of a variable that names a file with the value. */
  private static final String FILE = "_FILE";

  /** A secret is short; a larger file is a mistake. */
  private static final long LARGEST_FILE_BYTES = 1 << 20;

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

  private final Map<String, SettingsFile.Value> given = new LinkedHashMap<>();
  private final List<String> unknown = new ArrayList<>();
  private final List<SettingsException> problems = new ArrayList<>();

  /** The values by key; a later source has replaced those of an earlier one. */
  Map<String, SettingsFile.Value> given() {
    return given;
  }

  /** Variables that begin with HEADWATER_ and set nothing. */
  List<String> unknownVariables() {
    return unknown;
  }

  /** What cannot be read or is given twice. */
  List<SettingsException> problems() {
    return problems;
  }

  void file(Path file) {
    SettingsFile.Content content = SettingsFile.read(file);
    given.putAll(content.values());
    problems.addAll(content.problems());
  }

  void environment(Map<String, String> environment) {
    new TreeMap<>(environment).forEach((name, value) -> variable(name, value, environment));
  }

  void commandLine(Map<String, String> overrides) {
    overrides.forEach(
        (key, value) -> given.put(key, new SettingsFile.Value(value, "the command line", false)));
  }

  private void variable(String variable, String value, Map<String, String> environment) {
    if (!variable.startsWith(Settings.VARIABLE_PREFIX)
        || NOT_SETTINGS.contains(variable)
        || SERVICE_LINK.matcher(variable).matches() && key(variable).isEmpty()) {
      return;
    }
    String key = key(variable);
    String ofFile = keyOfFile(variable);
    // A client may have a key that ends in .file itself.
    if (!ofFile.isEmpty() && (key.isEmpty() || !isKnown(key))) {
      String other = variable.substring(0, variable.length() - FILE.length());
      if (environment.containsKey(other)) {
        problems.add(
            new SettingsException(
                "both " + other + " and " + variable + " are set; remove one of them"));
      } else {
        content(variable, value.strip()).ifPresent(content -> given.put(ofFile, content));
      }
    } else if (!key.isEmpty()) {
      given.put(key, new SettingsFile.Value(value.strip(), variable, false));
    } else {
      unknown.add(variable);
    }
  }

  private static boolean isKnown(String key) {
    return Setting.of(key).isPresent() || ClientKeys.isDefined(key);
  }

  /**
   * The key whose value is the content of the file that the variable names; "" if there is none.
   */
  private static String keyOfFile(String variable) {
    return variable.endsWith(FILE)
        ? key(variable.substring(0, variable.length() - FILE.length()))
        : "";
  }

  /** The key that a variable sets; "" if it sets none. */
  private static String key(String variable) {
    for (Setting setting : Setting.values()) {
      if (setting.variable().equals(variable)) {
        return setting.key();
      }
    }
    String key =
        variable
            .substring(Math.min(variable.length(), Settings.VARIABLE_PREFIX.length()))
            .toLowerCase(Locale.ROOT)
            .replace('_', '.');
    return ClientKeys.isPassed(key) ? key : "";
  }

  private Optional<SettingsFile.Value> content(String variable, String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path)) {
        problems.add(new SettingsException(variable + ": there is no file " + file));
        return Optional.empty();
      }
      if (Files.size(path) > LARGEST_FILE_BYTES) {
        problems.add(
            new SettingsException(
                variable + ": " + file + " is larger than 1 MiB, which no setting is"));
        return Optional.empty();
      }
      String content = Files.readString(path).replaceFirst("\\r?\\n\\z", "");
      return Optional.of(new SettingsFile.Value(content, variable + " (" + file + ")", true));
    } catch (CharacterCodingException notText) {
      problems.add(new SettingsException(variable + ": " + file + " is not UTF-8", notText));
    } catch (IOException | IllegalArgumentException unreadable) {
      problems.add(
          new SettingsException(
              variable + ": cannot read the file " + file + "; this process needs the right to",
              unreadable));
    }
    return Optional.empty();
  }
}
