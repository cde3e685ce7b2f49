package dev.headwater.codec.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server that gives the same answer to all requests and records the credentials in them.
 */
final class StandInRegistry implements AutoCloseable {
  private final HttpServer server;
  private final List<String> credentials = new CopyOnWriteArrayList<>();
  private volatile int status;
  private volatile String body;

  StandInRegistry(int status, String body) throws IOException {
    this(0, status, body);
  }

  StandInRegistry(int port, int status, String body) throws IOException {
    this.status = status;
    this.body = body;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Returns an address on which nothing listens. */
  static URI dead() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      credentials.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  void answerWith(int newStatus, String newBody) {
    body = newBody;
    status = newStatus;
  }

  List<String> credentials() {
    return credentials;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
