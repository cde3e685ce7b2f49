package dev.headwater.http.reads;

import dev.headwater.export.DataCard;
import dev.headwater.export.JsonCard;
import dev.headwater.export.MarkdownCard;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.model.Asset;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Promptness;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Handles {@code GET /assets/{urn}/card}, which answers with the data card of an asset. */
public final class CardEndpoint {

  /** The formats of a card. */
  private enum Format {
    MARKDOWN,
    JSON
  }

  private final Queries queries;
  private final Clock clock;

  public CardEndpoint(Queries queries, Clock clock) {
    this.queries = queries;
    this.clock = clock;
  }

  public void get(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters = Parameters.of(ctx, "format", Parameters.AS_OF, Parameters.KNOWN_AT);
    Format format =
        parameters.constant("format", Format.class, Parameters::lowerCase).orElse(Format.MARKDOWN);
    MediaTypes.requireAccepted(
        ctx,
        switch (format) {
          case MARKDOWN -> MediaTypes.MARKDOWN;
          case JSON -> MediaTypes.JSON;
        });
    AssetAccount account =
        queries
            .fullAccount(asset, parameters.moment())
            .orElseThrow(
                () ->
                    UnknownAsset.problem(
                        queries, asset, parameters.moment(), Promptness.CAUGHT_UP));
    DataCard card =
        DataCard.of(
            AccountFacts.of(
                account,
                AccountFacts.represented(queries, account),
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    switch (format) {
      case MARKDOWN -> {
        ctx.contentType(MediaTypes.MARKDOWN + "; charset=utf-8");
        ctx.result(MarkdownCard.write(card));
      }
      case JSON -> {
        ctx.contentType(MediaTypes.JSON);
        ctx.result(JsonCard.write(card));
      }
    }
  }
}
