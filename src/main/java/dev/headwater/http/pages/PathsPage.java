package dev.headwater.http.pages;

import dev.headwater.http.reads.Drawing;
import dev.headwater.http.reads.ReadJson;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.LineageGraph;
import dev.headwater.pages.Links;
import dev.headwater.pages.PathsView;
import dev.headwater.pages.PictureView;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.question.Edge;
import io.javalin.http.Context;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Handles {@code /paths?from=<urn>&to=<urn>}: how one asset went into another. */
final class PathsPage {
  private static final int DEPTH = 10_000;

  /** The maximum number of assets upstream of the end that are looked at. */
  private static final int LOOKED_AT = 10_000;

  private static final int DRAWN = 500;

  private static final LineageGraph.Targets TARGETS =
      new LineageGraph.Targets() {
        @Override
        public String page(Asset asset) {
          return Links.to(asset);
        }

        @Override
        public String open(Asset asset, boolean inputs) {
          return Links.to(asset);
        }
      };

  private final Queries queries;
  private final PageFrame frame;

  PathsPage(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void get(Context ctx) {
    Parameters parameters = Parameters.ofForm(ctx, "from", "to");
    String from = parameters.text("from");
    String to = parameters.text("to");
    PathsView view =
        from.isEmpty() || to.isEmpty()
            ? new PathsView(from, to, "", List.of(), Optional.empty(), Optional.empty())
            : view(ComparePage.asset("from", from), ComparePage.asset("to", to));
    frame.show(ctx, "paths", "Paths", "", "", view);
  }

  private PathsView view(Asset from, Asset to) {
    Lineage lineage =
        queries
            .lineage(to, Direction.UPSTREAM, DEPTH, LOOKED_AT, Moment.NOW, Promptness.CAUGHT_UP)
            .orElseThrow(
                () -> Problem.of(404, "No event that has been processed names " + to + "."));
    Map<Asset, Asset> towards = walk(lineage, from);
    boolean complete = ReadJson.isComplete(lineage.isComplete(), lineage.freshness());
    List<String> gaps =
        isWhole(lineage)
            ? List.of()
            : List.of("Not everything upstream of " + to + " could be read.");
    FreshnessView freshness = FreshnessView.of(lineage.freshness(), true, gaps);
    if (!towards.containsKey(to)) {
      return new PathsView(
          from.urn(),
          to.urn(),
          withoutPath(lineage, complete, from, to),
          List.of(),
          Optional.empty(),
          Optional.of(freshness));
    }
    List<Asset> shortest = shortest(towards, from, to);
    return new PathsView(
        from.urn(),
        to.urn(),
        (complete ? "The shortest path has " : "The shortest path found so far has ")
            + Words.count(shortest.size() - 1L, "step")
            + ".",
        shortest,
        Optional.of(picture(lineage, towards.keySet(), shortest, to)),
        Optional.of(freshness));
  }

  private String withoutPath(Lineage lineage, boolean complete, Asset from, Asset to) {
    String waiting =
        lineage.freshness().caughtUp() ? "" : " Events may still be waiting to be processed.";
    if (queries.named(List.of(from)).isEmpty()) {
      return "No event that has been processed names " + from + "." + waiting;
    }
    if (complete) {
      return "There is no path: no event on record says that " + from + " went into " + to + ".";
    }
    return (isWhole(lineage)
            ? "No path was found so far."
            : "No path was found among what could be read.")
        + waiting;
  }

  /** Whether nothing was left out that the owners had. */
  private static boolean isWhole(Lineage lineage) {
    return lineage.isComplete() && !lineage.freshness().isStale();
  }

  /**
   * Walks from an asset along the edges of a lineage, the nearest first.
   *
   * @return every asset that was reached, with the one before it
   */
  private static Map<Asset, Asset> walk(Lineage lineage, Asset from) {
    Map<Asset, List<Asset>> outputs = new HashMap<>();
    for (Edge edge : lineage.edges()) {
      outputs.computeIfAbsent(edge.from(), asset -> new ArrayList<>()).add(edge.to());
    }
    Map<Asset, Asset> before = new LinkedHashMap<>();
    if (lineage.nodes().stream().noneMatch(node -> node.asset().equals(from))) {
      return before;
    }
    Deque<Asset> open = new ArrayDeque<>();
    before.put(from, from);
    open.add(from);
    while (!open.isEmpty()) {
      Asset at = open.remove();
      for (Asset next : outputs.getOrDefault(at, List.of())) {
        if (before.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    return before;
  }

  private static List<Asset> shortest(Map<Asset, Asset> before, Asset from, Asset to) {
    List<Asset> path = new ArrayList<>();
    for (Asset at = to; !at.equals(from); at = before.get(at)) {
      path.add(at);
    }
    path.add(from);
    Collections.reverse(path);
    return path;
  }

  private static PictureView picture(
      Lineage lineage, Set<Asset> reached, List<Asset> shortest, Asset to) {
    // Everything in the lineage leads to its end, so what is reached from the start is between
    // them.
    boolean all = reached.size() <= DRAWN;
    LineageGraph graph =
        new LineageGraph(to, TARGETS).add(lineage, -1).show(all ? reached : shortest);
    String caption =
        all
            ? (isWhole(lineage) ? "All paths: " : "All paths that were read: ")
                + Words.count(graph.size(), "asset")
                + "."
            : "Only the shortest path is drawn; all paths have "
                + Words.count(reached.size(), "asset")
                + ".";
    return Drawing.of(
        graph.diagram("Paths to " + Words.brief(to.urn())),
        caption + " +N counts inputs that are not on them; other outputs were not read.");
  }
}
