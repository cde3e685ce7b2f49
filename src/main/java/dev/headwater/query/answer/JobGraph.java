package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.Party;
import dev.headwater.model.Production;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.JobRun;
import dev.headwater.query.question.JobUse;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of the graph, with the jobs in it.
 *
 * @param start the asset or the job that the graph is around
 * @param nodes each asset once
 * @param edges between them, in order
 * @param productions the latest events that made each of the nodes
 * @param uses if {@code start} is a job, what it did to make each asset; else none
 * @param runs if {@code start} is a job, its latest OpenLineage runs; else none
 * @param truncated what cut the graph off; empty if it is complete
 * @param freshness of what was read
 */
public record JobGraph(
    Party start,
    List<Lineage.Node> nodes,
    List<Edge> edges,
    SortedMap<Asset, List<Production>> productions,
    List<JobUse> uses,
    List<JobRun> runs,
    Optional<Truncation> truncated,
    Freshness freshness)
    implements ReadAnswer {
  public JobGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    productions = new TreeMap<>(productions);
    uses = List.copyOf(uses);
    runs = List.copyOf(runs);
  }

  /**
   * The event behind an edge: the one with the edge's run and activity. Empty if it is not among
   * the latest events that made the edge's downstream end.
   */
  public Optional<Production> behind(Edge edge) {
    return productions.getOrDefault(edge.to(), List.of()).stream()
        .filter(made -> made.run().equals(edge.run()) && made.type() == edge.activity())
        .findFirst();
  }

  @Override
  public boolean isComplete() {
    return truncated.isEmpty();
  }
}
