package dev.headwater.http.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.http.request.ApiOptions;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.http.request.RequestBody;
import dev.headwater.http.request.Turn;
import dev.headwater.model.InvalidException;
import dev.headwater.model.TraceParent;
import dev.headwater.openlineage.EventReader;
import dev.headwater.openlineage.IgnoredFacets;
import dev.headwater.openlineage.OpenLineageEvent;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Handles {@code POST /lineage} and {@code POST /lineage/batch}, as OpenLineage's clients call
 * them. Kafka has confirmed every event that an answer reports as accepted. A repeated event
 * changes nothing.
 */
public final class OpenLineageEndpoints {
  private static final int RETRY_SECONDS = 2;

  private final EventReader reader;
  private final OpenLineageSink sink;
  private final Clock clock;
  private final ApiOptions options;
  private final Semaphore bodies;

  public OpenLineageEndpoints(
      EventReader reader, OpenLineageSink sink, Clock clock, ApiOptions options) {
    this.reader = reader;
    this.sink = sink;
    this.clock = clock;
    this.options = options;
    this.bodies = new Semaphore(options.bodiesAtOnce());
  }

  /**
   * Accepts one event. Answers 201, with a header for each facet that could not be read, or
   * problem+json with the field that is wrong.
   */
  public void one(Context ctx) {
    receive(
        ctx,
        (tree, body) -> {
          OpenLineageEvent event = read(tree);
          return sink.send(event.subject(), body, RequestTrace.of(ctx))
              .orTimeout(options.sendTime().toMillis(), TimeUnit.MILLISECONDS)
              .handle(
                  (done, failure) -> {
                    Throwable cause = cause(failure);
                    if (cause instanceof EventSink.RefusedException) {
                      throw Problem.of(413, "The event is refused: " + cause.getMessage() + ".");
                    }
                    requireSent(cause);
                    FacetWarnings.add(event.ignored(), ctx);
                    ctx.status(201);
                    return null;
                  });
        });
  }

  /**
   * Accepts an array of events. Answers 204 if all events are accepted, otherwise a summary, with
   * status 400 if none is accepted. An event with unreadable facets is accepted without them; the
   * summary names them, and headers do where there is none.
   */
  public void batch(Context ctx) {
    receive(
        ctx,
        (tree, body) -> {
          if (!tree.isArray()) {
            throw Problem.of(400, "The body is no array of events; send a single one to /lineage.");
          }
          SortedMap<Integer, String> failed = new TreeMap<>();
          Map<Integer, CompletableFuture<Void>> sent = new LinkedHashMap<>();
          Optional<TraceParent> traceParent = RequestTrace.of(ctx);
          SortedMap<Integer, IgnoredFacets> ignored = new TreeMap<>();
          for (int index = 0; index < tree.size(); index++) {
            try {
              OpenLineageEvent event = valid(tree.get(index));
              byte[] json = tree.get(index).toString().getBytes(StandardCharsets.UTF_8);
              sent.put(index, sink.send(event.subject(), json, traceParent));
              if (!event.ignored().isEmpty()) {
                ignored.put(index, event.ignored());
              }
            } catch (InvalidException invalid) {
              failed.put(index, invalid.getMessage());
            }
          }
          return CompletableFuture.allOf(sent.values().toArray(CompletableFuture[]::new))
              .orTimeout(options.sendTime().toMillis(), TimeUnit.MILLISECONDS)
              .handle((done, failure) -> answer(ctx, tree.size(), sent, failed, ignored, failure));
        });
  }

  /** Handles a body; may throw. */
  private interface Taking {
    CompletableFuture<Void> take(JsonNode tree, byte[] body);
  }

