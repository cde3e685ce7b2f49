package dev.headwater.http.reads;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.export.standard.ExportFormat;
import dev.headwater.export.standard.Exports;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.PathUrn;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.AssetAccount;
import dev.headwater.query.answer.Direction;
import dev.headwater.query.answer.Lineage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.UnavailableException;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Handles {@code GET /assets/{urn}/export}, which answers with the record of an asset as a document
 * of a public standard, or with what that standard asks for and no event states.
 *
 * <p>A document is kept and passed on, so one that may lack events is worse than none: if a read is
 * not caught up, or reads from a copy, the answer is 503. What exceeds a limit is different,
 * because it would exceed it later too: the document says what it leaves out.
 */
public final class ExportEndpoint {
  /** The maximum number of assets upstream that a document describes. */
  private static final int ANCESTORS = 2_000;

  private static final int DEPTH = 10_000;

  private static final int PATIENCE_SECONDS = 10;
  private static final int RETRY_SECONDS = 2;

  /** A document may have tens of megabytes, and several times that while it is written. */
  private final Semaphore writing = new Semaphore(1);

  private final Queries queries;

  public ExportEndpoint(Queries queries) {
    this.queries = queries;
  }

  public void get(Context ctx) {
    Asset asset = PathUrn.of(ctx);
    Parameters parameters =
        Parameters.of(ctx, "format", "missing", Parameters.AS_OF, Parameters.KNOWN_AT);
    ExportFormat format = format(parameters, asset);
    boolean onlyMissing = parameters.flag("missing");
    MediaTypes.requireAccepted(ctx, onlyMissing ? MediaTypes.JSON : format.mediaType());
    ExportFacts facts = facts(asset, parameters.moment());
    awaitTurn();
    try {
      answer(ctx, format, onlyMissing, facts);
    } finally {
      writing.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!writing.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Problem.unavailable(
            "Too many documents are being written; try again in a moment.", RETRY_SECONDS, null);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("This instance is stopping.", RETRY_SECONDS, stopping);
    }
  }

  private static void answer(
      Context ctx, ExportFormat format, boolean onlyMissing, ExportFacts facts) {
    Export export = Exports.write(format, facts);
    if (onlyMissing) {
      ctx.contentType(MediaTypes.JSON);
      ctx.result(JsonTree.line(missing(facts.asset(), format, export)));
    } else {
      // Media types of JSON have no character set: JSON is UTF-8.
      ctx.contentType(
          format.mediaType().startsWith("text/")
              ? format.mediaType() + "; charset=utf-8"
              : format.mediaType());
      ctx.result(export.text());
    }
  }

  private static ExportFormat format(Parameters parameters, Asset asset) {
    List<ExportFormat> formats = ExportFormat.describing(asset.kind());
    ExportFormat format =
        parameters
            .choice("format", List.of(ExportFormat.values()), ExportFormat::text)
            .orElseThrow(
                () -> Problem.parameter("format", "is required: one of " + texts(formats)));
    if (!format.describes(asset.kind())) {
      throw Problem.parameter(
          "format",
          format.text()
              + " does not describe a "
              + Parameters.lowerCase(asset.kind())
              + "; these do: "
              + texts(formats));
    }
    return format;
  }

  private static String texts(List<ExportFormat> formats) {
    return formats.stream().map(ExportFormat::text).collect(Collectors.joining(", "));
  }

  private ExportFacts facts(Asset asset, Moment moment) {
    AssetAccount account =
        queries
            .account(asset, moment)
            .orElseThrow(() -> UnknownAsset.problem(queries, asset, moment, Promptness.CAUGHT_UP));
    Lineage lineage =
        queries
            .lineage(asset, Direction.UPSTREAM, DEPTH, ANCESTORS, moment, account.furtherReads())
            .orElseThrow(() -> UnknownAsset.problem(queries, asset, moment, Promptness.CAUGHT_UP));
    if (!account.freshness().caughtUp() || !lineage.freshness().caughtUp()) {
      throw new UnavailableException(
          "Events that were acknowledged before the request are not processed yet, so the document"
              + " could lack them. Ask again in a few seconds.");
    }
    return RecordFacts.of(account, lineage);
  }

  private static ObjectNode missing(Asset asset, ExportFormat format, Export export) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("asset", asset.urn());
    answer.put("format", format.text());
    ArrayNode missing = answer.putArray("missing");
    for (Export.Missing one : export.missing()) {
      missing.addObject().put("field", one.field()).put("reason", one.reason());
    }
    return answer;
  }
}
