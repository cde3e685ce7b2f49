package dev.headwater.http.reads;

import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.Moment;
import dev.headwater.model.Synthetic;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.OpenAlerts;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Handles {@code GET /assets} and the paths below it, except the card. */
public final class AssetEndpoints {
  /** The default number of items on a page. */
  public static final int PAGE = 100;

  public static final int LARGEST_PAGE = 10_000;

  private static final int DEPTH = 20;
  private static final int DEEPEST = 10_000;
  private static final int NODES = 1_000;
  private static final int MOST_NODES = 100_000;

  private final Queries queries;

  public AssetEndpoints(Queries queries) {
    this.queries = queries;
  }

  public void list(Context ctx) {
    Parameters parameters =
        Parameters.of(
            ctx,
            "q",
            "kind",
            "synthetic",
            "documentation",
            "alerts",
            "namespace",
            "limit",
            "wait",
            Cursors.PARAMETER);
    AssetFilter filter = filter(parameters);
    // The order depends on the text, so a cursor belongs to one text.
    String list = "assets by place: " + filter.text();
    String after = Cursors.read(list, parameters);
    int limit = parameters.number("limit", PAGE, 1, LARGEST_PAGE);
    answer(
        ctx, ReadJson.assets(queries.assets(filter, after, limit, parameters.promptness()), list));
  }

  /** The filter from {@code q}, {@code kind} and the other filters of {@code GET /assets}. */
  public static AssetFilter filter(Parameters parameters) {
    String text = parameters.text("q");
    if (text.codePointCount(0, text.length()) > AssetFilter.TEXT_POINTS) {
      throw Problem.parameter("q", "is longer than " + AssetFilter.TEXT_POINTS + " characters");
    }
    return new AssetFilter(
        text,
        parameters.upperCase("kind", AssetKind.class),
        parameters.upperCase("synthetic", Synthetic.class),
        parameters.upperCase("documentation", Documentation.class),
        parameters
            .constant("alerts", OpenAlerts.class, Parameters::lowerCase)
            .map(Set::of)
            .orElse(Set.of()),
        parameters.text("namespace"));
  }

  public void one(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters = Parameters.of(ctx, "wait", Parameters.AS_OF, Parameters.KNOWN_AT);
    answer(
        ctx,
        ReadJson.asset(
            queries
                .asset(asset, parameters.moment(), parameters.promptness())
                .orElseThrow(
                    () ->
                        UnknownAsset.problem(
                            queries, asset, parameters.moment(), parameters.promptness()))));
  }

  public void lineage(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters =
        Parameters.of(
            ctx, "direction", "depth", "limit", "wait", Parameters.AS_OF, Parameters.KNOWN_AT);
    Direction direction =
        parameters
            .constant("direction", Direction.class, Parameters::lowerCase)
            .orElse(Direction.UPSTREAM);
    int depth = parameters.number("depth", DEPTH, 0, DEEPEST);
    int limit = parameters.number("limit", NODES, 1, MOST_NODES);
    answer(
        ctx,
        ReadJson.lineage(
            queries
                .lineage(
                    asset, direction, depth, limit, parameters.moment(), parameters.promptness())
                .orElseThrow(
                    () ->
                        UnknownAsset.problem(
                            queries, asset, parameters.moment(), parameters.promptness()))));
  }

  public void exposures(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters =
        Parameters.of(
            ctx,
            "status",
            "limit",
            "wait",
            Cursors.PARAMETER,
            Parameters.AS_OF,
            Parameters.KNOWN_AT);
    ExposureFilter filter =
        parameters
            .choice(
                "status",
                List.of(
                    ExposureFilter.ALL,
                    ExposureFilter.OPEN,
                    ExposureFilter.DOCUMENTED,
                    ExposureFilter.WAIVED),
                Parameters::lowerCase)
            .orElse(ExposureFilter.ALL);
    Moment moment = parameters.moment();
    String list = "exposures " + asset + words(moment);
    String cursor = Cursors.read(list, parameters);
    int limit = parameters.number("limit", PAGE, 1, LARGEST_PAGE);
    answer(
        ctx,
        ReadJson.exposures(
            queries
                .exposures(asset, filter, cursor, limit, moment, parameters.promptness())
                .orElseThrow(
                    () -> UnknownAsset.problem(queries, asset, moment, parameters.promptness())),
            list));
  }

  public void representation(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters =
        Parameters.of(ctx, "dimension", "wait", Parameters.AS_OF, Parameters.KNOWN_AT);
    Moment moment = parameters.moment();
    String dimension = parameters.text("dimension");
    answer(
        ctx,
        RepresentationJson.body(
            queries
                .representation(
                    asset, dimension.isBlank() ? "" : dimension, moment, parameters.promptness())
                .orElseThrow(
                    () -> UnknownAsset.problem(queries, asset, moment, parameters.promptness()))));
  }

  public void decisions(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters =
        Parameters.of(
            ctx,
            "upstream",
            "limit",
            "wait",
            Cursors.PARAMETER,
            Parameters.AS_OF,
            Parameters.KNOWN_AT);
    boolean upstream = parameters.flag("upstream");
    Moment moment = parameters.moment();
    String list = decisions(asset, upstream, moment);
    String cursor = Cursors.read(list, parameters);
    int limit = parameters.number("limit", NODES, 1, LARGEST_PAGE);
    answer(
        ctx,
        DecisionsJson.page(
            queries
                .decisions(asset, upstream, cursor, limit, moment, parameters.promptness())
                .orElseThrow(
                    () -> UnknownAsset.problem(queries, asset, moment, parameters.promptness())),
            list));
  }

  /** The name of the list of decisions about an asset, for its cursors. */
  public static String decisions(Asset asset, boolean upstream, Moment moment) {
    return "decisions " + (upstream ? "upstream of " : "") + asset + words(moment);
  }

  private static String words(Moment moment) {
    return moment.asOf().map(time -> " as of " + time).orElse("")
        + moment.knownAt().map(time -> " known at " + time).orElse("");
  }

  public void gate(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Moment moment = Parameters.of(ctx, Parameters.AS_OF, Parameters.KNOWN_AT).moment();
    Gate gate =
        queries
            .gate(asset, moment)
            .orElseThrow(() -> UnknownAsset.problem(queries, asset, moment, Promptness.CAUGHT_UP));
    answer(ctx, ReadJson.gate(gate, UnknownAsset.of(queries, gate)));
  }

  public static void answer(Context ctx, JsonBody body) {
    ctx.contentType(MediaTypes.JSON);
    ctx.result(body.bytes());
  }
}
