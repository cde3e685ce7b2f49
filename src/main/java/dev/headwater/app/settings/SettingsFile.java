package dev.headwater.app.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** Reads a settings file, properties or YAML, and remembers the line of each key. */
final class SettingsFile {

  /**
   * A value and its source.
   *
   * @param text the value; stripped, unless it is the content of a file
   * @param place file and line, or the name of the variable
   * @param secret true if the value must not be shown, because it was kept in a file of its own
   */
  record Value(String text, String place, boolean secret) {

    /** The place alone: the value may be a secret. */
    @Override
    public String toString() {
      return place;
    }
  }

  /**
   * What a file says.
   *
   * @param values by key, in the order of the file
   * @param problems what is wrong with the rest
   */
  record Content(Map<String, Value> values, List<SettingsException> problems) {}

  private final Path file;
  private final Map<String, Value> values = new LinkedHashMap<>();
  private final List<SettingsException> problems = new ArrayList<>();

  private SettingsFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the file. Dots join nested YAML keys, and commas join YAML lists. What follows an error
   * of YAML's syntax is not read.
   */
  static Content read(Path file) {
    SettingsFile reading = new SettingsFile(file);
    String name = file.toString().toLowerCase(Locale.ROOT);
    try {
      String text = Files.readString(file);
      if (name.endsWith(".yaml") || name.endsWith(".yml")) {
        reading.yaml(text);
      } else {
        reading.properties(text);
      }
    } catch (JsonProcessingException notYaml) {
      int line = notYaml.getLocation() == null ? 1 : notYaml.getLocation().getLineNr();
      reading.problems.add(
          new SettingsException(
              file + ":" + line + ": not YAML: " + notYaml.getOriginalMessage(), notYaml));
    } catch (IOException unreadable) {
      reading.problems.add(
          new SettingsException(
              "cannot read the settings " + file + "; name a readable file with --config",
              unreadable));
    } catch (SettingsException wrong) {
      reading.problems.add(wrong);
    }
    return new Content(reading.values, reading.problems);
  }

  /**
   * Parses one logical line at a time, because java.util.Properties does not report line numbers.
   */
  private void properties(String text) throws IOException {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int first = i + 1;
      StringBuilder logical = new StringBuilder(lines.get(i));
      boolean comment = lines.get(i).strip().matches("[#!].*");
      while (!comment && goesOn(logical) && i + 1 < lines.size()) {
        i++;
        logical.append('\n').append(lines.get(i));
      }
      Properties parsed = new Properties();
      try {
        parsed.load(new StringReader(logical.toString()));
      } catch (IllegalArgumentException badEscape) {
        problems.add(
            new SettingsException(file + ":" + first + ": " + badEscape.getMessage(), badEscape));
      }
      for (String key : parsed.stringPropertyNames()) {
        put(key, parsed.getProperty(key), first);
      }
    }
  }

  private static boolean goesOn(StringBuilder line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private void yaml(String text) throws IOException {
    try (YAMLParser parser = new YAMLFactory().createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null || first == JsonToken.VALUE_NULL) {
        return;
      }
      if (first != JsonToken.START_OBJECT) {
        throw new SettingsException(file + ":1: must be keys and values, as 'threads: 2'");
      }
      object(parser, "");
      if (parser.nextToken() != null) {
        throw new SettingsException(
            file + ":" + line(parser) + ": a second document; put all settings into one");
      }
    }
  }

  private void object(YAMLParser parser, String prefix) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int line = line(parser);
      String key = prefix + parser.currentName();
      switch (parser.nextToken()) {
        case START_OBJECT -> object(parser, key + ".");
        case START_ARRAY -> put(key, array(parser, key), line);
        case VALUE_NULL -> put(key, "", line);
        default -> put(key, parser.getText(), line);
      }
    }
  }

  private String array(YAMLParser parser, String key) throws IOException {
    StringBuilder joined = new StringBuilder();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!parser.currentToken().isScalarValue()) {
        throw new SettingsException(
            file + ":" + line(parser) + ": '" + key + "' must be a list of plain values");
      }
      joined.append(joined.isEmpty() ? "" : ",").append(parser.getText());
    }
    return joined.toString();
  }

  private static int line(YAMLParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }

  private void put(String key, String value, int line) {
    String place = file + ":" + line;
    Value earlier = values.putIfAbsent(key, new Value(value.strip(), place, false));
    if (earlier != null) {
      problems.add(
          new SettingsException(
              place + ": '" + key + "' stands already at " + earlier.place() + "; remove one"));
    }
  }
}
