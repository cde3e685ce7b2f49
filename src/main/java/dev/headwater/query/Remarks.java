package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.query.Gate.Finding;
import dev.headwater.query.Gate.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person should know of an asset that passes: where what it descends from was stated by
 * nobody. Looks at the nearest thousand of the assets that it descends from along carrying roles.
 */
final class Remarks {
  private static final int LOOKED_AT = 1_000;
  private static final int EDGES = 20_000;

  private final Reading reading;
  private final Asset asset;

  Remarks(Reading reading, Asset asset) {
    this.reading = reading;
    this.asset = asset;
  }

  List<Reason> read() {
    Optional<Lineage> lineage =
        new Traversal(reading, asset, Direction.UPSTREAM, LOOKED_AT, LOOKED_AT, EDGES).walk();
    return lineage.map(this::remarks).orElse(List.of());
  }

  private List<Reason> remarks(Lineage lineage) {
    Map<Asset, Asset> towards = nextTowardsAsset(lineage.edges());
    List<Asset> origins = List.copyOf(towards.keySet());
    List<StatementsQuestion.Statements> statements =
        reading.askAll(origins.stream().map(this::question).toList());
    List<Reason> remarks = new ArrayList<>();
    for (int i = 0; i < origins.size() && remarks.size() < Gate.TOLD; i++) {
      Asset origin = origins.get(i);
      List<Asset> path = path(origin, towards);
      if (statements.get(i).inputsUnasserted()) {
        remarks.add(
            new Reason(
                Finding.INPUTS_NOT_ASSERTED,
                origin,
                path,
                "No event asserts that it names all inputs of " + origin + "."));
      }
      if (statements.get(i).syntheticUnstated()) {
        remarks.add(
            new Reason(
                Finding.SYNTHETIC_NOT_STATED,
                origin,
                path,
                "An ingest of " + origin + " does not say whether it contains synthetic data."));
      }
      if (statements.get(i).sourceUnstated()) {
        remarks.add(
            new Reason(
                Finding.SOURCE_NOT_STATED,
                origin,
                path,
                "An ingest of "
                    + origin
                    + " names no source: no sourceUri, collectionMethod or collectedFrom."));
      }
    }
    if (!lineage.isComplete()) {
      remarks.add(
          new Reason(
              Finding.INCOMPLETE_ANSWER,
              asset,
              List.of(asset),
              "Only the nearest "
                  + lineage.nodes().size()
                  + " of the assets that "
                  + asset
                  + " descends from were looked at for remarks; the verdict does not depend on it."));
    }
    return Collections.unmodifiableList(remarks);
  }

  private StatementsQuestion question(Asset origin) {
    return new StatementsQuestion(reading.partitionOf(origin), origin);
  }

  /**
   * What the asset descends from along carrying roles, nearest first, and the next step from each.
   */
  private Map<Asset, Asset> nextTowardsAsset(List<Edge> edges) {
    Map<Asset, List<Asset>> inputs = new HashMap<>();
    for (Edge edge : edges) {
      if (edge.role().carries()) {
        inputs.computeIfAbsent(edge.to(), to -> new ArrayList<>()).add(edge.from());
      }
    }
    Map<Asset, Asset> towards = new LinkedHashMap<>();
    towards.put(asset, asset);
    Deque<Asset> queue = new ArrayDeque<>(List.of(asset));
    while (!queue.isEmpty()) {
      Asset here = queue.remove();
      for (Asset input : inputs.getOrDefault(here, List.of())) {
        if (towards.putIfAbsent(input, here) == null) {
          queue.add(input);
        }
      }
    }
    return towards;
  }

  private List<Asset> path(Asset origin, Map<Asset, Asset> towards) {
    LinkedList<Asset> path = new LinkedList<>(List.of(origin));
    while (!path.getLast().equals(asset)) {
      path.add(towards.get(path.getLast()));
    }
    return path;
  }
}
