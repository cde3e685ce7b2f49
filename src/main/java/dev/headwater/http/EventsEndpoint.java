package dev.headwater.http;

import dev.headwater.model.LineageEvent;
import dev.headwater.query.Queries;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@code POST /events}. What it says is accepted is confirmed by Kafka. When a confirmation does
 * not come, nothing is said to be accepted, and the sender sends all again: an event that did
 * arrive changes nothing the second time.
 */
final class EventsEndpoint implements AutoCloseable {
  private static final int RETRY_SECONDS = 2;

  private final EventSink sink;
  private final Queries queries;
  private final Clock clock;
  private final ApiOptions options;
  private final Semaphore bodies;
  private final Semaphore waiting;
  private final CompletableFuture<Boolean> stopping = new CompletableFuture<>();

  EventsEndpoint(EventSink sink, Queries queries, Clock clock, ApiOptions options) {
    this.sink = sink;
    this.queries = queries;
    this.clock = clock;
    this.options = options;
    this.bodies = new Semaphore(options.bodiesAtOnce());
    this.waiting = new Semaphore(options.waitingAtOnce());
  }

  void post(Context ctx) throws IOException {
    boolean wait = Parameters.of(ctx, "wait").flag("wait");
    MediaTypes.requireAccepted(ctx, MediaTypes.JSON);
    String type = MediaTypes.ofBody(ctx);
    acquire(bodies);
    CompletableFuture<EventBatch> sent;
    try {
      if (wait && !waiting.tryAcquire()) {
        throw busy();
      }
      try {
        byte[] body = RequestBody.read(ctx, options.bodyBytes());
        EventBatch batch =
            type.equals(MediaTypes.JSON)
                ? EventBatch.json(body, clock.instant())
                : EventBatch.lines(body, clock.instant());
        sent = send(batch);
      } catch (IOException | RuntimeException failed) {
        if (wait) {
          waiting.release();
        }
        throw failed;
      }
    } catch (IOException | RuntimeException failed) {
      bodies.release();
      throw failed;
    }
    CompletableFuture<Void> answered =
        sent.whenComplete((batch, failure) -> bodies.release())
            .thenCompose(batch -> wait ? rest(batch) : CompletableFuture.completedFuture(true))
            .thenCombine(sent, (processed, batch) -> answer(ctx, batch, processed))
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
    return Problem.unavailable(
        "Too many events are being received at once; send these again in a moment.",
        RETRY_SECONDS,
        null);
  }

  private CompletableFuture<EventBatch> send(EventBatch batch) {
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

  private EventBatch settle(EventBatch batch, Map<Integer, CompletableFuture<Void>> sent) {
    sent.forEach(
        (index, one) -> {
          Throwable failure =
              one.isDone()
                  ? one.handle((done, cause) -> cause(cause)).join()
                  : new TimeoutException("not confirmed in " + options.sendTime());
          if (failure instanceof EventSink.RefusedException) {
            batch.refuse(index, failure.getMessage());
          } else if (failure != null) {
            String what =
                failure instanceof EventSink.AwayException
                    ? failure.getMessage()
                    : "Kafka did not confirm the events.";
            throw Problem.unavailable(
                what
                    + " Send all of them again: one that did arrive changes nothing the second time.",
                RETRY_SECONDS,
                failure);
          }
        });
    return batch;
  }

  private CompletableFuture<Boolean> rest(EventBatch batch) {
    if (batch.accepted() == 0) {
      return CompletableFuture.completedFuture(true);
    }
    return queries.rest(options.waitTime()).applyToEither(stopping, processed -> processed);
  }

  private static Void answer(Context ctx, EventBatch batch, boolean processed) {
    JsonBody body =
        json -> {
          json.writeStartObject();
          json.writeNumberField("accepted", batch.accepted());
          json.writeArrayFieldStart("rejected");
          for (Map.Entry<Integer, String> rejected : batch.rejected().entrySet()) {
            json.writeStartObject();
            json.writeNumberField("index", rejected.getKey());
            json.writeStringField("reason", rejected.getValue());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (!processed) {
            json.writeBooleanField("processed", false);
          }
          json.writeEndObject();
        };
    ctx.status(batch.isNone() ? 400 : 200);
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
