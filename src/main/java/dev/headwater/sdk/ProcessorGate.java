package dev.headwater.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;
import dev.headwater.sdk.GateAnswer.Reason;
import dev.headwater.sdk.GateAnswer.Verdict;
import dev.headwater.sdk.access.AccessException;
import dev.headwater.sdk.access.AccessToken;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks the HTTP API for a verdict. Creates its HTTP client with the first question. While Headwater
 * is behind, or asks for a later retry, it repeats the question until the configured time is over.
 *
 * <p>The caller chooses a verdict for silence alone ({@link Silence}). Whatever else is no verdict
 * of Headwater about this asset, is INDETERMINATE: a server that cannot be trusted, a proxy that
 * answers in its place, and a question that the settings do not allow to ask.
 */
final class ProcessorGate {

  private static final String NO_ANSWER = "NO_ANSWER";
  private static final String NO_VERDICT = "NO_VERDICT";
  private static final String NOT_AUTHORIZED = "NOT_AUTHORIZED";
  private static final String NOT_CAUGHT_UP = "NOT_CAUGHT_UP";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final long BEHIND_PAUSE_MILLIS = 100;
  private static final long BUSY_PAUSE_MILLIS = 1_000;

  private final ClientSettings settings;
  private final GateAccess access;
  private final Duration timeout;

  ProcessorGate(ClientSettings settings) {
    this.settings = settings;
    this.access = new GateAccess(settings);
    if (settings.isEnabled()) {
      access.warn();
    }
    this.timeout = Duration.ofMillis(settings.number(Setting.GATE_TIMEOUT_MILLIS));
  }

  GateAnswer ask(Asset asset, Verdict whenAway) {
    if (!settings.isEnabled()) {
      return noAnswer(asset, whenAway, "the client is disabled: headwater.enabled=false");
    }
    URI url = URI.create(base() + "/api/v1/assets/" + segment(asset.urn()) + "/gate");
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    Optional<GateAnswer> before = Optional.empty();
    try {
      while (true) {
        Attempt attempt = attempt(asset, whenAway, url, deadlineNanos);
        // Keep the answer of an earlier attempt if this one got none in the remaining time.
        GateAnswer answer =
            attempt.answer.answered() ? attempt.answer : before.orElse(attempt.answer);
        long pauseNanos = attempt.pauseMillis.map(TimeUnit.MILLISECONDS::toNanos).orElse(0L);
        if (attempt.pauseMillis.isEmpty() || deadlineNanos - System.nanoTime() <= pauseNanos) {
          return answer;
        }
        before = answer.answered() ? Optional.of(answer) : Optional.empty();
        TimeUnit.NANOSECONDS.sleep(pauseNanos);
      }
    } catch (InterruptedException stopped) {
      // The caller stopped the question. That says nothing of Headwater, so it is no silence.
      Thread.currentThread().interrupt();
      return before.orElse(noVerdict(asset, "interrupted while waiting for the answer"));
    }
  }

  /**
   * The result of one request.
   *
   * @param pauseMillis time to wait before the next attempt; empty if the answer is final
   */
  private record Attempt(GateAnswer answer, Optional<Long> pauseMillis) {
    static Attempt last(GateAnswer answer) {
      return new Attempt(answer, Optional.empty());
    }
  }

