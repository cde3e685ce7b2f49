package dev.headwater.http;

import dev.headwater.model.LineageEvent;
import dev.headwater.query.Queries;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code POST /events}. What it says is accepted is confirmed by Kafka. When a confirmation does
 * not come, nothing is said to be accepted, and the sender sends all again: an event that did
 * arrive changes nothing the second time.
 *
 * <p>A body of JSON is read whole and then sent; one of lines is sent as it comes.
 */
final class EventsEndpoint implements AutoCloseable {
  private static final int RETRY_SECONDS = 2;

  private final EventSink sink;
  private final Queries queries;
  private final Clock clock;
  private final ApiOptions options;
  private final Backpressure backpressure;
  private final Semaphore bodies;
  private final Semaphore waiting;
  private final CompletableFuture<Boolean> stopping = new CompletableFuture<>();

  /**
   * What became of all events of a request.
   *
   * @param unlisted how many were rejected besides those that are listed
   */
  private record Outcome(long accepted, SortedMap<Integer, String> rejected, long unlisted) {
    boolean isNone() {
      return accepted == 0 && !rejected.isEmpty();
    }
  }

  EventsEndpoint(EventSink sink, Queries queries, Clock clock, ApiOptions options) {
    this.sink = sink;
    this.queries = queries;
    this.clock = clock;
    this.options = options;
    this.backpressure = new Backpressure(queries, options.lagEvents());
    this.bodies = new Semaphore(options.bodiesAtOnce());
    this.waiting = new Semaphore(options.waitingAtOnce());
  }

  void post(Context ctx) throws IOException {
    boolean wait = Parameters.of(ctx, "wait").flag("wait");
    MediaTypes.requireAccepted(ctx, MediaTypes.JSON);
    String type = MediaTypes.ofBody(ctx);
    CompletableFuture<Outcome> sent;
    try {
      backpressure.require();
      acquire(bodies);
    } catch (Problem turnedAway) {
      RequestBody.drain(ctx, options.bodyBytes());
      throw turnedAway;
    }
    try {
      if (wait && !waiting.tryAcquire()) {
        throw busy();
      }
      try {
        InputStream body = RequestBody.open(ctx);
        sent =
            type.equals(MediaTypes.JSON)
                ? send(
                    EventBatch.json(RequestBody.read(body, options.bodyBytes()), clock.instant()))
                : CompletableFuture.completedFuture(sendLines(ctx, body));
      } catch (IOException | RuntimeException failed) {
        if (wait) {
          waiting.release();
        }
        throw failed;
      }
    } catch (IOException brokeOff) {
      bodies.release();
      throw Problem.of(400, "The body broke off: " + brokeOff.getMessage());
    } catch (RuntimeException failed) {
      bodies.release();
      throw failed;
    }
    CompletableFuture<Void> answered =
        sent.whenComplete((outcome, failure) -> bodies.release())
            .thenCompose(outcome -> wait ? rest(outcome) : CompletableFuture.completedFuture(true))
            .thenCombine(sent, (processed, outcome) -> answer(ctx, outcome, processed))
            .whenComplete(
                (done, failure) -> {
                  if (wait) {
                    waiting.release();
                  }
                });
    ctx.future(() -> answered);
  }

  private void acquire(Semaphore permits) {
    try {
      if (!permits.tryAcquire(options.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        throw busy();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private static Problem busy() {
    return Problem.slowDown(
        "Too many events are being received at once; send these again in a moment.",
        RETRY_SECONDS,
        null);
  }

  private static Problem away(Throwable failure) {
    String what =
        failure instanceof EventSink.AwayException
            ? failure.getMessage()
            : "Kafka did not confirm the events.";
    return Problem.slowDown(
        what + " Send all of them again: one that did arrive changes nothing the second time.",
        RETRY_SECONDS,
        failure);
  }

  private Outcome sendLines(Context ctx, InputStream body) throws IOException {
    LineIngest ingest =
        new LineIngest(sink, clock.instant(), options.bodyBytes(), options.sendTime());
    try {
      Tally tally = ingest.send(new LineStream(body, options.bodyBytes(), options.linesBytes()));
      if (tally.hasFailed()) {
        throw away(tally.failure());
      }
      return new Outcome(tally.accepted(), tally.rejected(), tally.unlisted());
    } catch (Problem early) {
      RequestBody.drain(ctx, options.bodyBytes());
      throw early;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw away(stopped);
    }
  }

  private CompletableFuture<Outcome> send(EventBatch batch) {
    Map<Integer, CompletableFuture<Void>> sent = new LinkedHashMap<>();
    for (Map.Entry<Integer, LineageEvent> event : batch.events().entrySet()) {
      CompletableFuture<Void> one = sink.send(event.getValue());
      sent.put(event.getKey(), one);
      if (one.isCompletedExceptionally() && isAway(one)) {
        break;
      }
    }
    return CompletableFuture.allOf(sent.values().toArray(CompletableFuture[]::new))
        .orTimeout(options.sendTime().toMillis(), TimeUnit.MILLISECONDS)
        .handle((done, failure) -> settle(batch, sent));
  }

  private static boolean isAway(CompletableFuture<Void> one) {
    return one.handle((done, failure) -> !(cause(failure) instanceof EventSink.RefusedException))
        .join();
  }

  private Outcome settle(EventBatch batch, Map<Integer, CompletableFuture<Void>> sent) {
    sent.forEach(
        (index, one) -> {
          Throwable failure =
              one.isDone()
                  ? one.handle((done, cause) -> cause(cause)).join()
                  : new TimeoutException("not confirmed in " + options.sendTime());
          if (failure instanceof EventSink.RefusedException) {
            batch.refuse(index, failure.getMessage());
          } else if (failure != null) {
            throw away(failure);
          }
        });
    return new Outcome(batch.accepted(), batch.rejected(), 0);
  }

  private CompletableFuture<Boolean> rest(Outcome outcome) {
    if (outcome.accepted() == 0) {
      return CompletableFuture.completedFuture(true);
    }
    return queries.rest(options.waitTime()).applyToEither(stopping, processed -> processed);
  }

  private static Void answer(Context ctx, Outcome outcome, boolean processed) {
    JsonBody body =
        json -> {
          json.writeStartObject();
          json.writeNumberField("accepted", outcome.accepted());
          json.writeArrayFieldStart("rejected");
          for (Map.Entry<Integer, String> rejected : outcome.rejected().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("index", rejected.getKey());
            json.writeStringField("reason", rejected.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (outcome.unlisted() > 0) {
            json.writeNumberField("unlisted", outcome.unlisted());
          }
          if (!processed) {
            json.writeBooleanField("processed", false);
          }
          json.writeEndObject();
        };
    ctx.status(outcome.isNone() ? 400 : 200);
    ctx.contentType(MediaTypes.JSON);
    ctx.result(body.bytes());
    return null;
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** Ends all waiting; those who wait are told that not all is processed. */
  @Override
  public void close() {
    stopping.complete(false);
  }
}
