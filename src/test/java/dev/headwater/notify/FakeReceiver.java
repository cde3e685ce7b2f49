package dev.headwater.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.codec.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A real HTTP server that keeps what it accepts. */
final class FakeReceiver implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> accepted = new CopyOnWriteArrayList<>();
  private final List<Request> all = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile Function<Request, Integer> answer = request -> 200;
  private volatile boolean hanging;

  record Request(String path, String type, String signature, String authorization, String body) {
    JsonNode json() {
      return Json.parse(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  FakeReceiver() throws IOException {
    this(0);
  }

  FakeReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** From now on answers with these statuses. */
  FakeReceiver answering(Function<Request, Integer> status) {
    answer = status;
    return this;
  }

  /** From now on answers nothing until it is closed. */
  FakeReceiver hanging() {
    hanging = true;
    return this;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port() + "/hook");
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What was answered with 2xx. */
  List<Request> accepted() {
    return accepted;
  }

  List<Request> all() {
    return all;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestURI().toString(),
              header(exchange, "Content-Type"),
              header(exchange, Signature.HEADER),
              header(exchange, "Authorization"),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      all.add(request);
      if (hanging) {
        closed.await();
        return;
      }
      int status = answer.apply(request);
      if (status < 300) {
        accepted.add(request);
      }
      exchange.getResponseHeaders().add("Location", "/elsewhere");
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
