package example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** As much of the Confluent REST API as a pipeline meets; the second schema of all is refused. */
final class FakeRegistry implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> schemas = new ArrayList<>();
  private final AtomicReference<String> authorization = new AtomicReference<>("");
  private final HttpServer server;

  FakeRegistry(HttpServer server) {
    this.server = server;
    server.createContext("/", this::answer);
    server.start();
  }

  static FakeRegistry start() throws IOException {
    return new FakeRegistry(HttpServer.create(anyPort(), 0));
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The header of the latest request; "" if it had none. */
  String authorization() {
    return authorization.get();
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    authorization.set(header == null ? "" : header);
    String path = exchange.getRequestURI().getPath();
    if (path.matches("/subjects/[^/]+/versions") && exchange.getRequestMethod().equals("POST")) {
      register(exchange, JSON.readTree(exchange.getRequestBody()));
    } else if (path.startsWith("/schemas/ids/")) {
      find(exchange, Integer.parseInt(path.substring("/schemas/ids/".length())));
    } else {
      refuse(exchange, 404, 40401, "Subject not found.");
    }
  }

  private void register(HttpExchange exchange, JsonNode request) throws IOException {
    String schema = request.get("schema").asText();
    if (schemas.isEmpty()) {
      schemas.add(schema);
    }
    if (!schemas.contains(schema)) {
      refuse(exchange, 409, 409, "Schema being registered is incompatible");
      return;
    }
    send(exchange, 200, JSON.createObjectNode().put("id", schemas.indexOf(schema) + 1));
  }

  private void find(HttpExchange exchange, int id) throws IOException {
    if (id < 1 || id > schemas.size()) {
      refuse(exchange, 404, 40403, "Schema not found");
      return;
    }
    send(exchange, 200, JSON.createObjectNode().put("schema", schemas.get(id - 1)));
  }

  private static void refuse(HttpExchange exchange, int status, int code, String message)
      throws IOException {
    ObjectNode body = JSON.createObjectNode().put("error_code", code).put("message", message);
    send(exchange, status, body);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
