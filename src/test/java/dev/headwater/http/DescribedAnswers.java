package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.codec.json.Json;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Checks real answers against the OpenAPI document: path, status, headers, media type and body. The
 * fixture of the API passes every answer through it, so that all tests of the API check the
 * document too. Thread-safe.
 */
final class DescribedAnswers {
  private static final Pattern PARAMETER = Pattern.compile("\\{[a-zA-Z]+}");
  private static final String EVENTS = "/api/v1/events";

  /** The routes with their statuses and media types that have been checked. */
  static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  static final AtomicLong CHECKED = new AtomicLong();

  private DescribedAnswers() {}

  /** Checks one answer. Paths below {@code /internal} are not part of the public API. */
  static void check(String method, String rawPath, int status, HttpHeaders headers, String body) {
    String path = rawPath.length() > 1 ? rawPath.replaceAll("/$", "") : rawPath;
    if (path.startsWith("/internal/")) {
      return;
    }
    CHECKED.incrementAndGet();
    String type = headers.firstValue("Content-Type").orElse("").split(";")[0].trim();
    String answer = method + " " + rawPath + " answered " + status + " " + type + " " + body;
    Optional<String> route = route(path);
    String read = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
    String response;
    if (route.isEmpty()) {
      response = "/components/responses/NoSuchPath";
      assertThat(status).as(answer).isEqualTo(404);
    } else if (operation(route.get(), read).isMissingNode()) {
      response = "/components/responses/MethodNotAllowed";
      assertThat(status).as(answer).isEqualTo(405);
    } else {
      String at = pointer(route.get(), read) + "/responses/" + status;
      assertThat(Described.DOCUMENT.at(at).isMissingNode())
          .as("status that the document lacks: " + answer)
          .isFalse();
      response = Described.resolved(at);
      SEEN.add(read.toUpperCase(java.util.Locale.ROOT) + " " + route.get() + " " + status + " " + type);
    }
    headers(response, headers, answer);
    content(response, method, type, body, answer);
  }

  private static void headers(String response, HttpHeaders headers, String answer) {
    JsonNode described = Described.at(response).path("headers");
    for (Map.Entry<String, JsonNode> header : described.properties()) {
      if (header.getValue().path("required").asBoolean()) {
        assertThat(headers.firstValue(header.getKey())).as(answer).isPresent();
      }
    }
    for (String name : Set.of("Retry-After", "Allow", "Accept-Post", "ETag", "Headwater-Warning")) {
      if (headers.firstValue(name).isPresent() && !described.has(name)) {
        throw new AssertionError("header " + name + " that the document lacks: " + answer);
      }
    }
  }

  private static void content(
      String response, String method, String type, String body, String answer) {
    JsonNode content = Described.at(response).path("content");
    if (method.equals("HEAD")) {
      assertThat(body).as(answer).isEmpty();
    } else if (content.isMissingNode()) {
      assertThat(body).as("the document says that there is no body: " + answer).isEmpty();
    } else {
      assertThat(content.has(type))
          .as("media type that the document lacks at " + response + ": " + answer)
          .isTrue();
      if (type.endsWith("json")) {
        String schema = response + "/content/" + Described.escaped(type) + "/schema";
        assertThat(Described.faults(schema, Json.parse(body)))
            .as("body that is not as the document says at " + response + ": " + answer)
            .isEmpty();
      }
    }
  }

  /** Checks a body of events that was accepted as a whole: the document must not refuse it. */
  static void checkAccepted(String path, String contentType, byte[] body, JsonNode answer) {
    if (path.startsWith(EVENTS)
        && contentType.startsWith("application/json")
        && answer.path("accepted").asInt() > 0
        && answer.path("rejected").isEmpty()) {
      String schema =
          pointer(EVENTS, "post") + "/requestBody/content/" + "application~1json" + "/schema";
      Described.assertValid(schema, Json.parse(body));
    }
  }

  static JsonNode operation(String path, String method) {
    return Described.DOCUMENT.at(pointer(path, method));
  }

  static String pointer(String path, String method) {
    return "/paths/" + Described.escaped(path) + "/" + method;
  }

  /** The described path that the raw path of a request matches; paths without parameters first. */
  private static Optional<String> route(String path) {
    JsonNode paths = Described.at("/paths");
    if (paths.has(path)) {
      return Optional.of(path);
    }
    return paths.properties().stream()
        .map(Map.Entry::getKey)
        .filter(
            template ->
                path.matches("\\Q" + PARAMETER.matcher(template).replaceAll("\\\\E[^/]+\\\\Q") + "\\E"))
        .findFirst();
  }
}
