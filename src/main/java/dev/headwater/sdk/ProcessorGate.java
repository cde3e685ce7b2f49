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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the HTTP API for a verdict. Creates its HTTP client with the first question. While Headwater
 * is behind, or asks for a later retry, it repeats the question until the configured time is over.
 */
final class ProcessorGate {

  private static final String NO_ANSWER = "NO_ANSWER";
  private static final String NOT_AUTHORIZED = "NOT_AUTHORIZED";
  private static final String NOT_CAUGHT_UP = "NOT_CAUGHT_UP";
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final long BEHIND_PAUSE_MILLIS = 100;

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
      Thread.currentThread().interrupt();
      return noAnswer(asset, whenAway, "interrupted while waiting for the answer");
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
    Optional<AccessToken> token = access.token();
    token.ifPresent(shown -> request.header("Authorization", shown.authorization()));
    CompletableFuture<HttpResponse<byte[]>> answer;
    try {
      answer = access.client(timeout).sendAsync(request.build(), BodyHandlers.ofByteArray());
    } catch (AccessException unusable) {
      return Attempt.last(noAnswer(asset, whenAway, unusable.getMessage()));
    }
    try {
      // The request's own timeout covers only the headers; this one covers the body too.
      HttpResponse<byte[]> response = answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      if (GateAccess.isDenied(response.statusCode())) {
        return denied(asset, token, response);
      }
      GateAnswer read = read(asset, whenAway, response);
      return new Attempt(read, read.answered() ? again(read) : retryAfterMillis(response));
    } catch (TimeoutException slow) {
      answer.cancel(true);
      return Attempt.last(
          noAnswer(asset, whenAway, "no answer within " + timeout.toMillis() + " ms"));
    } catch (ExecutionException failed) {
      return Attempt.last(noAnswer(asset, whenAway, describe(failed.getCause())));
    } catch (InterruptedException stopped) {
      answer.cancel(true);
      throw stopped;
    }
  }

  /**
   * The server is there and does not let the client ask. This is not silence, for which the caller
   * chooses a verdict: it must never count as PASS.
   */
  private Attempt denied(Asset asset, Optional<AccessToken> sent, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String message = access.denied(status, sent, detail(response.body()));
    Reason reason = new Reason(NOT_AUTHORIZED, asset, List.of(asset), message);
    GateAnswer answer = new GateAnswer(asset, Verdict.INDETERMINATE, List.of(reason), true);
    // The token may have been rotated since it was read.
    return new Attempt(
        answer, access.hasOtherThan(sent, status) ? Optional.of(0L) : Optional.empty());
  }

  /** The server's own words; "" if a proxy answered in its place. */
  private static String detail(byte[] body) {
    try {
      return Json.parse(body).path("detail").asText("");
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

  private GateAnswer read(Asset asset, Verdict whenAway, HttpResponse<byte[]> response) {
    try {
      JsonNode body = Json.parse(response.body());
      if (response.statusCode() == OK && body.path("verdict").isTextual()) {
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
            new Reason("UNKNOWN_ORIGIN", asset, List.of(asset), body.path("detail").asText());
        return new GateAnswer(asset, Verdict.INDETERMINATE, List.of(unknown), true);
      }
      return noAnswer(
          asset, whenAway, "HTTP " + response.statusCode() + " " + body.path("detail").asText());
    } catch (IllegalArgumentException notOurs) {
      return noAnswer(
          asset,
          whenAway,
          "HTTP " + response.statusCode() + " with what is no answer of Headwater's");
    }
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
