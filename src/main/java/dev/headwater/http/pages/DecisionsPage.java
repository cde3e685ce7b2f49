package dev.headwater.http.pages;

import dev.headwater.http.reads.AssetEndpoints;
import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.pages.DecisionsView;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.Links;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Decisions;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Truncation;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Handles {@code /assets/<urn>/decisions}: who took part upstream, and who decided what. */
final class DecisionsPage {
  /** How many assets one page covers. */
  private static final int ASSETS = 50;

  private final Queries queries;
  private final PageFrame frame;
  private final AssetPages assets;

  /**
   * @param assets answers for an asset that no event names
   */
  DecisionsPage(Queries queries, PageFrame frame, AssetPages assets) {
    this.queries = queries;
    this.frame = frame;
    this.assets = assets;
  }

  void get(Context ctx) {
    Asset asset = PathUrn.ofPage(ctx);
    Parameters parameters =
        Parameters.ofForm(ctx, Cursors.PARAMETER, Parameters.AS_OF, Parameters.KNOWN_AT);
    Moment moment = parameters.moment();
    String list = AssetEndpoints.decisions(asset, true, moment);
    Optional<Decisions> read =
        queries.decisions(
            asset, true, Cursors.read(list, parameters), ASSETS, moment, Promptness.CAUGHT_UP);
    if (read.isEmpty()) {
      assets.unknown(ctx, asset, moment);
      return;
    }
    frame.show(
        ctx,
        "decisions",
        "People and decisions of " + Words.name(asset),
        "assets",
        "",
        view(read.get(), list, moment));
  }

  private static DecisionsView view(Decisions read, String list, Moment moment) {
    String query = Parameters.momentQuery(moment);
    String next =
        read.next().isEmpty()
            ? ""
            : Links.at(
                Links.to(read.asset()) + "/decisions?cursor=" + Cursors.write(list, read.next()),
                query);
    return DecisionsView.of(
        read,
        next,
        query,
        AssetPages.words(moment),
        FreshnessView.of(read.freshness(), true, gaps(read)));
  }

  /** What the page lacks, each a sentence. */
  private static List<String> gaps(Decisions read) {
    return read.truncated().stream()
        .map(
            why ->
                why == Truncation.ITEMS && !read.next().isEmpty()
                    ? "More assets upstream are on the next page."
                    : switch (why) {
                      case ITEMS, EVENTS -> "An asset has more events than this page reads.";
                      case DEPTH, NODES, EDGES -> "There is more upstream than one read returns.";
                      case TIME -> "The time for the read was over before everything was read.";
                      case UNREACHABLE ->
                          "An instance that has a part of the answer could not be asked.";
                      case PATH, CHANGING -> "The graph changed while it was being read.";
                    })
        .toList();
  }
}
