package dev.headwater.cli.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.cli.terminal.Text;
import dev.headwater.codec.json.JsonTree;
import dev.headwater.model.TraceParent;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A client for the HTTP API of a Headwater server. Every error is a {@link Failure} that says what
 * to do.
 */
public final class Api {

  private static final String PREFIX = "/api/v1";
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final String JSON = "application/json";
  private static final String PROBLEM = ", application/problem+json;q=0.5";

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int SLOW_DOWN = 429;
  private static final int NOT_READY = 503;

  /** How long a command waits for a server that it has asked too much. */
  private static final long PATIENCE_SECONDS = 30;

  private final URI base;
  private final Access access;
  private final ServerConnection server;

  public Api(URI base, Access access) {
    this.base = base;
    this.access = access;
    this.server = new ServerConnection(base, access);
  }

  /** An answer whose body is read completely. */
  public record Answer(int status, JsonNode body, long retryAfterSeconds) {

    /** The server's description of the error, from problem+json. */
    public String problem() {
      String detail = body.path("detail").asText("");
      String title = body.path("title").asText("");
      String said = detail.isBlank() ? title : detail;
      return said.isBlank() ? "HTTP " + status : said;
    }
  }

  public URI base() {
    return base;
  }

  /** Reads {@code path} (with its query, below /api/v1). Any status but 200 is a failure. */
  public JsonNode get(String path) {
    Answer answer = ask(path);
    if (answer.status() == 200) {
      return answer.body();
    }
    throw failure(answer);
  }

  /**
   * As {@link #get}, for a caller that waits for something: empty if the server says that it cannot
   * answer now (503).
   */
  public Optional<JsonNode> getIfReady(String path) {
    Answer answer = ask(path);
    if (answer.status() == NOT_READY) {
      return Optional.empty();
    }
    if (answer.status() == 200) {
      return Optional.of(answer.body());
    }
    throw failure(answer);
  }

  /** As {@link #get}, but returns every answer of the server, whatever its status. */
  public Answer ask(String path) {
    return read(patiently(() -> server.get(PREFIX + path, JSON, ANSWER)));
  }

  /** Reads {@code path}, which answers with Markdown. Any status but 200 is a failure. */
  public String markdown(String path) {
    return new String(document(path, "text/markdown", "Markdown"), StandardCharsets.UTF_8);
  }

  /**
   * Reads {@code path}, which answers with a document. Any status but 200 is a failure.
   *
   * @param type the content type that is asked for; an answer of another one is a failure
   * @param name how to call it in an error
   */
  public byte[] document(String path, String type, String name) {
    ServerConnection.Response response =
        patiently(() -> server.get(PREFIX + path, type + PROBLEM, ANSWER));
    if (response.status() != 200) {
      throw failure(read(response));
    }
    if (!response.type().startsWith(type)) {
      String other = response.type().isEmpty() ? "no type" : Text.oneLine(response.type());
      throw Failure.cannot(
          base + " answered with " + other + ", not " + name + "; is a Headwater there? See --url");
    }
    try (InputStream body = response.body()) {
      return body.readAllBytes();
    } catch (IOException broken) {
      throw server.failure(broken);
    }
  }

  /** Sends JSON lines, and returns every answer of the server. */
  public Answer postLines(
      String path, byte[] lines, Optional<TraceParent> traceParent, Duration patience) {
    return read(server.post(PREFIX + path, "application/x-ndjson", lines, traceParent, patience));
  }

  /**
   * Sends JSON, which must be harmless to repeat. Any status but 200 is a failure.
   *
   * @param path below /api/v1, with its query
   */
  public JsonNode post(String path, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    Answer answer =
        read(patiently(() -> server.post(PREFIX + path, JSON, body, Optional.empty(), ANSWER)));
    if (answer.status() == 200) {
      return answer.body();
    }
    throw failure(answer);
  }

  /** Opens a stream of Server-Sent Events; the caller closes it. */
  public InputStream events(String path) {
    ServerConnection.Response response =
        patiently(() -> server.get(PREFIX + path, "text/event-stream", Duration.ZERO));
    if (response.status() == 200) {
      return response.body();
    }
    throw failure(read(response));
  }

  /** A text of the server without the token, which it might repeat. */
  public String hideIn(String text) {
    return access.hideIn(text);
  }

