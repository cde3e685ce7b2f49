package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds out of which assets a read returned all inputs, or all outputs. A read in both directions
 * looks at the inputs of what is upstream and at the outputs of what is downstream; it does not
 * look at the other outputs of an input, nor at the other inputs of an output.
 *
 * <p>A cut is located by the level at which it happened. Where that is not certain, the answer errs
 * towards "not all".
 */
final class ReadSides {
  private ReadSides() {}

  /** The assets of which all inputs were read. */
  static Set<Asset> inputs(Lineage lineage) {
    return lineage.direction().up() ? within(lineage, true) : Set.of();
  }

  /** The assets of which all outputs were read. */
  static Set<Asset> outputs(Lineage lineage) {
    return lineage.direction().down() ? within(lineage, false) : Set.of();
  }

  private static Set<Asset> within(Lineage lineage, boolean up) {
    Map<Asset, List<Asset>> next = new HashMap<>();
    for (Edge edge : lineage.edges()) {
      next.computeIfAbsent(up ? edge.to() : edge.from(), asset -> new ArrayList<>())
          .add(up ? edge.from() : edge.to());
    }
    Set<Asset> reached = new TreeSet<>();
    List<Asset> level = List.of(lineage.asset());
    int last = lastWholeLevel(lineage);
    for (int distance = 0; distance <= last && !level.isEmpty(); distance++) {
      List<Asset> further = new ArrayList<>();
      for (Asset asset : level) {
        if (reached.add(asset)) {
          further.addAll(next.getOrDefault(asset, List.of()));
        }
      }
      level = further;
    }
    return reached;
  }

  /**
   * The last level whose neighbours were all read; -1 if there is none. At the depth of the read,
   * the last level alone lacks neighbours. With any other cut, the level before it may lack some,
   * too, because a level is cut while it is being collected.
   */
  private static int lastWholeLevel(Lineage lineage) {
    if (lineage.isComplete()) {
      return Integer.MAX_VALUE;
    }
    int furthest = lineage.nodes().stream().mapToInt(Lineage.Node::distance).max().orElse(0);
    boolean onlyDeeper = lineage.truncated().filter(why -> why == Truncation.DEPTH).isPresent();
    return furthest - (onlyDeeper ? 1 : 2);
  }
}
