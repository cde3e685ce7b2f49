package dev.headwater.http.pages;

import dev.headwater.http.reads.UnknownAsset;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PublicAddress;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Moment;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.GateView;
import dev.headwater.pages.Links;
import dev.headwater.pages.VerdictView;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetsQuestion;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/** Handles {@code /gate}: asks the gate about an asset. */
final class GatePage {
  private static final int CANDIDATES = 20;

  private final Queries queries;
  private final PageFrame frame;

  GatePage(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void get(Context ctx) {
    Parameters parameters = Parameters.ofForm(ctx, "urn", Parameters.AS_OF, Parameters.KNOWN_AT);
    String urn = parameters.text("urn");
    Moment moment = parameters.moment();
    frame.show(
        ctx, "gate", "Gate", "gate", "", view(urn, moment, parameters, PublicAddress.prefix(ctx)));
  }

  private GateView view(String urn, Moment moment, Parameters parameters, String prefix) {
    if (urn.isEmpty()) {
      return without(urn, parameters, "", List.of());
    }
    Asset asset;
    try {
      asset = Asset.parse(urn);
    } catch (InvalidException invalid) {
      return without(urn, parameters, "This is not the id of an asset.", like(urn));
    }
    Optional<Gate> gate = queries.gate(asset, moment);
    if (gate.isEmpty()) {
      boolean certain = queries.versions(asset, Promptness.CAUGHT_UP).freshness().caughtUp();
      return without(
          urn,
          parameters,
          "No event that counts at that moment names "
              + asset
              + "."
              + (certain ? "" : " Events may still be waiting to be processed."),
          List.of());
    }
    UnknownAsset unknown = UnknownAsset.of(queries, gate.get());
    return new GateView(
        urn,
        parameters.text(Parameters.AS_OF),
        parameters.text(Parameters.KNOWN_AT),
        Optional.of(VerdictView.alone(asset, gate.get().ruling())),
        "",
        unknown.versions(),
        prefix + "java -jar target/headwater.jar gate " + shell(urn) + moment(moment),
        Links.at(Links.to(asset), Parameters.momentQuery(moment)),
        Parameters.momentQuery(moment),
        Optional.of(FreshnessView.of(gate.get().freshness(), true, List.of())));
  }

  private static GateView without(
      String urn, Parameters parameters, String problem, List<Asset> candidates) {
    return new GateView(
        urn,
        parameters.text(Parameters.AS_OF),
        parameters.text(Parameters.KNOWN_AT),
        Optional.empty(),
        problem,
        candidates,
        "",
        "",
        Parameters.momentQuery(parameters.moment()),
        Optional.empty());
  }

  /** Assets whose name contains the text; none if nobody can search for such a text. */
  private List<Asset> like(String text) {
    AssetFilter filter;
    try {
      filter = AssetFilter.named(text);
    } catch (InvalidException unsearchable) {
      return List.of();
    }
    return queries.assets(filter, "", CANDIDATES, Promptness.AT_ONCE).rows().stream()
        .map(AssetsQuestion.Row::asset)
        .toList();
  }

  private static String moment(Moment moment) {
    return moment.asOf().map(time -> " --as-of " + time).orElse("")
        + moment.knownAt().map(time -> " --known-at " + time).orElse("");
  }

  /** Quotes a text for a shell, so that nothing in it is a command. */
  private static String shell(String text) {
    return text.matches("[A-Za-z0-9:@/._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
