package dev.headwater.http.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.http.request.ApiOptions;
import dev.headwater.http.request.JsonBody;
import dev.headwater.http.request.MediaTypes;
import dev.headwater.http.request.Parameters;
import dev.headwater.http.request.Problem;
import dev.headwater.http.request.RequestBody;
import dev.headwater.http.request.Turn;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import dev.headwater.query.Queries;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.progress.CatchUp;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles {@code POST /events}. Kafka has confirmed every event that the answer reports as
 * accepted. If a confirmation is missing, the answer reports no event as accepted, and the sender
 * sends all of them again. An event that did arrive changes nothing the second time.
 *
 * <p>The endpoint reads a body of JSON completely and then sends its events. It sends a body of
 * lines while it receives it.
 */
public final class EventsEndpoint implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventsEndpoint.class);
  private static final int RETRY_SECONDS = 2;
  private static final int LOOKS_AT_ONCE = 2;
  private static final int LOOKS_WAITING = 1_000;

  private final EventSink sink;
  private final Queries queries;
  private final Clock clock;
  private final ApiOptions options;
  private final Backpressure backpressure;
  private final Semaphore bodies;
  private final Semaphore waiting;
  private final CompletableFuture<Boolean> stopping = new CompletableFuture<>();

  /**
   * Threads for look-ups that block, so that these do not block the threads that complete the
   * waiting for facts.
   */
  private final ThreadPoolExecutor looks =
      new ThreadPoolExecutor(
          LOOKS_AT_ONCE,
          LOOKS_AT_ONCE,
          30,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(LOOKS_WAITING),
          task -> {
            Thread thread = new Thread(task, "headwater-used-ids");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * The result for all events of a request.
   *
   * @param unlisted how many events were rejected in addition to the listed ones
   * @param claims the ids of the events that were sent
   */
  private record Outcome(
      long accepted, SortedMap<Integer, String> rejected, long unlisted, Claims claims) {
    boolean isNone() {
      return accepted == 0 && !rejected.isEmpty();
    }
  }

  public EventsEndpoint(EventSink sink, Queries queries, Clock clock, ApiOptions options) {
    this.sink = sink;
    this.queries = queries;
    this.clock = clock;
    this.options = options;
    this.backpressure = new Backpressure(queries, options.lagEvents());
    this.bodies = new Semaphore(options.bodiesAtOnce());
    this.waiting = new Semaphore(options.waitingAtOnce());
  }

  public void post(Context ctx) {
    boolean wait = Parameters.of(ctx, "wait").flag("wait");
    MediaTypes.requireAccepted(ctx, MediaTypes.JSON);
    String type = MediaTypes.ofBody(ctx);
    requireKafka();
    backpressure.require();
    acquire(bodies);
    Turn receiving = new Turn(bodies);
    Turn standing = Turn.free();
    CompletableFuture<Void> answered;
    try {
      if (wait) {
        if (!waiting.tryAcquire()) {
          throw busy();
        }
        standing = new Turn(waiting);
      }
      answered = answered(ctx, receive(ctx, type), wait, receiving, standing);
    } catch (Throwable failed) {
      receiving.end();
      standing.end();
      throw failed;
    }
    ctx.future(() -> answered);
  }

  private CompletableFuture<Outcome> receive(Context ctx, String type) {
    Optional<TraceParent> traceParent = RequestTrace.of(ctx);
    try {
      InputStream body = RequestBody.open(ctx);
      if (!type.equals(MediaTypes.JSON)) {
        return CompletableFuture.completedFuture(sendLines(body, traceParent));
      }
      byte[] json = RequestBody.read(body, options.bodyBytes());
      return send(EventBatch.json(json, clock.instant()), traceParent);
    } catch (IOException brokeOff) {
      throw Problem.of(400, "The body broke off: " + brokeOff.getMessage());
    }
  }

  private CompletableFuture<Void> answered(
      Context ctx, CompletableFuture<Outcome> sent, boolean wait, Turn receiving, Turn standing) {
    return sent.whenComplete((outcome, failure) -> receiving.end())
        .thenCompose(
            outcome ->
                wait
                    ? standing(outcome)
                    : CompletableFuture.completedFuture(Optional.<Standing>empty()))
        .thenCombine(sent, (found, outcome) -> answer(ctx, outcome, found))
        .whenComplete((done, failure) -> standing.end());
  }

  /**
   * Rejects events at once while Kafka does not answer: the sender need not wait for a result that
   * is known.
   */
  private void requireKafka() {
    Duration silence = queries.kafkaSilence();
    if (silence.compareTo(options.kafkaAway()) > 0) {
      throw Problem.unavailable(
          "Kafka has not answered for "
              + silence.toSeconds()
              + " s. None of these events is taken; send them again in a moment.",
          RETRY_SECONDS,
          null);
    }
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

  private Outcome sendLines(InputStream body, Optional<TraceParent> traceParent)
      throws IOException {
    LineIngest ingest =
        new LineIngest(sink, traceParent, clock.instant(), options.bodyBytes(), options.sendTime());
    try {
      PostOutcome tally =
          ingest.send(new LineStream(body, options.bodyBytes(), options.linesBytes()));
      if (tally.hasFailed()) {
        throw away(tally.failure());
      }
      return new Outcome(tally.accepted(), tally.rejected(), tally.unlisted(), ingest.claims());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw away(stopped);
    }
  }

  private CompletableFuture<Outcome> send(EventBatch batch, Optional<TraceParent> traceParent) {
    Map<Integer, CompletableFuture<Void>> sent = new LinkedHashMap<>();
    for (Map.Entry<Integer, LineageEvent> event : batch.events().entrySet()) {
      CompletableFuture<Void> one = sink.send(event.getValue(), traceParent);
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
    Claims claims = new Claims();
    batch.events().forEach(claims::add);
    return new Outcome(batch.accepted(), batch.rejected(), 0, claims);
  }

  /**
   * How far the events of a request are processed, for a request that waits for it.
   *
   * @param processed whether their facts are stored at their owners
   * @param settled whether all that they set off has settled too
   * @param conflicts those whose id another event has, by index; empty if this could not be checked
   */
  private record Standing(
      boolean processed, boolean settled, Optional<SortedMap<Integer, String>> conflicts) {}

  private CompletableFuture<Optional<Standing>> standing(Outcome outcome) {
    if (outcome.accepted() == 0) {
      return CompletableFuture.completedFuture(
          Optional.of(new Standing(true, true, Optional.of(new TreeMap<>()))));
    }
    return queries
        .facts(options.waitTime())
        .thenApply(CatchUp.Outcome::caughtUp)
        .applyToEither(stopping, processed -> processed)
        .thenCompose(
            processed ->
                processed
                    ? settling(outcome)
                    : CompletableFuture.completedFuture(
                        Optional.of(new Standing(false, false, Optional.empty()))));
  }

  private CompletableFuture<Optional<Standing>> settling(Outcome outcome) {
    CompletableFuture<Optional<SortedMap<Integer, String>>> conflicts;
    try {
      conflicts = CompletableFuture.supplyAsync(() -> conflicts(outcome), looks);
    } catch (RejectedExecutionException busy) {
      conflicts = CompletableFuture.completedFuture(Optional.empty());
    }
    return queries
        .rest(options.settleTime())
        .applyToEither(stopping, settled -> settled)
        .thenCombine(
            conflicts, (settled, taken) -> Optional.of(new Standing(true, settled, taken)));
  }

  private Optional<SortedMap<Integer, String>> conflicts(Outcome outcome) {
    try {
      return Optional.of(outcome.claims().taken(sink, queries));
    } catch (UnavailableException | EventSink.AwayException away) {
      LOG.debug("cannot tell whether ids are taken: {}", away.getMessage());
      return Optional.empty();
    }
  }

  private static Void answer(Context ctx, Outcome outcome, Optional<Standing> standing) {
    JsonBody body =
        json -> {
          json.writeStartObject();
          json.writeNumberField("accepted", outcome.accepted());
          list(json, "rejected", outcome.rejected());
          if (outcome.unlisted() > 0) {
            json.writeNumberField("unlisted", outcome.unlisted());
          }
          if (standing.isPresent()) {
            write(json, standing.get());
          }
          json.writeEndObject();
        };
    ctx.status(outcome.isNone() ? 400 : 200);
    ctx.contentType(MediaTypes.JSON);
    ctx.result(body.bytes());
    return null;
  }

  private static void write(JsonGenerator json, Standing standing) throws IOException {
    if (!standing.processed()) {
      json.writeBooleanField("processed", false);
    } else if (standing.conflicts().isEmpty()) {
      json.writeNullField("conflicts");
    } else if (!standing.conflicts().get().isEmpty()) {
      list(json, "conflicts", standing.conflicts().get());
    }
    json.writeBooleanField("settled", standing.settled());
  }

  private static void list(JsonGenerator json, String field, SortedMap<Integer, String> reasons)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (Map.Entry<Integer, String> one : reasons.entrySet()) {
      json.writeStartObject();
      json.writeNumberField("index", one.getKey());
      json.writeStringField("reason", one.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException ? failure.getCause() : failure;
  }

  /** Ends all waiting. The answers to waiting requests say that not everything is processed. */
  @Override
  public void close() {
    stopping.complete(false);
    looks.shutdownNow();
  }
}
