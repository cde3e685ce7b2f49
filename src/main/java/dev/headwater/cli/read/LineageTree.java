package dev.headwater.cli.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws a lineage graph as a tree from one asset in one direction. It draws each asset only once.
 * Where an asset appears again, it prints only its name, with {@code (shown above)} where two paths
 * meet, or {@code (cycle)} where a path returns to itself. So the tree has at most one line for
 * each edge, and no depth or size can overflow the stack.
 */
final class LineageTree {

  /**
   * For each asset, its neighbours in the drawn direction, each with the sorted labels of the
   * edges.
   */
  private final Map<String, TreeMap<String, TreeSet<String>>> neighbours = new HashMap<>();

  private final Map<String, String> notes = new HashMap<>();

  /**
   * Reads the answer of {@code GET /assets/{urn}/lineage}.
   *
   * @param upstream true to go from an asset to what it was made from, false to what was made from
   *     it
   */
  LineageTree(JsonNode graph, boolean upstream) {
    for (JsonNode node : graph.path("nodes")) {
      notes.put(node.path("id").asText(), note(node));
    }
    for (JsonNode edge : graph.path("edges")) {
      String near = edge.path(upstream ? "to" : "from").asText();
      String far = edge.path(upstream ? "from" : "to").asText();
      neighbours
          .computeIfAbsent(near, n -> new TreeMap<>())
          .computeIfAbsent(far, n -> new TreeSet<>())
          .add(label(edge));
    }
  }

  private record Level(
      String asset, String indent, Iterator<Map.Entry<String, TreeSet<String>>> rest) {}

  /** Prints the tree with {@code root} at its top. */
  void print(String root, PrintWriter out) {
    Set<String> drawn = new HashSet<>(Set.of(root));
    Set<String> way = new HashSet<>(Set.of(root));
    Deque<Level> levels = new ArrayDeque<>();
    out.println(root + notes.getOrDefault(root, ""));
    levels.push(new Level(root, "", rest(root)));
    while (!levels.isEmpty()) {
      Level level = levels.peek();
      if (!level.rest().hasNext()) {
        way.remove(levels.pop().asset());
        continue;
      }
      Map.Entry<String, TreeSet<String>> next = level.rest().next();
      String asset = next.getKey();
      boolean last = !level.rest().hasNext();
      String mark =
          way.contains(asset) ? " (cycle)" : drawn.contains(asset) ? " (shown above)" : "";
      out.println(
          level.indent()
              + (last ? "└─ " : "├─ ")
              + asset
              + notes.getOrDefault(asset, "")
              + "  "
              + String.join(", ", next.getValue())
              + mark);
      if (mark.isEmpty()) {
        drawn.add(asset);
        way.add(asset);
        levels.push(new Level(asset, level.indent() + (last ? "   " : "│  "), rest(asset)));
      }
    }
  }

  private Iterator<Map.Entry<String, TreeSet<String>>> rest(String asset) {
    return neighbours.getOrDefault(asset, new TreeMap<>()).entrySet().iterator();
  }

  private static String label(JsonNode edge) {
    return edge.path("role").asText()
        + " of "
        + edge.path("activity").asText()
        + (edge.path("inferred").asBoolean(false) ? " (inferred)" : "");
  }

  /** The properties of a node that a reader should notice. */
  private static String note(JsonNode node) {
    List<String> said = new ArrayList<>();
    switch (node.path("synthetic").asText("")) {
      case "YES" -> said.add("synthetic");
      case "INHERITED" -> said.add("from synthetic");
      default -> {} // NO and UNKNOWN are the usual case here
    }
    switch (node.path("documentation").asText("")) {
      case "DOCUMENTED" -> said.add("documented");
      case "PARTIAL" -> said.add("partly documented");
      case "UNDOCUMENTED" -> said.add("undocumented");
      default -> {} // not synthetic, so there is nothing to document
    }
    return said.isEmpty() ? "" : " [" + String.join(", ", said) + "]";
  }
}
