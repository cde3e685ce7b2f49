package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headwater.codec.json.Json;
import dev.headwater.http.request.MediaTypes;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Checks real answers against the OpenAPI document: path, status, headers, media type and body. The
 * fixture of the API passes every answer through it, so that all tests of the API check the
 * document too. Thread-safe.
 */
public final class DescribedAnswers {
  private static final Pattern PARAMETER = Pattern.compile("\\{[a-zA-Z]+}");
  private static final String EVENTS = "/api/v1/events";

  /** The routes with their statuses, and their media types if any, that have been checked. */
  static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

  static final AtomicLong CHECKED = new AtomicLong();

  private DescribedAnswers() {}

  /** Checks one answer. Paths below {@code /internal} are not part of the public API. */
  public static void check(
      String method, String rawPath, int status, HttpHeaders headers, String body) {
    String path = rawPath.length() > 1 ? rawPath.replaceAll("/$", "") : rawPath;
    if (path.startsWith("/internal/")) {
      return;
    }
    CHECKED.incrementAndGet();
    String type = headers.firstValue("Content-Type").orElse("").split(";")[0].trim();
    String answer = method + " " + rawPath + " answered " + status + " " + type + " " + body;
    Optional<String> route = route(path);
    String read = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    String response;
    if (status == 414 || status == 431) {
      response = "/components/responses/TooLong";
    } else if (route.isEmpty()) {
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
      boolean hasBody = Described.at(response).has("content");
      SEEN.add(
          read.toUpperCase(Locale.ROOT)
              + " "
              + route.get()
              + " "
              + status
              + (hasBody ? " " + type : ""));
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
      if (type.endsWith("json") && !type.equals(MediaTypes.JSON_LINES)) {
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
      String schema = pointer(EVENTS, "post") + "/requestBody/content/application~1json/schema";
      Described.assertValid(schema, withoutNulls(Json.parse(body)));
    }
  }

  /** Null counts as absent, as a sentence of the document says. */
  private static JsonNode withoutNulls(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    tree.forEach(DescribedAnswers::withoutNulls);
    return tree;
  }

  /** All described operations by their route, such as {@code GET /api/v1/status}. */
  static SortedMap<String, JsonNode> operations() {
    SortedMap<String, JsonNode> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : Described.at("/paths").properties()) {
      for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
        operations.put(one.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), one.getValue());
      }
    }
    return operations;
  }

  /** The pointer to the operation of a route. */
  static String pointerOf(String route) {
    String[] parts = route.split(" ");
    return pointer(parts[1], parts[0].toLowerCase(Locale.ROOT));
  }

  private static JsonNode operation(String path, String method) {
    return Described.DOCUMENT.at(pointer(path, method));
  }

  private static String pointer(String path, String method) {
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
                path.matches(
                    "\\Q" + PARAMETER.matcher(template).replaceAll("\\\\E[^/]+\\\\Q") + "\\E"))
        .findFirst();
  }
}
