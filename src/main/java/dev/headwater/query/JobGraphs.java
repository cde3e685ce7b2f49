package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.Production;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The graph with jobs between the assets. A job is no asset: it is known from the events that made
 * assets, so the ones that a job made are searched for among all.
 */
final class JobGraphs {
  /** Assets whose events are read in one request. */
  private static final int READ_AT_ONCE = 200;

  /** Assets that a job made and from which the graph around it is read. */
  private static final int STARTS = 100;

  private static final AssetFilter ALL = new AssetFilter("", Set.of(), Set.of());

  private final Reading reading;
  private final int edgeLimit;

  JobGraphs(Reading reading, int edgeLimit) {
    this.reading = reading;
    this.edgeLimit = edgeLimit;
  }

  /** The first of these assets that an applied event has named. */
  Optional<Asset> firstNamed(List<Asset> candidates) {
    for (Asset asset : candidates) {
      VisitQuestion visit =
          new VisitQuestion(
              reading.partitionOf(asset), asset, false, false, List.of(), 1, Moment.NOW);
      if (reading.ask(visit).named()) {
        return Optional.of(asset);
      }
    }
    return Optional.empty();
  }

  /** The graph around assets that are named; both ways from each. */
  JobGraph around(Collection<Asset> starts, int depth, int nodeLimit) {
    Map<Asset, Lineage.Node> nodes = new LinkedHashMap<>();
    Set<Edge> edges = new TreeSet<>();
    Optional<Truncation> truncated = Optional.empty();
    int walked = 0;
    for (Asset start : starts) {
      if (nodes.size() >= nodeLimit || walked++ == STARTS) {
        truncated = truncated.or(() -> Optional.of(Truncation.NODES));
        break;
      }
      Optional<Lineage> found =
          new Traversal(reading, start, Direction.BOTH, depth, nodeLimit, edgeLimit, Moment.NOW)
              .walk();
      if (found.isPresent()) {
        found.get().nodes().forEach(node -> nodes.putIfAbsent(node.asset(), node));
        edges.addAll(found.get().edges());
        truncated = truncated.or(found.get()::truncated);
      }
    }
    SortedMap<Asset, List<Production>> productions = productions(nodes.keySet());
    return new JobGraph(
        List.copyOf(nodes.values()),
        List.copyOf(edges),
        productions,
        truncated,
        reading.freshness());
  }

  /**
   * What the first of these jobs that has made something has made; empty if none has. Of many, one
   * more than {@link #around} begins at, so that it sees that there are more.
   *
   * @throws UnavailableException if the time was over before all assets were looked at
   */
  Set<Asset> madeBy(List<Job> candidates) {
    Map<Job, Set<Asset>> made = new LinkedHashMap<>();
    candidates.forEach(job -> made.put(job, new TreeSet<>()));
    AssetSearch search = new AssetSearch(reading);
    String at = "";
    do {
      AssetPage page = search.read(ALL, at, READ_AT_ONCE);
      List<Asset> assets = page.rows().stream().map(AssetsQuestion.Row::asset).toList();
      productions(assets)
          .forEach(
              (asset, events) ->
                  events.stream()
                      .map(Production::job)
                      .filter(made::containsKey)
                      .map(made::get)
                      .filter(found -> found.size() <= STARTS)
                      .forEach(found -> found.add(asset)));
      at = page.next();
    } while (!at.isEmpty());
    return made.values().stream().filter(found -> !found.isEmpty()).findFirst().orElse(Set.of());
  }

  private SortedMap<Asset, List<Production>> productions(Collection<Asset> assets) {
    SortedMap<Asset, List<Production>> productions = new TreeMap<>();
    List<Asset> all = List.copyOf(assets);
    for (int from = 0; from < all.size(); from += READ_AT_ONCE) {
      List<DetailQuestion> questions = new ArrayList<>();
      for (Asset asset : all.subList(from, Math.min(all.size(), from + READ_AT_ONCE))) {
        questions.add(new DetailQuestion(reading.partitionOf(asset), asset, Moment.NOW));
      }
      for (DetailQuestion.Detail detail : reading.askAll(questions)) {
        for (AssetSummary summary : detail.summary()) {
          productions.put(summary.asset(), summary.producedBy());
        }
      }
    }
    return productions;
  }
}
