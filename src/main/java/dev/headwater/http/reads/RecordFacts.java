package dev.headwater.http.reads;

import dev.headwater.export.Bounded;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.ExportFacts.Ancestor;
import dev.headwater.export.standard.facts.ExportFacts.Link;
import dev.headwater.export.standard.facts.ExportFacts.State;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Synthetic;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts what queries returned about an asset to the facts of a document of a standard. The
 * packages {@code query} and {@code export} do not depend on each other.
 */
final class RecordFacts {
  /** The maximum number of edges that a document has. */
  static final int LINKS = 20_000;

  private RecordFacts() {}

  /**
   * The facts of a document.
   *
   * @param account what is known of the asset
   * @param upstream its lineage upstream
   * @throws UnavailableException if something could not be read now and may be read later
   */
  static ExportFacts of(AssetAccount account, Lineage upstream) {
    Set<Asset> heirs = heirs(upstream);
    AssetSummary summary = account.detail().summary();
    AssetEvents events = account.events();
    return new ExportFacts(
        heirs.contains(summary.asset())
            ? summary.withSynthetic(inherited(summary.synthetic()))
            : summary,
        events(events.syntheses()),
        events(events.trainings()),
        events(events.others()),
        events(events.documents()),
        upstream.nodes().stream()
            .filter(node -> !node.asset().equals(summary.asset()))
            .map(node -> ancestor(node, heirs))
            .toList(),
        nearest(upstream),
        leftOut(account, upstream));
  }

  /**
   * What descends from synthetic data, according to the edges. The states of assets learn that a
   * moment later than the edges, and a document must not lack it.
   */
  private static Set<Asset> heirs(Lineage upstream) {
    Map<Asset, List<Edge>> byInput =
        upstream.edges().stream()
            .filter(edge -> edge.role().carries())
            .collect(Collectors.groupingBy(Edge::from));
    Deque<Asset> next =
        upstream.nodes().stream()
            .filter(node -> node.state().map(AssetState::synthetic).orElse(null) == Synthetic.YES)
            .map(Lineage.Node::asset)
            .collect(Collectors.toCollection(ArrayDeque::new));
    Set<Asset> heirs = new HashSet<>();
    while (!next.isEmpty()) {
      for (Edge edge : byInput.getOrDefault(next.remove(), List.of())) {
        if (heirs.add(edge.to())) {
          next.add(edge.to());
        }
      }
    }
    return heirs;
  }

  private static Synthetic inherited(Synthetic stated) {
    return stated == Synthetic.YES ? Synthetic.YES : Synthetic.INHERITED;
  }

  private static Ancestor ancestor(Lineage.Node node, Set<Asset> heirs) {
    Optional<State> state =
        node.state()
            .map(
                one ->
                    new State(
                        heirs.contains(node.asset()) ? inherited(one.synthetic()) : one.synthetic(),
                        one.documentation(),
                        one.missing(),
                        one.originKnown()));
    return new Ancestor(node.asset(), node.distance(), state);
  }

  /** The edges that lead to the nearest assets, as many as a document has. */
  private static List<Link> nearest(Lineage upstream) {
    Map<Asset, Integer> distances =
        upstream.nodes().stream()
            .collect(Collectors.toMap(Lineage.Node::asset, Lineage.Node::distance));
    return upstream.edges().stream()
        .sorted(Comparator.comparing(edge -> distances.getOrDefault(edge.to(), 0)))
        .limit(LINKS)
        .map(RecordFacts::link)
        .toList();
  }

  private static Link link(Edge edge) {
    return new Link(
        edge.from(), edge.to(), edge.role(), edge.activity(), edge.run(), edge.inferred());
  }

  private static Bounded<LineageEvent> events(AssetEvents.Latest latest) {
    return Bounded.of(latest.events(), latest.total());
  }

  private static List<String> leftOut(AssetAccount account, Lineage upstream) {
    List<String> sentences = new ArrayList<>();
    upstream
        .truncated()
        .ifPresent(why -> sentences.add("Not everything upstream is included: " + words(why)));
    if (upstream.edges().size() > LINKS) {
      sentences.add(
          "The document has the nearest "
              + LINKS
              + " of "
              + upstream.edges().size()
              + " edges between assets upstream.");
    }
    if (account.detail().moreEvents()) {
      sentences.add(
          "The asset has more events than its agents, decisions and counts of categories are taken"
              + " from.");
    }
    return sentences;
  }

  private static String words(Truncation why) {
    return switch (why) {
      case DEPTH -> "there is more beyond the depth that a document covers.";
      case NODES -> "there are more assets than a document describes.";
      case EDGES -> "there are more edges than one answer holds.";
      case ITEMS, EVENTS -> "there is more on record than one answer holds.";
      case TIME, UNREACHABLE, PATH, CHANGING ->
          throw new UnavailableException(
              "Not everything that the asset descends from could be read. Ask again in a few"
                  + " seconds.");
    };
  }
}
