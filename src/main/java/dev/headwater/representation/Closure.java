package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * An asset and all the datasets that it descends from, with what is stated of each. The asset is
 * the first. Immutable once built.
 */
final class Closure {
  private final List<Asset> assets = new ArrayList<>();
  private final List<Optional<Statements>> statements = new ArrayList<>();

  /** For each asset, the positions of what its steps use: all uses of the first step, and so on. */
  private final List<int[]> uses = new ArrayList<>();

  private Closure() {}

  /**
   * Collects the datasets upstream of {@code subject}.
   *
   * @param read what is stated of an asset; empty if it was not read. Asked once for each asset
   */
  static Closure of(Asset subject, Function<Asset, Optional<Statements>> read) {
    Closure closure = new Closure();
    Map<Asset, Integer> positions = new HashMap<>();
    positions.put(subject, 0);
    closure.assets.add(subject);
    for (int i = 0; i < closure.assets.size(); i++) {
      Optional<Statements> stated = read.apply(closure.assets.get(i));
      closure.statements.add(stated);
      closure.uses.add(
          stated.stream()
              .flatMap(one -> one.steps().stream())
              .flatMap(step -> step.inputs().stream())
              .mapToInt(use -> closure.position(positions, use.asset()))
              .toArray());
    }
    return closure;
  }

  private int position(Map<Asset, Integer> positions, Asset asset) {
    Integer known = positions.putIfAbsent(asset, assets.size());
    if (known != null) {
      return known;
    }
    assets.add(asset);
    return assets.size() - 1;
  }

  int size() {
    return assets.size();
  }

  Asset asset(int position) {
    return assets.get(position);
  }

  Optional<Statements> statements(int position) {
    return statements.get(position);
  }

  /** The positions of what the asset's steps use. */
  int[] uses(int position) {
    return uses.get(position);
  }

  /** Everything that is stated of an asset in the closure, by itself or by a step. */
  SortedSet<Measure> measures() {
    SortedSet<Measure> measures = new TreeSet<>();
    statements.forEach(
        stated ->
            stated.ifPresent(
                one -> {
                  add(measures, one.declared());
                  one.steps().stream()
                      .flatMap(step -> step.inputs().stream())
                      .forEach(use -> add(measures, use.stated()));
                }));
    return measures;
  }

  private static void add(SortedSet<Measure> measures, List<Composition> compositions) {
    compositions.forEach(composition -> measures.add(Measure.of(composition)));
  }
}
