package dev.headwater.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** An HTTP server in the place of Headwater. It sends the replies that a test supplies. */
public final class StubHeadwater implements AutoCloseable {

  public record Request(String method, String target, String contentType, String body) {}

  /**
   * A reply.
   *
   * @param until the connection stays open after the body until this reaches zero
   */
  public record Reply(
      int status,
      String contentType,
      byte[] body,
      Map<String, String> headers,
      CountDownLatch until) {

    public Reply(int status, String contentType, String body, Map<String, String> headers) {
      this(
          status,
          contentType,
          body.getBytes(StandardCharsets.UTF_8),
          headers,
          new CountDownLatch(0));
    }

    public static Reply bytes(String contentType, byte[] body) {
      return new Reply(200, contentType, body, Map.of(), new CountDownLatch(0));
    }

    public static Reply json(int status, String body) {
      return new Reply(status, "application/json", body, Map.of());
    }

    public static Reply problem(int status, String detail) {
      return new Reply(
          status,
          "application/problem+json",
          "{\"title\":\"t\",\"detail\":\"" + detail + "\"}",
          Map.of());
    }

    public static Reply stream(String events) {
      return new Reply(200, "text/event-stream", events, Map.of());
    }

    public Reply with(String header, String value) {
      return new Reply(status, contentType, body, Map.of(header, value), until);
    }

    public Reply openUntil(CountDownLatch latch) {
      return new Reply(status, contentType, body, headers, latch);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Function<Request, Reply>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final List<String> traceParents = Collections.synchronizedList(new ArrayList<>());

  public StubHeadwater() {
    this(Optional.empty());
  }

  /** A server that speaks https if it is given a context. */
  public StubHeadwater(Optional<SSLContext> secure) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try {
      if (secure.isPresent()) {
        HttpsServer https = HttpsServer.create(address, 0);
        https.setHttpsConfigurator(new HttpsConfigurator(secure.get()));
        server = https;
      } else {
        server = HttpServer.create(address, 0);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Answers requests whose raw target (path and query, below /api/v1) begins with {@code target}.
   * The longest beginning that matches counts.
   */
  public StubHeadwater on(String method, String target, Function<Request, Reply> answer) {
    answers.put(method + " /api/v1" + target, answer);
    return this;
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** The header Authorization of each request; "" of one without. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** The header traceparent of each request; "" of one without. */
  public List<String> traceParents() {
    return List.copyOf(traceParents);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    requests.add(request);
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(shown == null ? "" : shown);
    String trace = exchange.getRequestHeaders().getFirst("traceparent");
    traceParents.add(trace == null ? "" : trace);
    String asked = request.method() + " " + request.target();
    Reply reply =
        answers.entrySet().stream()
            .filter(answer -> asked.startsWith(answer.getKey()))
            .max(Map.Entry.comparingByKey((one, other) -> one.length() - other.length()))
            .map(answer -> answer.getValue().apply(request))
            .orElseGet(() -> Reply.problem(404, "the stub has nothing at " + request.target()));
    byte[] body = reply.body();
    exchange.getResponseHeaders().add("Content-Type", reply.contentType());
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    boolean open = reply.until().getCount() > 0;
    exchange.sendResponseHeaders(reply.status(), open ? 0 : body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
      out.flush();
      reply.until().await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
