package dev.headwater.http;

import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.pages.CompareView;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.Words;
import dev.headwater.query.AssetDetail;
import dev.headwater.query.Direction;
import dev.headwater.query.Edge;
import dev.headwater.query.Lineage;
import dev.headwater.query.Promptness;
import dev.headwater.query.Queries;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Handles {@code /assets/<urn>/compare?with=<urn>}: what differs between two versions. */
final class ComparePage {
  private static final int INPUTS = 1_000;

  private final Queries queries;
  private final PageFrame frame;

  ComparePage(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void get(Context ctx) {
    Asset after = PathUrn.ofPage(ctx);
    Asset before = asset("with", Parameters.ofForm(ctx, "with").text("with"));
    AssetDetail one = detail(before);
    AssetDetail other = detail(after);
    SortedSet<Asset> inputsBefore = new TreeSet<>();
    SortedSet<Asset> inputsAfter = new TreeSet<>();
    boolean whole = inputs(before, inputsBefore) & inputs(after, inputsAfter);
    FreshnessView freshness =
        FreshnessView.of(
            one.freshness().caughtUp() ? other.freshness() : one.freshness(),
            true,
            whole ? List.of() : List.of("Not all inputs could be read."));
    frame.show(
        ctx,
        "compare",
        "Comparison of " + Words.name(before) + " and " + Words.name(after),
        "assets",
        "",
        CompareView.of(one.summary(), other.summary(), inputsBefore, inputsAfter, freshness));
  }

  private AssetDetail detail(Asset asset) {
    return queries
        .asset(asset, Moment.NOW, Promptness.CAUGHT_UP)
        .orElseThrow(
            () -> Problem.of(404, "No event that has been processed names " + asset + "."));
  }

  /** Adds the direct inputs of an asset; returns whether those are all. */
  private boolean inputs(Asset asset, SortedSet<Asset> inputs) {
    Optional<Lineage> lineage =
        queries.lineage(asset, Direction.UPSTREAM, 1, INPUTS, Moment.NOW, Promptness.AT_ONCE);
    lineage.stream().flatMap(found -> found.edges().stream()).map(Edge::from).forEach(inputs::add);
    return lineage.map(found -> found.nodes().size() < INPUTS).orElse(false);
  }

  static Asset asset(String parameter, String urn) {
    try {
      return Asset.parse(urn);
    } catch (InvalidException invalid) {
      throw Problem.parameter(parameter, invalid.getMessage());
    }
  }
}
