package dev.headwater.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Walks through the YAML of a policy. Every problem names the file, the line and the key. */
final class PolicyYaml {
  private final String name;

  /**
   * @param name of the file
   */
  PolicyYaml(String name) {
    this.name = name;
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
          node, path.isEmpty() ? "the policy" : path, "must be a mapping of keys to values");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      String place = path.isEmpty() ? key : path + "." + key;
      if (!allowed.isEmpty() && !allowed.contains(key)) {
        throw problem(
            tuple.getKeyNode(), place, "is unknown; known are " + String.join(", ", allowed));
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

  SettingsException problem(Node node, String path, String problem) {
    return problem(node, path, problem, null);
  }

  SettingsException problem(Node node, String path, String problem, Throwable cause) {
    int line = node.getStartMark().getLine() + 1;
    return new SettingsException(name + ":" + line + ": " + path + " " + problem, cause);
  }
}
