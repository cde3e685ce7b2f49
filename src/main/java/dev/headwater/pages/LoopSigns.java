package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import dev.headwater.query.question.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Finds loops among the edges of a picture: a trained model that descends from synthetic data which
 * a model of its namespace and name generated. An asset without the sign may still be part of a
 * loop: an edge may not have been read, and a generator that only the payload of an event or a
 * document names has no edge. The alert SELF_CONSUMING_LOOP is the judgement.
 */
final class LoopSigns {
  /** What carries exposures into an asset, and out of it. */
  private final Map<Asset, List<Asset>> inputs = new HashMap<>();

  private final Map<Asset, List<Asset>> outputs = new HashMap<>();

  /** By the namespace and name of the models: those that were trained, and what they generated. */
  private final Map<String, Set<Asset>> trained = new HashMap<>();

  private final Map<String, Set<Asset>> generated = new HashMap<>();

  private LoopSigns(Collection<Edge> edges, Predicate<Asset> maybeSynthetic) {
    for (Edge edge : edges) {
      if (edge.role().carries()) {
        outputs.computeIfAbsent(edge.from(), from -> new ArrayList<>()).add(edge.to());
        inputs.computeIfAbsent(edge.to(), to -> new ArrayList<>()).add(edge.from());
      }
      if (edge.activity() == EventType.TRAIN) {
        trained.computeIfAbsent(edge.to().key(), name -> new HashSet<>()).add(edge.to());
      }
      if (isGeneration(edge) && maybeSynthetic.test(edge.to())) {
        generated.computeIfAbsent(edge.from().key(), name -> new HashSet<>()).add(edge.to());
      }
    }
  }

  /**
   * The models that close a loop, and the generated datasets that they descend from.
   *
   * @param maybeSynthetic whether a dataset is synthetic itself, or may be as far as is known
   */
  static Set<Asset> of(Collection<Edge> edges, Predicate<Asset> maybeSynthetic) {
    LoopSigns loops = new LoopSigns(edges, maybeSynthetic);
    Set<Asset> found = new TreeSet<>();
    loops.generated.forEach(
        (name, datasets) -> {
          Set<Asset> models = loops.trained.getOrDefault(name, Set.of());
          if (!models.isEmpty()) {
            found.addAll(both(models, reached(datasets, loops.outputs)));
            found.addAll(both(datasets, reached(models, loops.inputs)));
          }
        });
    return found;
  }

  private static boolean isGeneration(Edge edge) {
    return edge.activity() == EventType.SYNTHESIZE
        && (edge.role() == Role.GENERATOR || edge.role() == Role.TRANSLATOR)
        && edge.from().kind() == AssetKind.MODEL;
  }

  private static Set<Asset> reached(Set<Asset> from, Map<Asset, List<Asset>> next) {
    Set<Asset> seen = new HashSet<>();
    Deque<Asset> todo = new ArrayDeque<>(from);
    while (!todo.isEmpty()) {
      for (Asset one : next.getOrDefault(todo.poll(), List.of())) {
        if (seen.add(one)) {
          todo.add(one);
        }
      }
    }
    return seen;
  }

  private static Set<Asset> both(Set<Asset> one, Set<Asset> other) {
    Set<Asset> both = new HashSet<>(one);
    both.retainAll(other);
    return both;
  }
}
