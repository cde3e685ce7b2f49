package dev.headwater.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headwater.app.stream.OpenLineagePayloads;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.http.access.AccessTable;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.Guard;
import dev.headwater.http.access.RequestRates;
import dev.headwater.http.ingest.FakeOpenLineageSink;
import dev.headwater.http.ingest.FakeSink;
import dev.headwater.http.ingest.FakeTopic;
import dev.headwater.http.operations.Health;
import dev.headwater.http.operations.QuarantinedContent;
import dev.headwater.http.operations.Readiness;
import dev.headwater.http.reads.AlertFeed;
import dev.headwater.http.request.ApiOptions;
import dev.headwater.model.Alert;
import dev.headwater.model.Target;
import dev.headwater.openlineage.EventReader;
import dev.headwater.quarantine.FakeQuarantine;
import dev.headwater.query.FakeGraph;
import dev.headwater.query.FakeService;
import dev.headwater.query.ReadLimits;
import dev.headwater.query.freshness.Lag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/** Runs the API on a free port, over partitions in memory. */
public final class ApiFixture implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final String ALERTS = "alerts";

  /**
   * How long a read waits until it is caught up. Nothing here takes that long, but a busy machine
   * may take a moment to find out; a test of what is behind waits for all of it.
   */
  private static final Duration CAUGHT_UP = Duration.ofMillis(1_500);

  static final ApiOptions OPTIONS =
      new ApiOptions(
              64 * 1024,
              1024 * 1024,
              1_000,
              32,
              4,
              8,
              8,
              4,
              4,
              Duration.ofMillis(200),
              Duration.ofSeconds(2),
              Duration.ofSeconds(2),
              Duration.ofMillis(2_500),
              Duration.ofMillis(300),
              Duration.ofMillis(200),
              Duration.ofSeconds(2))
          .withUses(
              Map.of("swahili", List.of(new Target("language", new TreeMap<>(Map.of("sw", 0.5))))));

  public final FakeService service =
      new FakeService(
          new FakeGraph(4),
          FakeService.SELF,
          new ReadLimits(Duration.ofSeconds(10), 10_000, CAUGHT_UP, 2));
  public final FakeGraph graph = service.graph;
  final FakeSink sink = new FakeSink();
  final FakeOpenLineageSink openLineage = new FakeOpenLineageSink();
  final FakeQuarantine aside = new FakeQuarantine(2);
  final AtomicReference<String> sick = new AtomicReference<>("");
  final AtomicReference<Readiness> readiness =
      new AtomicReference<>(new Readiness(Readiness.State.SERVING, "", Lag.NONE));
  final AlertFeed feed;
  public final ApiServer server;
  public final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public ApiFixture() {
    this(
        () -> new FakeTopic(ALERTS),
        bytes -> {
          throw new IllegalStateException("no records");
        });
  }

  public ApiFixture(Supplier<Consumer<byte[], byte[]>> connect, Function<byte[], Alert> decoder) {
    this(AccessTable.STANDARD, ApiSecurity.NONE, System::nanoTime, connect, decoder);
  }

  /** A guarded server. */
  public ApiFixture(ApiSecurity security) {
    this(security, System::nanoTime);
  }

  /**
   * A guarded server.
   *
   * @param nanos the clock of the rates
   */
  public ApiFixture(ApiSecurity security, LongSupplier nanos) {
    this(
        AccessTable.STANDARD,
        security,
        nanos,
        () -> new FakeTopic(ALERTS),
        bytes -> {
          throw new IllegalStateException("no records");
        });
  }

  /** Creates a server with another table of who may call what, and closes it. */
  static void serverWith(AccessTable table) {
    new ApiFixture(
            table,
            ApiSecurity.NONE,
            System::nanoTime,
            () -> new FakeTopic(ALERTS),
            bytes -> {
              throw new IllegalStateException("no records");
            })
        .close();
  }

  private ApiFixture(
      AccessTable table,
      ApiSecurity security,
      LongSupplier nanos,
      Supplier<Consumer<byte[], byte[]>> connect,
      Function<byte[], Alert> decoder) {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    feed = new AlertFeed(connect, ALERTS, decoder);
    feed.start();
    Health health =
        new Health() {
          @Override
          public String sick() {
            return sick.get();
          }

          @Override
          public Readiness readiness() {
            return readiness.get();
          }
        };
    server =
        new ApiServer(
                "127.0.0.1",
                0,
                OPTIONS,
                new Guard(table, security, new RequestRates(security.rates(), metrics, nanos)),
                new Backends(
                    service.queries,
                    sink,
                    new EventReader(OpenLineagePayloads.INSTANCE, false),
                    openLineage,
                    aside.quarantine(),
                    new QuarantinedContent(FakeQuarantine.ORIGINS.openLineage(), EventJson::read),
                    feed,
                    health,
                    metrics),
                Clock.fixed(NOW, ZoneOffset.UTC),
                "1.2.3")
            .start();
  }

  static Consumer<byte[], byte[]> away() {
    throw new KafkaException("no broker");
  }

  record Answer(int status, HttpResponse<String> response) {
    JsonNode json() {
      return Json.parse(response.body());
    }

    String body() {
      return response.body();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String detail() {
      return json().path("detail").asText();
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  static String segment(String urn) {
    return URLEncoder.encode(urn, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Sends a request, and checks that the answer is one that the OpenAPI document describes. */
  Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          client.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              BodyHandlers.ofString(StandardCharsets.UTF_8));
      DescribedAnswers.check(
          response.request().method(),
          response.uri().getRawPath(),
          response.statusCode(),
          response.headers(),
          response.body());
      return new Answer(response.statusCode(), response);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopping);
    }
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  Answer asset(String urn, String rest) {
    return get("/api/v1/assets/" + segment(urn) + rest);
  }

  Answer post(String query, String contentType, byte[] body) {
    return postTo("/api/v1/events" + query, contentType, body);
  }

  Answer postTo(String path, String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
    Answer answer =
        send(contentType.isEmpty() ? request : request.header("Content-Type", contentType));
    if (answer.status() == 200) {
      DescribedAnswers.checkAccepted(path, contentType, body, answer.json());
    }
    return answer;
  }

  Answer post(String body) {
    return post("", "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  Answer lines(String body) {
    return post("", "application/x-ndjson", body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Posts a body to the events endpoint with this {@code Content-Encoding}. The caller encodes it.
   */
  Answer encoded(String encoding, String contentType, byte[] body) {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/events"))
            .header("Content-Type", contentType)
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** Posts JSON to the events endpoint without a {@code Content-Length}. */
  Answer chunked(byte[] body) {
    return send(
        HttpRequest.newBuilder(uri("/api/v1/events"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
  }

  /** Sends a request as it is, and returns what comes back until the connection is closed. */
  String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    server.close();
    feed.close();
    service.close();
  }
}
