package dev.headwater.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.AlertJson;
import dev.headwater.codec.json.Json;
import dev.headwater.model.Alert;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the status and the alerts from a processor's API. */
final class AlertsOfApi {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int PAGE = 1_000;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI processor;

  AlertsOfApi(URI processor) {
    this.processor = processor;
  }

  /** Whether everything that was sent is processed; false if the processor cannot tell. */
  boolean isQuiescent() {
    try {
      return get("/api/v1/status").path("quiescent").asBoolean();
    } catch (IOException unavailable) {
      return false;
    }
  }

  /**
   * All alerts, open and resolved.
   *
   * @throws IOException if the API does not answer in full
   */
  List<Alert> all() throws IOException {
    List<Alert> alerts = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          get(
              "/api/v1/alerts?status=all&limit="
                  + PAGE
                  + (cursor.isEmpty()
                      ? ""
                      : "&cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
      page.path("alerts").forEach(alert -> alerts.add(AlertJson.read(alert)));
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return alerts;
  }

  private JsonNode get(String path) throws IOException {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(processor.resolve(path)).timeout(ANSWER).GET().build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(
            path
                + ": "
                + answer.statusCode()
                + " "
                + new String(answer.body(), StandardCharsets.UTF_8));
      }
      return Json.mapper().readTree(answer.body());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", stopped);
    }
  }
}
