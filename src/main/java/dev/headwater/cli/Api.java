package dev.headwater.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A client for the HTTP API of a Headwater server. Every error is a {@link Failure} that says what
 * to do.
 */
final class Api {

  private static final String PREFIX = "/api/v1";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final URI base;
  private final HttpClient client;

  Api(URI base) {
    this.base = base;
    // A POST that offers an upgrade to HTTP/2 confuses some proxies, and nothing here needs it.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /** An answer whose body is read completely. */
  record Answer(int status, JsonNode body, long retryAfterSeconds) {

    /** The server's description of the error, from problem+json. */
    String problem() {
      String detail = body.path("detail").asText("");
      String title = body.path("title").asText("");
      String said = detail.isBlank() ? title : detail;
      return said.isBlank() ? "HTTP " + status : said;
    }
  }

  URI base() {
    return base;
  }

  /** Reads {@code path} (with its query, below /api/v1). Any status but 200 is a failure. */
  JsonNode get(String path) {
    Answer answer = exchange(request(path, ANSWER).GET().build());
    if (answer.status() == 200) {
      return answer.body();
    }
    throw failure(answer);
  }

  /** Reads {@code path}, which answers with Markdown. Any status but 200 is a failure. */
  String markdown(String path) {
    HttpResponse<InputStream> response =
        send(
            HttpRequest.newBuilder(URI.create(base + PREFIX + path))
                .timeout(ANSWER)
                .header("Accept", "text/markdown, application/problem+json;q=0.5")
                .GET()
                .build());
    if (response.statusCode() != 200) {
      throw failure(read(response));
    }
    String type = response.headers().firstValue("Content-Type").orElse("no type");
    if (!type.startsWith("text/markdown")) {
      throw Failure.cannot(
          base + " answered with " + type + ", not Markdown; is a Headwater there? See --url");
    }
    try (InputStream body = response.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw broke(broken);
    }
  }

  /** As {@link #get}, but returns every answer of the server, whatever its status. */
  Answer ask(String path) {
    return exchange(request(path, ANSWER).GET().build());
  }

  /** Sends JSON lines, and returns every answer of the server. */
  Answer postLines(String path, byte[] lines, Duration patience) {
    HttpRequest request =
        request(path, patience)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(lines))
            .build();
    return exchange(request);
  }

  /** Opens a stream of Server-Sent Events; the caller closes it. */
  InputStream events(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + PREFIX + path))
            .header("Accept", "text/event-stream")
            .GET()
            .build();
    HttpResponse<InputStream> response = send(request);
    if (response.statusCode() == 200) {
      return response.body();
    }
    throw failure(read(response));
  }

  /** The failure for an answer with an unexpected status. */
  Failure failure(Answer answer) {
    if (answer.status() == 503) {
      return Failure.cannot(
          base + " is not ready: " + answer.problem() + "; try again in a few seconds");
    }
    if (answer.status() >= 500) {
      return Failure.cannot(base + " failed: " + answer.problem() + "; look at its log");
    }
    String versions = Text.versions(answer.body());
    return Failure.refused(
        base
            + " refused: "
            + answer.problem()
            + (versions.isEmpty() ? "" : " Versions of this name: " + versions));
  }

  private HttpRequest.Builder request(String path, Duration patience) {
    return HttpRequest.newBuilder(URI.create(base + PREFIX + path))
        .timeout(patience)
        .header("Accept", "application/json");
  }

  private Answer exchange(HttpRequest request) {
    return read(send(request));
  }

  private HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException slow) {
      throw Failure.cannot(
          base + " did not answer in time; see " + base + "/readyz, or try again", slow);
    } catch (ConnectException | UnresolvedAddressException nobody) {
      throw unreachable(nobody);
    } catch (IOException broken) {
      if (broken.getCause() instanceof UnresolvedAddressException) {
        throw unreachable(broken);
      }
      throw broke(broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.cannot("stopped before " + base + " answered", stopped);
    }
  }

  private Failure broke(IOException broken) {
    return Failure.cannot(
        "the connection to " + base + " broke (" + reason(broken) + "); try again", broken);
  }

  private Failure unreachable(Exception cause) {
    return Failure.cannot(
        "cannot reach "
            + base
            + ": nothing answers there; start Headwater (command dev or serve), or name another"
            + " with --url or "
            + ServerOption.VARIABLE,
        cause);
  }

  private Answer read(HttpResponse<InputStream> response) {
    long retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .filter(seconds -> seconds.matches("\\d{1,4}")) // it may also be a date
            .map(Long::parseLong)
            .orElse(1L);
    try (InputStream body = response.body()) {
      byte[] bytes = body.readAllBytes();
      if (bytes.length == 0) {
        return new Answer(response.statusCode(), Json.mapper().createObjectNode(), retryAfter);
      }
      return new Answer(response.statusCode(), Json.mapper().readTree(bytes), retryAfter);
    } catch (JsonProcessingException notJson) {
      throw Failure.cannot(
          base
              + " answered HTTP "
              + response.statusCode()
              + " with something that is not JSON; is a Headwater there? See --url",
          notJson);
    } catch (IOException broken) {
      throw broke(broken);
    }
  }

  /** A node as one line of JSON, for output and bodies. */
  static String line(JsonNode node) {
    try {
      return new String(Json.mapper().writeValueAsBytes(node), StandardCharsets.UTF_8);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of JSON cannot be written", impossible);
    }
  }

  private static String reason(IOException broken) {
    return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
  }
}
