package dev.headwater.app.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads and walks through the YAML of a policy, or of another file of that kind. Every problem
 * names the file, the line and the key.
 */
final class PolicyYaml {
  private static final int MAX_ALIASES = 20;
  private static final int MAX_CHARS = 1 << 20;
  private static final int MAX_DEPTH = 20;
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final String NO_DURATION = "must be a duration like 0s, 10m or PT10M";

  private final String name;
  private final String what;

  /**
   * @param name of the file
   * @param what it holds, such as "policy"
   */
  PolicyYaml(String name, String what) {
    this.name = name;
    this.what = what;
  }

  /** The root of the file; empty if there is nothing in it. */
  Optional<Node> root() {
    try (Reader text = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
      return Optional.ofNullable(new Yaml(bounded()).compose(text));
    } catch (NoSuchFileException e) {
      throw new SettingsException(name + ": there is no such " + what + " file", e);
    } catch (MalformedInputException e) {
      throw new SettingsException(name + ": is not UTF-8", e);
    } catch (IOException e) {
      throw new SettingsException(name + ": cannot be read: " + e.getMessage(), e);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new SettingsException(name + ":" + line + ": " + e.getProblem(), e);
    } catch (YAMLException e) {
      throw new SettingsException(name + ": " + e.getMessage(), e);
    }
  }

  /** Aliases of aliases can stand for billions of entries in a file of a few lines. */
  private static LoaderOptions bounded() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setCodePointLimit(MAX_CHARS);
    options.setNestingDepthLimit(MAX_DEPTH);
    return options;
  }

  /**
   * A value.
   *
   * @param path of the key, as {@code rules.UNKNOWN_ORIGIN.grace}
   * @param key the key; "" in a list
   */
  record Entry(String path, String key, Node value) {}

  /** The entries of a mapping with keys of a user. */
  List<Entry> named(Node node, String path) {
    return entries(node, path, List.of());
  }

  /** The entries of a mapping with known keys. */
  List<Entry> entries(Node node, String path, String... allowed) {
    return entries(node, path, List.of(allowed));
  }

  /**
   * @param allowed the keys; none if any key is
   */
  private List<Entry> entries(Node node, String path, List<String> allowed) {
    if (!(node instanceof MappingNode mapping)) {
      throw problem(
          node, path.isEmpty() ? "the " + what : path, "must be a mapping of keys to values");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      String place = path.isEmpty() ? key : path + "." + key;
      if (!allowed.isEmpty() && !allowed.contains(key)) {
        throw problem(
            tuple.getKeyNode(),
            place,
            "is unknown; known are "
                + String.join(", ", allowed)
                + NearestKey.of(key, allowed).map(near -> "; the nearest is " + near).orElse(""));
      }
      if (!seen.add(key)) {
        throw problem(tuple.getKeyNode(), place, "is given twice");
      }
      entries.add(new Entry(place, key, tuple.getValueNode()));
    }
    return entries;
  }

  /** The items of a list. */
  List<Entry> items(Entry entry) {
    if (!(entry.value() instanceof SequenceNode sequence)) {
      throw problem(entry.value(), entry.path(), "must be a list");
    }
    List<Entry> items = new ArrayList<>();
    for (Node node : sequence.getValue()) {
      items.add(new Entry(entry.path() + "[" + items.size() + "]", "", node));
    }
    return items;
  }

  /** A single value as text. */
  String text(Entry entry) {
    if (entry.value() instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw problem(entry.value(), entry.path(), "must be a single value");
  }

  /** A duration: a number with {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}, or ISO. */
  Duration duration(Entry entry) {
    String text = text(entry);
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.toDays() < 1_000_000) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      throw problem(entry.value(), entry.path(), NO_DURATION, e);
    }
    throw problem(entry.value(), entry.path(), NO_DURATION);
  }

  /** One of some constants. */
  <E extends Enum<E>> E constant(Entry entry, List<E> constants, String text) {
    for (E constant : constants) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    String allowed = String.join(", ", constants.stream().map(String::valueOf).toList());
    throw problem(entry.value(), entry.path(), "must be one of " + allowed);
  }

  SettingsException problem(Node node, String path, String problem) {
    return problem(node, path, problem, null);
  }

  SettingsException problem(Node node, String path, String problem, Throwable cause) {
    int line = node.getStartMark().getLine() + 1;
    return new SettingsException(name + ":" + line + ": " + path + " " + problem, cause);
  }
}