  private void receive(Context ctx, Taking taking) {
    Parameters.of(ctx);
    MediaTypes.requireAccepted(ctx, MediaTypes.JSON);
    MediaTypes.requireJson(ctx, "several events go to /lineage/batch");
    acquire();
    Turn receiving = new Turn(bodies);
    CompletableFuture<Void> answered;
    try {
      byte[] body = RequestBody.readExpanded(ctx, options.bodyBytes());
      answered = taking.take(parse(body), body).whenComplete((done, failure) -> receiving.end());
    } catch (IOException brokeOff) {
      receiving.end();
      throw Problem.of(400, "The body broke off: " + brokeOff.getMessage());
    } catch (Throwable failed) {
      receiving.end();
      throw failed;
    }
    ctx.future(() -> answered);
  }

  private void acquire() {
    try {
      if (bodies.tryAcquire(options.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw Problem.unavailable(
        "Too many events are being received at once; send these again in a moment.",
        RETRY_SECONDS,
        null);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return Json.parseForeign(body);
    } catch (InvalidException malformed) {
      throw Problem.of(400, "The body " + malformed.problem() + ".");
    }
  }

  private OpenLineageEvent read(JsonNode tree) {
    try {
      return valid(tree);
    } catch (InvalidException invalid) {
      Problem problem = Problem.of(400, invalid.getMessage());
      throw invalid.path().isEmpty() ? problem : problem.with("field", invalid.path());
    }
  }

  private OpenLineageEvent valid(JsonNode tree) {
    OpenLineageEvent event = reader.read(tree);
    event.requireNotAfter(clock.instant());
    return event;
  }

  private static Void answer(
      Context ctx,
      int received,
      Map<Integer, CompletableFuture<Void>> sent,
      SortedMap<Integer, String> failed,
      SortedMap<Integer, IgnoredFacets> ignored,
      Throwable timeout) {
    sent.forEach(
        (index, one) -> {
          Throwable failure =
              one.isDone() ? one.handle((done, cause) -> cause(cause)).join() : cause(timeout);
          if (failure instanceof EventSink.RefusedException) {
            failed.put(index, failure.getMessage());
          } else {
            requireSent(failure);
          }
        });
    ignored.keySet().removeAll(failed.keySet());
    if (failed.isEmpty()) {
      FacetWarnings.add(ignored, ctx);
      ctx.status(204);
      return null;
    }
    ctx.status(failed.size() == received ? 400 : 200);
    ctx.contentType(MediaTypes.JSON);
    ctx.result(summary(received, failed, ignored).bytes());
    return null;
  }

  /**
   * The summary of OpenLineage's API, with our additional {@code warnings}. Every failure in it is
   * permanent: if an event could be accepted later, the whole batch gets an error instead.
   */
  private static JsonBody summary(
      int received, SortedMap<Integer, String> failed, SortedMap<Integer, IgnoredFacets> ignored) {
    return json -> {
      json.writeStartObject();
      json.writeStringField("status", failed.size() == received ? "failure" : "partial_success");
      json.writeObjectFieldStart("summary");
      json.writeNumberField("received", received);
      json.writeNumberField("successful", received - failed.size());
      json.writeNumberField("failed", failed.size());
      json.writeNumberField("retriable", 0);
      json.writeNumberField("non_retriable", failed.size());
      json.writeEndObject();
      json.writeArrayFieldStart("failed_events");
      for (Map.Entry<Integer, String> one : failed.entrySet()) {
        json.writeStartObject();
        json.writeNumberField("index", one.getKey());
        json.writeStringField("reason", one.getValue());
        json.writeBooleanField("retriable", false);
        json.writeEndObject();
      }
      json.writeEndArray();
      if (!ignored.isEmpty()) {
        FacetWarnings.write(ignored, json);
      }
      json.writeEndObject();
    };
  }

  private static void requireSent(Throwable failure) {
    if (failure != null) {
      String what =
          failure instanceof EventSink.AwayException
              ? failure.getMessage()
              : "Kafka did not confirm the events.";
      throw Problem.unavailable(
          what + " Send all of them again: a repeat changes nothing.", RETRY_SECONDS, failure);
    }
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }
}