  private Attempt attempt(Asset asset, Verdict whenAway, URI url, long deadlineNanos)
      throws InterruptedException {
    Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(left).header("Accept", "application/json");
    Optional<AccessToken> token;
    HttpClient client;
    try {
      token = access.token();
      client = access.client(timeout);
    } catch (AccessException unusable) {
      return Attempt.last(noVerdict(asset, "it was not asked: " + unusable.getMessage()));
    }
    token.ifPresent(shown -> request.header("Authorization", shown.authorization()));
    AtomicInteger begun = new AtomicInteger();
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            head -> {
              begun.set(head.statusCode());
              return BodySubscribers.ofByteArray();
            });
    try {
      // The request's own timeout covers only the headers; this one covers the body too.
      HttpResponse<byte[]> response = answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      if (GateAccess.isDenied(response.statusCode())) {
        return denied(asset, token, response);
      }
      if (Silence.is(response.statusCode())) {
        return new Attempt(
            noAnswer(asset, whenAway, status(token, response)), retryAfterMillis(response));
      }
      if (response.statusCode() == TOO_MANY) {
        return new Attempt(
            noVerdict(asset, status(token, response)),
            Optional.of(retryAfterMillis(response).orElse(BUSY_PAUSE_MILLIS)));
      }
      GateAnswer read = read(asset, token, response);
      return new Attempt(read, again(read));
    } catch (TimeoutException slow) {
      answer.cancel(true);
      String why = "no answer within " + timeout.toMillis() + " ms";
      return Attempt.last(unfinished(asset, whenAway, begun.get(), true, why));
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      return Attempt.last(
          unfinished(asset, whenAway, begun.get(), Silence.is(cause), describe(cause)));
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      throw stopped;
    }
  }

  /**
   * There is no complete answer. One that has begun is no silence, unless its status is one of
   * silence: the rest of it could have been a refusal.
   *
   * @param begun the status of the answer; 0 if not even that has come
   */
  private GateAnswer unfinished(
      Asset asset, Verdict whenAway, int begun, boolean silent, String why) {
    if (begun != 0 && !Silence.is(begun)) {
      return noVerdict(asset, "HTTP " + begun + " without an end: " + why);
    }
    return silent ? noAnswer(asset, whenAway, why) : noVerdict(asset, why);
  }

  /**
   * The server is there and does not let the client ask. This is not silence, for which the caller
   * chooses a verdict: it must never count as PASS.
   */
  private Attempt denied(Asset asset, Optional<AccessToken> sent, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String message = access.denied(status, sent, detail(sent, response));
    Reason reason = new Reason(NOT_AUTHORIZED, asset, List.of(asset), message);
    GateAnswer answer = new GateAnswer(asset, Verdict.INDETERMINATE, List.of(reason), true);
    // The token may have been rotated since it was read.
    return new Attempt(
        answer, access.hasOtherThan(sent, status) ? Optional.of(0L) : Optional.empty());
  }

  /** The server's own words, without the token; "" if a proxy answered in its place. */
  private static String detail(Optional<AccessToken> sent, HttpResponse<byte[]> response) {
    try {
      String said = Json.parse(response.body()).path("detail").asText("");
      return sent.map(token -> token.hideIn(said)).orElse(said);
    } catch (IllegalArgumentException notOurs) {
      return "";
    }
  }

  /** Asks again soon if Headwater has no verdict yet only because it is behind. */
  private static Optional<Long> again(GateAnswer answer) {
    boolean behind =
        answer.verdict() == Verdict.INDETERMINATE
            && answer.reasons().stream().anyMatch(one -> one.rule().equals(NOT_CAUGHT_UP));
    return behind ? Optional.of(BEHIND_PAUSE_MILLIS) : Optional.empty();
  }

  /** The time after which an instance that cannot answer now accepts another attempt. */
  private static Optional<Long> retryAfterMillis(HttpResponse<?> response) {
    if (response.statusCode() != UNAVAILABLE && response.statusCode() != TOO_MANY) {
      return Optional.empty();
    }
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(
            value ->
                Math.max(BEHIND_PAUSE_MILLIS, TimeUnit.SECONDS.toMillis(Long.parseLong(value))));
  }

  /** Reads the answer of a server that is there. It is a verdict only if it is about the asset. */
  private GateAnswer read(Asset asset, Optional<AccessToken> sent, HttpResponse<byte[]> response) {
    try {
      JsonNode body = Json.parse(response.body());
      if (response.statusCode() == OK && body.path("verdict").isTextual()) {
        if (!asset(body.path("asset")).equals(Optional.of(asset))) {
          return noVerdict(asset, "HTTP 200 with an answer that is not about " + asset);
        }
        Verdict verdict = Verdict.valueOf(body.path("verdict").asText());
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode reason : body.path("reasons")) {
          reasons.add(reason(asset, reason));
        }
        return new GateAnswer(asset, verdict, reasons, true);
      }
      if (response.statusCode() == NOT_FOUND && body.path("detail").isTextual()) {
        // The server is there and does not know the asset: this is an answer.
        Reason unknown =
            new Reason("UNKNOWN_ORIGIN", asset, List.of(asset), detail(sent, response));
        return new GateAnswer(asset, Verdict.INDETERMINATE, List.of(unknown), true);
      }
      return noVerdict(asset, status(sent, response));
    } catch (IllegalArgumentException notOurs) {
      return noVerdict(asset, status(sent, response) + " with what is no answer of Headwater's");
    }
  }

  /** The status, and the server's own words if it has any. */
  private static String status(Optional<AccessToken> sent, HttpResponse<byte[]> response) {
    return ("HTTP " + response.statusCode() + " " + detail(sent, response)).strip();
  }

  /**
   * Reads a reason. A later version may send reasons that this one cannot read in full; they are
   * kept.
   */
  private static Reason reason(Asset asset, JsonNode reason) {
    List<Asset> path = new ArrayList<>();
    for (JsonNode step : reason.path("path")) {
      path.add(asset(step).orElse(asset));
    }
    return new Reason(
        reason.path("rule").asText("UNSTATED"),
        asset(reason.path("origin")).orElse(asset),
        path,
        reason.path("message").asText());
  }

  private static Optional<Asset> asset(JsonNode urn) {
    try {
      return Optional.of(Asset.parse(urn.asText()));
    } catch (InvalidException unknown) {
      return Optional.empty();
    }
  }

  private GateAnswer noAnswer(Asset asset, Verdict verdict, String why) {
    String message = "Headwater at " + base() + " did not answer (" + why + ")";
    Reason reason = new Reason(NO_ANSWER, asset, List.of(asset), message);
    return new GateAnswer(asset, verdict, List.of(reason), false);
  }

  private GateAnswer noVerdict(Asset asset, String why) {
    String message = "Headwater at " + base() + " gave no verdict (" + why + ")";
    Reason reason = new Reason(NO_VERDICT, asset, List.of(asset), message);
    return new GateAnswer(asset, Verdict.INDETERMINATE, List.of(reason), true);
  }

  private static String describe(Throwable failure) {
    String message = failure instanceof IOException ? failure.getMessage() : failure.toString();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private String base() {
    return settings.get(Setting.URL).replaceAll("/+$", "");
  }

  private static String segment(String urn) {
    return URLEncoder.encode(urn, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