  /** The failure for an answer with an unexpected status. */
  public Failure failure(Answer answer) {
    int status = answer.status();
    String said = access.hideIn(answer.problem());
    if (status == NOT_READY) {
      return Failure.cannot(base + " is not ready: " + said + "; try again in a few seconds");
    }
    if (status == SLOW_DOWN) {
      return Failure.cannot(base + " is asked too much: " + said + "; try again later");
    }
    if (status >= 500) {
      return Failure.cannot(base + " failed: " + said + "; look at its log");
    }
    if (status == 404) {
      return Failure.refused(notFound(answer.body(), said));
    }
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return Failure.denied(denied(status, Text.continued(said)));
    }
    if (isRedirect(status)) {
      return Failure.cannot(
          base
              + " redirects to another address (HTTP "
              + status
              + "), which is not followed; name that address with --url");
    }
    return Failure.refused(base + " refused: " + said);
  }

  private String denied(int status, String said) {
    String place = access.tokens().place();
    if (place.isEmpty()) {
      return base
          + " wants a token ("
          + said
          + "); name a file that holds one with --token-file or "
          + AccessOptions.TOKEN_FILE
          + ", or set "
          + AccessOptions.TOKEN;
    }
    return status == UNAUTHORIZED
        ? base
            + " does not accept the token in "
            + place
            + " ("
            + said
            + "); it may have expired or been withdrawn: get another one"
        : base
            + " does not allow this to the token in "
            + place
            + " ("
            + said
            + "); use a token whose role may do it";
  }

  /**
   * Only the answer about an asset has versions or a freshness. Without them, the path itself may
   * be unknown to a server of another version.
   */
  private static String notFound(JsonNode body, String said) {
    String versions = Text.versions(body);
    boolean asset = !versions.isEmpty() || body.has("freshness");
    return (asset ? "no such asset: " : "not found: ")
        + Text.continued(said)
        + (versions.isEmpty() ? "" : "; versions of this name: " + versions);
  }

  /**
   * Asks again, after the time that the server names, while it answers 429: nothing is wrong with
   * the request. Gives up where that would take too long.
   */
  private ServerConnection.Response patiently(Supplier<ServerConnection.Response> question) {
    ServerConnection.Response response = question.get();
    long leftSeconds = PATIENCE_SECONDS;
    while (response.status() == SLOW_DOWN && retryAfterSeconds(response) <= leftSeconds) {
      leftSeconds -= retryAfterSeconds(response);
      try (InputStream unread = response.body()) {
        unread.readAllBytes();
        Thread.sleep(Duration.ofSeconds(retryAfterSeconds(response)).toMillis());
      } catch (IOException broken) {
        throw server.failure(broken);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw Failure.cannot("stopped while " + base + " was asked too much", stopped);
      }
      response = question.get();
    }
    return response;
  }

  /** At least 1. */
  private static long retryAfterSeconds(ServerConnection.Response response) {
    return response
        .retryAfter()
        .filter(seconds -> seconds.matches("\\d{1,4}")) // it may also be a date
        .map(seconds -> Math.max(1, Long.parseLong(seconds)))
        .orElse(1L);
  }

  private Answer read(ServerConnection.Response response) {
    long retryAfter = retryAfterSeconds(response);
    try (InputStream body = response.body()) {
      byte[] bytes = body.readAllBytes();
      return new Answer(response.status(), tree(response.status(), bytes), retryAfter);
    } catch (JsonProcessingException notJson) {
      throw Failure.cannot(
          base
              + " answered HTTP "
              + response.status()
              + " with something that is not JSON; is a Headwater there? See --url",
          notJson);
    } catch (IOException broken) {
      throw server.failure(broken);
    }
  }

  /**
   * Reads the body of an answer. A proxy in front of Headwater may refuse or redirect in its place,
   * in words of its own, which are not needed.
   */
  private static JsonNode tree(int status, byte[] bytes) throws IOException {
    boolean fromProxy =
        status == UNAUTHORIZED || status == FORBIDDEN || status == SLOW_DOWN || isRedirect(status);
    try {
      return bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : JsonTree.read(bytes);
    } catch (JsonProcessingException notJson) {
      if (fromProxy) {
        return JsonNodeFactory.instance.objectNode();
      }
      throw notJson;
    }
  }

  private static boolean isRedirect(int status) {
    return status >= 300 && status < 400;
  }
}
