package dev.headwater.http.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.http.access.Guard;
import dev.headwater.http.reads.AssetEndpoints;
import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.http.request.RequestBody;
import dev.headwater.model.InvalidException;
import dev.headwater.quarantine.Detail;
import dev.headwater.quarantine.Filter;
import dev.headwater.quarantine.Item;
import dev.headwater.quarantine.Quarantine;
import dev.headwater.quarantine.QuarantineException;
import dev.headwater.quarantine.QuarantinePage;
import dev.headwater.quarantine.RecordId;
import dev.headwater.quarantine.Status;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Handles what is below {@code /quarantine}: the work with records that could not be taken. */
public final class QuarantineEndpoints {
  private static final String NOBODY = "unauthenticated";
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_REASON = 1_000;
  private static final int BODY_BYTES = 16 * 1024;
  private static final int BULK = 100;
  private static final int LARGEST_BULK = 1_000;
  private static final int RETRY_SECONDS = 2;
  private static final String ALL = "all";

  private final Quarantine quarantine;
  private final QuarantinedContent content;

  public QuarantineEndpoints(Quarantine quarantine, QuarantinedContent content) {
    this.quarantine = quarantine;
    this.content = content;
  }

  /** Answers what the quarantine cannot do with 409, and what it cannot do now with 503. */
  public static Handler guarded(Handler handler) {
    return ctx -> {
      try {
        handler.handle(ctx);
      } catch (QuarantineException.Away away) {
        throw Problem.unavailable(away.getMessage(), RETRY_SECONDS, away.getCause());
      } catch (QuarantineException.Refused refused) {
        throw Problem.of(409, refused.getMessage());
      }
    };
  }

  public void list(Context ctx) {
    Parameters parameters =
        Parameters.of(ctx, "topic", "reason", "status", "limit", Cursors.PARAMETER);
    String status =
        parameters
            .choice("status", List.of("open", "replayed", "discarded", ALL), choice -> choice)
            .orElse("open");
    Filter filter = new Filter(parameters.text("topic"), reason(parameters), statuses(status));
    String list = "quarantine " + status + " " + filter.topic() + " " + filter.reason();
    String cursor = Cursors.read(list, parameters);
    int limit = parameters.number("limit", AssetEndpoints.PAGE, 1, AssetEndpoints.LARGEST_PAGE);
    QuarantinePage page;
    try {
      page = quarantine.list(filter, cursor, limit);
    } catch (IllegalArgumentException noPlace) {
      throw Cursors.unknown();
    }
    AssetEndpoints.answer(ctx, QuarantineJson.page(page, list));
  }

  /** A record that may be open is listed among the open ones, so that nobody overlooks it. */
  private static Set<Status> statuses(String status) {
    return switch (status) {
      case ALL -> Set.of();
      case "open" -> Set.of(Status.OPEN, Status.UNKNOWN);
      default -> Set.of(Status.valueOf(status.toUpperCase(Locale.ROOT)));
    };
  }

  private static String reason(Parameters parameters) {
    String reason = parameters.text("reason");
    if (reason.length() > LONGEST_REASON) {
      throw Problem.parameter("reason", "is longer than " + LONGEST_REASON + " characters");
    }
    return reason;
  }

  public void one(Context ctx) {
    RecordId id = id(ctx);
    Parameters.of(ctx);
    Detail detail = quarantine.show(id).orElseThrow(() -> unknown(id));
    AssetEndpoints.answer(ctx, QuarantineJson.detail(detail, content));
  }

  public void replay(Context ctx) {
    RecordId id = id(ctx);
    Parameters.of(ctx);
    Item item = quarantine.replay(id, who(ctx)).orElseThrow(() -> unknown(id));
    AssetEndpoints.answer(ctx, QuarantineJson.item(item));
  }

  public void discard(Context ctx) throws IOException {
    RecordId id = id(ctx);
    Parameters.of(ctx);
    String reason = statedReason(ctx);
    Item item = quarantine.discard(id, who(ctx), reason).orElseThrow(() -> unknown(id));
    AssetEndpoints.answer(ctx, QuarantineJson.item(item));
  }

  public void replayAll(Context ctx) {
    Parameters parameters = Parameters.of(ctx, "topic", "reason", "limit");
    int limit = parameters.number("limit", BULK, 1, LARGEST_BULK);
    AssetEndpoints.answer(
        ctx,
        QuarantineJson.replayed(
            quarantine.replayAll(parameters.text("topic"), reason(parameters), limit, who(ctx))));
  }

  private static String statedReason(Context ctx) throws IOException {
    MediaTypes.requireJson(ctx, "");
    JsonNode body;
    try {
      body = Json.parse(RequestBody.readExpanded(ctx, BODY_BYTES));
    } catch (InvalidException notJson) {
      throw Problem.of(400, "The body " + notJson.getMessage() + ".");
    }
    JsonNode reason = body.path("reason");
    if (!body.isObject() || body.size() != 1 || !reason.isTextual()) {
      throw Problem.of(400, "The body must be an object with one text, {\"reason\":\"..\"}.");
    }
    String text = reason.textValue().strip();
    if (text.isEmpty()) {
      throw Problem.of(400, "reason: is blank; say why the record is not needed.");
    }
    if (text.codePointCount(0, text.length()) > LONGEST_REASON) {
      throw Problem.of(400, "reason: is longer than " + LONGEST_REASON + " characters.");
    }
    return text;
  }

  private static String who(Context ctx) {
    String caller = Guard.caller(ctx);
    String name = caller.isEmpty() ? NOBODY : caller;
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
  }

  private static RecordId id(Context ctx) {
    String text = ctx.pathParam("id");
    return RecordId.parse(text)
        .orElseThrow(
            () -> Problem.parameter("id", "is partition and offset of the record, such as 3-17"));
  }

  private static Problem unknown(RecordId id) {
    return Problem.of(404, "There is no quarantined record " + id + "; it may have been deleted.");
  }
}
