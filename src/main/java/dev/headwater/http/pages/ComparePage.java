package dev.headwater.http.pages;

import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.pages.CompareView;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.Edge;
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
    CompareView.Inputs inputsBefore = inputs(before);
    CompareView.Inputs inputsAfter = inputs(after);
    boolean whole = inputsBefore.whole() && inputsAfter.whole();
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

  private CompareView.Inputs inputs(Asset asset) {
    Optional<Lineage> lineage =
        queries.lineage(asset, Direction.UPSTREAM, 1, INPUTS, Moment.NOW, Promptness.AT_ONCE);
    SortedSet<Asset> inputs = new TreeSet<>();
    lineage.stream()
        .flatMap(found -> found.edges().stream())
        .filter(edge -> edge.to().equals(asset))
        .map(Edge::from)
        .forEach(inputs::add);
    boolean whole =
        lineage.isPresent()
            && !lineage.get().freshness().isStale()
            && lineage.get().truncated().filter(why -> why != Truncation.DEPTH).isEmpty();
    return new CompareView.Inputs(inputs, whole);
  }

  static Asset asset(String parameter, String urn) {
    try {
      return Asset.parse(urn);
    } catch (InvalidException invalid) {
      throw Problem.parameter(parameter, invalid.getMessage());
    }
  }
}
