package dev.headwater.app.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.app.settings.StartException;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.stream.TopicNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Shows what an instance makes of a registry that refuses to set the compatibility of a subject, as
 * Apicurio does for the second of two instances that set it at the same time.
 */
class SchemasTest {
  private final Set<String> set = ConcurrentHashMap.newKeySet();
  private volatile boolean otherInstance;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      int status = 200;
      String body = "{\"id\":1}";
      if (path.startsWith("/config/") && exchange.getRequestMethod().equals("PUT")) {
        if (otherInstance) {
          set.add(path);
        }
        status = 409;
        body = "{\"error_code\":409,\"message\":\"A rule named 'COMPATIBILITY' already exists.\"}";
      } else if (path.startsWith("/config/")) {
        status = set.contains(path) ? 200 : 404;
        body =
            set.contains(path)
                ? "{\"compatibilityLevel\":\"BACKWARD_TRANSITIVE\"}"
                : "{\"error_code\":40408,\"message\":\"not configured\"}";
      }
      exchange.getResponseHeaders().add("Content-Type", "application/vnd.schemaregistry.v1+json");
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Schemas schemas() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new Schemas(SchemaRegistry.connect(List.of(url), Map.of()), TOPICS);
  }

  private static final TopicNames TOPICS = TopicNames.DEFAULT;

  @Test
  void whatAnotherInstanceSetAtTheSameTime_isSet() {
    otherInstance = true;
    assertThatCode(() -> schemas().register()).doesNotThrowAnyException();
  }

  @Test
  void compatibilityThatNobodySet_isRefused() {
    assertThatThrownBy(() -> schemas().register())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("headwater.events-value");
  }
}
