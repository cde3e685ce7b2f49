package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Party;
import dev.headwater.model.Production;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A part of the graph with what is known of the jobs in it.
 *
 * @param start the asset or the job that it is the graph of
 * @param nodes each asset once
 * @param edges between them, in order
 * @param productions the latest events that made each of the nodes
 * @param uses what {@code start} did, if it is a job, to what it made; else none
 * @param runs the latest OpenLineage runs of {@code start}, if it is a job; else none
 * @param truncated what cut it off; empty: it is complete
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
    Freshness freshness) {
  public JobGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    productions = new TreeMap<>(productions);
    uses = List.copyOf(uses);
    runs = List.copyOf(runs);
  }

  /** The event behind an edge: that of its run; empty where none that made its end is known. */
  public Optional<Production> behind(Edge edge) {
    return productions.getOrDefault(edge.to(), List.of()).stream()
        .filter(made -> made.run().equals(edge.run()) && made.type() == edge.activity())
        .findFirst();
  }
}
