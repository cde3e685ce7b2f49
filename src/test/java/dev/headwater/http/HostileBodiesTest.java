package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headwater.http.access.ConnectionLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that bodies and answers that hardly move hold few threads, and not for long. The server of
 * the fixture has 32 threads.
 */
@SuppressWarnings("try") // a Trickle works by itself until its block ends
class HostileBodiesTest {
  private static final int CONNECTIONS = 100;
  private static final String FORM =
      "POST /login HTTP/1.1\r\nHost: h\r\nSec-Fetch-Site: same-origin\r\n"
          + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 30000\r\n\r\ntoken=";

  @TempDir private Path folder;

  private final List<Socket> sockets = new ArrayList<>();

  private Socket connect(ApiFixture api, String text) throws IOException {
    return connect(api, text.getBytes(StandardCharsets.ISO_8859_1), 65_536);
  }

  private Socket connect(ApiFixture api, byte[] bytes, int receiveBuffer) throws IOException {
    return connect(api, "127.0.0.1", bytes, receiveBuffer);
  }

  /**
   * @param address of this machine, from which to connect
   */
  private Socket connect(ApiFixture api, String address, byte[] bytes, int receiveBuffer)
      throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout(30_000);
    socket.bind(new InetSocketAddress(address, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", api.server.port()));
    sockets.add(socket);
    socket.getOutputStream().write(bytes);
    return socket;
  }

  /** Does something with each connection again and again until it is closed. */
  private final class Trickle implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch paused = new CountDownLatch(1);
    private final Thread thread;

    /** What is done with a connection. */
    private interface Step {
      void with(Socket socket) throws IOException;
    }

    Trickle(Duration pause, Step step) {
      thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  for (Socket socket : sockets) {
                    try {
                      step.with(socket);
                    } catch (IOException closed) {
                      continue;
                    }
                  }
                  try {
                    over.set(paused.await(pause.toMillis(), TimeUnit.MILLISECONDS));
                  } catch (InterruptedException stopped) {
                    return;
                  }
                }
              });
      thread.start();
    }

    @Override
    public void close() throws IOException {
      over.set(true);
      paused.countDown();
      for (Socket socket : sockets) {
        socket.close();
      }
      thread.interrupt();
    }
  }

  private static Trickle.Step writes(int bytes) {
    return socket -> socket.getOutputStream().write("x".repeat(bytes).getBytes("US-ASCII"));
  }

  private static String health(ApiFixture api, Duration patience) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(api.uri("/healthz")).timeout(patience).build();
    return api.client.send(request, BodyHandlers.ofString()).body();
  }

  /** Strangers cannot do anything, but they can send bodies. */
  @ParameterizedTest
  @ValueSource(strings = {"/login", "/api/v1/events"})
  void slowBodiesOfStrangers_doNotTakeAllThreads(String path) throws Exception {
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      for (int i = 0; i < CONNECTIONS; i++) {
        connect(api, FORM.replace("/login", path));
      }
      try (Trickle all = new Trickle(Duration.ofMillis(100), writes(100))) {
        for (int i = 0; i < 5; i++) {
          assertThat(health(api, Duration.ofMillis(2_500))).contains("ok");
        }
      }
    }
  }

  @Test
  void slowFormsOfOneAddress_keepNobodyElseFromTheLogin() throws Exception {
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      for (int i = 0; i < 20; i++) {
        connect(api, "127.0.0.2", FORM.getBytes(StandardCharsets.US_ASCII), 65_536);
      }
      try (Trickle all = new Trickle(Duration.ofMillis(200), writes(100))) {
        // All turns of that address are held, and the server has refused the rest.
        await()
            .atMost(Duration.ofSeconds(4))
            .until(() -> refusedLogins(api) >= 20 - ApiFixture.OPTIONS.threads() / 4);
        HttpRequest.Builder good =
            HttpRequest.newBuilder(api.uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("token=" + Guarded.READ));
        assertThat(api.client.send(good.build(), BodyHandlers.ofString()).statusCode())
            .isEqualTo(303);
      }
    }
  }

  private static double refusedLogins(ApiFixture api) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri("/metrics"))
            .header("Authorization", "Bearer " + Guarded.READ);
    String name = "headwater_http_limited_total{reason=\"login\"} ";
    return api.client
        .send(request.build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  void aSlowForm_isRefused_andOnesOfManyAddressesBeyondTheFirstFewAtOnce() throws Exception {
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      for (int i = 0; i < 12; i++) {
        connect(api, "127.0.0." + (10 + i), FORM.getBytes(StandardCharsets.US_ASCII), 65_536);
      }
      try (Trickle all = new Trickle(Duration.ofMillis(200), writes(100))) {
        long from = System.nanoTime();
        HttpRequest.Builder ninth =
            HttpRequest.newBuilder(api.uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("token=" + Guarded.READ));
        HttpResponse<String> busy;
        do {
          busy = api.client.send(ninth.build(), BodyHandlers.ofString());
        } while (busy.statusCode() == 303 && sinceSeconds(from) < 4);
        assertThat(busy.statusCode()).isEqualTo(429);
        assertThat(busy.headers().firstValue("Retry-After")).isPresent();
        assertThat(busy.body()).contains("Too many log in at once");

        // Some of them may have come beyond the first few themselves.
        List<String> statuses = new ArrayList<>();
        for (Socket socket : sockets) {
          statuses.add(status(socket));
        }
        assertThat(statuses).contains("HTTP/1.1 408").isSubsetOf("HTTP/1.1 408", "HTTP/1.1 429");
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(60));
        HttpResponse<String> later;
        do {
          later = api.client.send(ninth.build(), BodyHandlers.ofString());
        } while (later.statusCode() == 429 && sinceSeconds(from) < 60);
        assertThat(later.statusCode()).isEqualTo(303);
      }
    }
  }

  private static long sinceSeconds(long fromNanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - fromNanos);
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  /** Callers who may send hold no thread for long either once their body is refused. */
  @Test
  void aBodyThatIsTooLarge_isNotReceivedForLong() throws Exception {
    try (ApiFixture api = new ApiFixture()) {
      int size = 10 * ApiFixture.OPTIONS.bodyBytes();
      String head =
          "POST /api/v1/lineage HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
      Socket socket = connect(api, head + "Content-Length: " + size + "\r\n\r\n[");
      try (Trickle slow = new Trickle(Duration.ofMillis(100), writes(100))) {
        long from = System.nanoTime();
        assertThat(status(socket)).isEqualTo("HTTP/1.1 413");
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(30));
      }
    }
  }

  /** It has the events of all other senders to confirm. */
  @Test
  void whoConfirmsAnEvent_doesNotWaitForTheRestOfItsBody() throws Exception {
    try (ApiFixture api = new ApiFixture()) {
      CompletableFuture<Void> confirmed = new CompletableFuture<>();
      CountDownLatch sent = new CountDownLatch(1);
      api.sink.answer =
          event -> {
            sent.countDown();
            return confirmed;
          };
      byte[] body = gzip(EventsApiTest.event());
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      String head =
          "POST /api/v1/events HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
              + "Content-Encoding: gzip\r\nContent-Length: 100000\r\n\r\n";
      request.write(head.getBytes(StandardCharsets.US_ASCII));
      request.write(body);
      request.write("no gzip, so it is the end".getBytes(StandardCharsets.US_ASCII));
      Socket socket = connect(api, request.toByteArray(), 65_536);
      try (Trickle rest = new Trickle(Duration.ofMillis(50), writes(10))) {
        assertThat(sent.await(60, TimeUnit.SECONDS)).isTrue();
        long from = System.nanoTime();
        confirmed.complete(null);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofMillis(3_000));
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** An Error is no exception, and a permit that is lost is lost until the next start. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/events", "/api/v1/events?wait=true", "/api/v1/lineage"})
  void anError_costsNoPermit(String path) throws Exception {
    try (ApiFixture api = new ApiFixture()) {
      api.sink.answer =
          event -> {
            throw new StackOverflowError("planned");
          };
      api.openLineage.answer =
          () -> {
            throw new StackOverflowError("planned");
          };
      String body = path.endsWith("lineage") ? OpenLineageApiTest.RUN : EventsApiTest.event();
      for (int i = 0; i < 10; i++) {
        HttpResponse<String> answer =
            api.client.send(
                HttpRequest.newBuilder(api.uri(path))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(500);
      }
    }
  }

  @Test
  void emptyGzipMembers_areRefused_byEveryEndpoint() throws Exception {
    byte[] empty = gzip("");
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int i = 0; i < 150_000; i++) {
      members.write(empty);
    }
    try (ApiFixture api = new ApiFixture()) {
      for (int i = 0; i < 6; i++) {
        for (String type : List.of("application/json", "application/x-ndjson")) {
          String head =
              "POST /api/v1/events HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Type: "
                  + type
                  + "\r\nContent-Length: "
                  + members.size()
                  + "\r\n\r\n";
          assertThat(refusal(api, head, members.toByteArray())).isIn("HTTP/1.1 400", "closed");
        }
      }
      assertThat(api.encoded("gzip", "application/json", gzip(EventsApiTest.event())).status())
          .isEqualTo(200);
    }
  }

  /** The status; "closed" if the server closed the connection before all was sent. */
  private String refusal(ApiFixture api, String head, byte[] body) {
    try (Socket socket = connect(api, head)) {
      socket.getOutputStream().write(body);
      return status(socket);
    } catch (IOException reset) {
      return "closed";
    }
  }

  /** Each asks for so much that the answers do not fit between it and the server. */
  private void ask(ApiFixture api, int connections) throws IOException {
    String one = "GET /openapi.json HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer ";
    byte[] many = (one + Guarded.READ + "\r\n\r\n").repeat(60).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < connections; i++) {
      connect(api, many, 4_096);
    }
  }

  @Test
  void answersThatAreReadSlowly_doNotKeepTheirThreads() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(1_000, 8_192, Duration.ofSeconds(20), Duration.ofSeconds(60), 8_192);
    try (ApiFixture api = new ApiFixture(Guarded.in(folder, limits))) {
      ask(api, 50);
      byte[] some = new byte[500];
      try (Trickle slow =
          new Trickle(Duration.ofMillis(500), socket -> socket.getInputStream().read(some))) {
        assertThat(health(api, Duration.ofSeconds(25))).contains("ok");
      }
    }
  }

  /** A stream is written to seldom, and slower than any limit. */
  @Test
  void aStreamWithHeartbeatsOnly_isNotCut() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(
            1_000, 8_192, Duration.ofSeconds(20), Duration.ofSeconds(60), 1_000_000);
    try (ApiFixture api = new ApiFixture(Guarded.in(folder, limits))) {
      Socket socket =
          connect(
              api,
              "GET /api/v1/alerts/stream HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                  + Guarded.READ
                  + "\r\n\r\n");
      InputStream in = socket.getInputStream();
      long from = System.nanoTime();
      byte[] some = new byte[100];
      while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(14)) {
        assertThat(in.read(some)).isPositive();
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
