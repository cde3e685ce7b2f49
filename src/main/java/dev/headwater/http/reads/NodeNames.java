package dev.headwater.http.reads;

import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.JobGraph;
import dev.headwater.query.answer.Lineage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Names the nodes of one answer, so that a request with a node's name finds this node again.
 *
 * <p>The requested node keeps the name of the request. Every other node gets its raw name, or its
 * URN if the raw name would find another existing node.
 */
final class NodeNames {
  private final Party asked;
  private final String askedFor;
  private final Set<Party> byUrn;

  private NodeNames(Party asked, String askedFor, Set<Party> byUrn) {
    this.asked = asked;
    this.askedFor = askedFor;
    this.byUrn = byUrn;
  }

  /**
   * @param askedFor the node id of the request
   */
  static NodeNames of(JobGraph graph, String askedFor, Queries queries) {
    Set<Party> byUrn = new HashSet<>();
    Set<Asset> earlier = new TreeSet<>();
    List<Asset> assets = graph.nodes().stream().map(Lineage.Node::asset).toList();
    assets.forEach(asset -> earlier.addAll(before(asset)));
    Set<Asset> named = earlier.isEmpty() ? Set.of() : queries.named(earlier);
    for (Asset asset : assets) {
      if (before(asset).stream().anyMatch(named::contains)) {
        byUrn.add(asset);
      }
    }
    jobs(graph)
        .distinct()
        .filter(job -> before(job).stream().anyMatch(queries::isKnown))
        .forEach(byUrn::add);
    return new NodeNames(graph.start(), askedFor, byUrn);
  }

  private static Stream<Job> jobs(JobGraph graph) {
    return graph.productions().values().stream().flatMap(List::stream).map(made -> made.job());
  }

  /** The assets that a request with the raw name of {@code asset} would find before it. */
  private static List<Asset> before(Asset asset) {
    List<Asset> candidates = NodeId.of(NodeId.of(asset)).assets();
    return candidates.subList(0, candidates.indexOf(asset));
  }

  private static List<Job> before(Job job) {
    List<Job> candidates = NodeId.of(NodeId.of(job)).jobs();
    return candidates.subList(0, candidates.indexOf(job));
  }

  String of(Asset asset) {
    return name(asset, NodeId.of(asset));
  }

  String of(Job job) {
    return name(job, NodeId.of(job));
  }

  private String name(Party party, String raw) {
    if (party.equals(asked)) {
      return askedFor;
    }
    return byUrn.contains(party) ? party.urn() : raw;
  }
}
