package dev.headwater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends requests as a client should. An instance that answers 429 or 503 asks to send the same
 * request again, and on a busy machine it may do so at any time. Thread-safe.
 */
public final class PatientClient {
  /** For how long it sends a request again, and waits until an answer is complete. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** How long one answer may take; a read or a post that waits takes many seconds by itself. */
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 200;
  private static final Set<Integer> AGAIN = Set.of(429, 503);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private PatientClient() {}

  /**
   * Returns the first answer that does not ask to send the request again. After 90 s it returns the
   * last answer, whatever it is.
   *
   * @param address the URL, with the query
   * @param body JSON; empty for none
   */
  public static HttpResponse<String> send(String method, String address, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("Content-Type", "application/json")
            .timeout(ANSWER)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  /** As {@link #send(String, String, String)}, for any request whose body can be sent again. */
  public static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
      if (!AGAIN.contains(answer.statusCode()) || System.nanoTime() - end > 0) {
        return answer;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * Reads until the answer says that it is complete, and returns it. Fails after 90 s.
   *
   * @param address the URL, with the query
   */
  public static JsonNode complete(String address) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    await(address)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = send("GET", address, "");
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
              found.set(Json.parse(answer.body()));
              assertThat(found.get().path("complete").asBoolean()).as(answer.body()).isTrue();
            });
    return found.get();
  }

  /**
   * Posts events again until all of them, and all that they set off, are processed. The id of an
   * event makes it count once.
   *
   * @param api the URL of the instance, without a path
   * @param events JSON: an event or a list of events
   * @return the last answer
   */
  public static JsonNode settle(String api, String events) {
    AtomicReference<JsonNode> found = new AtomicReference<>();
    await(events)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer = send("POST", api + "/api/v1/events?wait=true", events);
              assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
              found.set(Json.parse(answer.body()));
              assertThat(found.get().path("settled").asBoolean()).as(answer.body()).isTrue();
            });
    return found.get();
  }
}
