package dev.headwater.query.stored;

import dev.headwater.engine.InEdge;
import dev.headwater.engine.Node;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Summaries;
import dev.headwater.model.OriginKind;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.FactsQuestion.CarryingInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Converts rows of the store to the values that reads return. */
public final class RowValues {

  private RowValues() {}

  public static AssetState state(Node node, Policy policy) {
    return new AssetState(
        Summaries.synthetic(node),
        Summaries.documentation(node),
        node.status(OriginKind.SYNTHETIC).missing(),
        node.openAlerts(),
        policy.originKnown(node));
  }

  /** One edge for each role and activity, with the run of the latest event that asserts it. */
  static List<Edge> edges(InEdge edge) {
    Map<String, List<InEdge.Use>> byWay = new TreeMap<>();
    for (InEdge.Use use : edge.uses()) {
      byWay.computeIfAbsent(use.role() + " " + use.activity(), way -> new ArrayList<>()).add(use);
    }
    List<Edge> edges = new ArrayList<>();
    for (List<InEdge.Use> uses : byWay.values()) {
      InEdge.Use latest = uses.stream().max(Comparator.comparing(InEdge.Use::latest)).orElseThrow();
      edges.add(
          new Edge(
              edge.from(),
              edge.to(),
              latest.role(),
              latest.activity(),
              latest.run(),
              uses.stream().allMatch(InEdge.Use::inferred)));
    }
    return edges;
  }

  /** The upstream ends of those edges along which exposures travel, inferred edges included. */
  static List<CarryingInput> carrying(List<InEdge> edges) {
    List<CarryingInput> inputs = new ArrayList<>();
    for (InEdge edge : edges) {
      switch (edge.kind()) {
        case CARRYING -> inputs.add(new CarryingInput(edge.from(), false));
        case INFERRED -> inputs.add(new CarryingInput(edge.from(), true));
        case NONE, NON_CARRYING -> {}
      }
    }
    return inputs;
  }
}
