package dev.headwater.oracle;

import dev.headwater.model.Asset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Computes distances in edges, breadth-first. */
final class Reach {
  private Reach() {}

  /**
   * The distance from the origin of every asset that can be reached.
   *
   * @param through the assets that a path may pass through; its two ends may be any assets
   */
  static Map<Asset, Integer> distances(
      Asset origin, Map<Asset, Set<Asset>> children, Predicate<Asset> through) {
    return distances(origin, asset -> children.getOrDefault(asset, Set.of()), through);
  }

  /** The same, for children that are computed when they are needed. */
  static Map<Asset, Integer> distances(
      Asset origin, Function<Asset, Set<Asset>> children, Predicate<Asset> through) {
    Map<Asset, Integer> distances = new TreeMap<>();
    distances.put(origin, 0);
    Deque<Asset> todo = new ArrayDeque<>(Set.of(origin));
    while (!todo.isEmpty()) {
      Asset asset = todo.remove();
      if (!asset.equals(origin) && !through.test(asset)) {
        continue;
      }
      for (Asset child : children.apply(asset)) {
        if (distances.putIfAbsent(child, distances.get(asset) + 1) == null) {
          todo.add(child);
        }
      }
    }
    return distances;
  }
}
