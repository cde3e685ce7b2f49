package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.auth.TokenFile;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.ConnectionLimits;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows that clients that are slow, large or many do not keep others from being served. */
class HostileClientsTest {
  private static final int SLOW = 500;

  @TempDir private Path folder;

  private static Socket connect(ApiFixture api, String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", api.server.port());
    socket.setSoTimeout(30_000);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return socket;
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void closeAll(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /** With bytes that nobody has read, a connection is reset, and its sender never sees why. */
  @Test
  void aBodyThatIsRefusedAtTheDoor_stillGetsItsAnswer() throws Exception {
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      byte[] body = new byte[3 * ApiFixture.OPTIONS.bodyBytes()];
      for (int i = 0; i < 50; i++) {
        HttpResponse<String> answer =
            api.client.send(
                HttpRequest.newBuilder(api.uri("/api/v1/events"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
      }
    }
  }

  /** The server of the fixture has 32 threads. */
  @Test
  void manySlowConnections_doNotStopAHealthyRequest() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      String head = "POST /api/v1/events HTTP/1.1\r\nHost: h\r\n";
      for (int i = 0; i < SLOW; i++) {
        slow.add(
            connect(
                api,
                switch (i % 3) {
                  case 0 -> head;
                  case 1 -> "";
                  default -> head + "Content-Length: 100000\r\n\r\n[";
                }));
      }
      for (String path : List.of("/readyz", "/api/v1/status", "/assets")) {
        HttpResponse<String> answer =
            api.client.send(
                HttpRequest.newBuilder(api.uri(path))
                    .header("Authorization", "Bearer " + Guarded.READ)
                    .timeout(Duration.ofSeconds(10))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
      }
    } finally {
      closeAll(slow);
    }
  }

  @Test
  void aSlowHead_isClosed_whileItsBytesStillCome() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(100, 8_192, Duration.ofSeconds(1), Duration.ofSeconds(30), 256);
    try (ApiFixture api = new ApiFixture(Guarded.in(folder, limits))) {
      // One connection that has never made a request, and one that has made a good one before.
      for (String before : List.of("", "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")) {
        try (Socket socket = connect(api, before + "GET /healthz HTTP/1.1\r\nHost: h\r\n")) {
          assertThat(closesWithin(socket, "x".getBytes(StandardCharsets.US_ASCII)))
              .isLessThan(Duration.ofSeconds(25));
        }
      }
      // A keep-alive connection without a new request is not slow.
      try (Socket socket = connect(api, "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")) {
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo('H');
        socket.setSoTimeout(3_500);
        readUntilQuiet(in);
        socket.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes("US-ASCII"));
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 200");
      }
    }
  }

  private static void readUntilQuiet(InputStream in) throws IOException {
    try {
      while (in.read() >= 0) {
        // The answer to the first request.
      }
    } catch (java.net.SocketTimeoutException quiet) {
      return;
    }
    throw new AssertionError("the connection was closed");
  }

  /** Sends a byte again and again until the server closes the connection. */
  private static Duration closesWithin(Socket socket, byte[] more) throws Exception {
    long from = System.nanoTime();
    socket.setSoTimeout(200);
    OutputStream out = socket.getOutputStream();
    while (System.nanoTime() - from < TimeUnit.SECONDS.toNanos(30)) {
      try {
        out.write(more);
        if (socket.getInputStream().read() < 0) {
          break;
        }
      } catch (java.net.SocketTimeoutException stillOpen) {
        continue;
      } catch (SocketException reset) {
        break;
      }
    }
    return Duration.ofNanos(System.nanoTime() - from);
  }

  @Test
  void aSlowBody_isRefused_andItsThreadIsFree() throws Exception {
    try (ApiFixture api = new ApiFixture();
        Socket socket =
            connect(
                api, "POST /api/v1/events HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n")) {
      socket.setSoTimeout(500);
      StringBuilder answer = new StringBuilder();
      long from = System.nanoTime();
      while (answer.length() == 0 && System.nanoTime() - from < TimeUnit.SECONDS.toNanos(20)) {
        socket.getOutputStream().write(' ');
        try {
          answer.append((char) socket.getInputStream().read());
        } catch (java.net.SocketTimeoutException nothingYet) {
          continue;
        }
      }
      BufferedReader rest =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(answer.append(rest.readLine()).toString()).startsWith("HTTP/1.1 408");
      assertThat(Duration.ofNanos(System.nanoTime() - from))
          .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(12));
    }
  }

  @Test
  void manyHeaders_andLongOnes_andALongRequestLine_areRefused() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      StringBuilder headers = new StringBuilder("GET /healthz HTTP/1.1\r\nHost: h\r\n");
      for (int i = 0; i < 100_000; i++) {
        headers.append("a: b\r\n");
      }
      assertThat(refusal(api, headers + "\r\n")).isIn("HTTP/1.1 431", "closed");
      assertThat(refusal(api, "GET /healthz HTTP/1.1\r\nA: " + "x".repeat(66_000) + "\r\n\r\n"))
          .isIn("HTTP/1.1 431", "closed");
      assertThat(refusal(api, "GET /" + "x".repeat(66_000) + " HTTP/1.1\r\nHost: h\r\n\r\n"))
          .isIn("HTTP/1.1 414", "closed");
      assertThat(refusal(api, "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"))
          .isEqualTo("HTTP/1.1 200");
    }
  }

  /** The status; "closed" if the server closed the connection before all was sent. */
  private static String refusal(ApiFixture api, String request) {
    try (Socket socket = connect(api, request)) {
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    } catch (IOException reset) {
      return "closed";
    }
  }

  @Test
  void moreConnectionsThanTheLimit_waitAndAreServedLater() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(20, 8_192, Duration.ofSeconds(1), Duration.ofSeconds(30), 256);
    List<Socket> slow = new ArrayList<>();
    try (ApiFixture api = new ApiFixture(Guarded.in(folder, limits))) {
      for (int i = 0; i < 60; i++) {
        slow.add(connect(api, "GET /healthz HTTP/1.1\r\n"));
      }
      try (Socket healthy = connect(api, "GET /healthz HTTP/1.0\r\n\r\n")) {
        assertThat(answer(healthy)).startsWith("HTTP/1.1 200");
      }
    } finally {
      closeAll(slow);
    }
  }

  @Test
  void aZipBomb_isRefused_asJsonAndAsLines() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      byte[] zeros = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 512; i++) {
        gzip.write(zeros);
      }
    }
    try (ApiFixture api = new ApiFixture()) {
      for (String type : List.of("application/json", "application/x-ndjson")) {
        ApiFixture.Answer answer = api.encoded("gzip", type, bomb.toByteArray());
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Connection")).isEqualTo("close");
      }
      assertThat(api.encoded("deflate", "application/json", new byte[1]).status()).isEqualTo(415);
    }
  }

  @Test
  void aStreamOfAlerts_endsAfterItsTokenIsTakenOut() throws Exception {
    Path tokens = folder.resolve("tokens");
    Guarded.tokens(tokens, "r read " + Guarded.READ, "s read " + Guarded.WRITE);
    ApiSecurity security =
        new ApiSecurity(
            Optional.of(new TokenFile(tokens)),
            Optional.empty(),
            Optional.empty(),
            ConnectionLimits.DEFAULT);
    String request = "GET /api/v1/alerts/stream HTTP/1.0\r\nAuthorization: Bearer ";
    try (ApiFixture api = new ApiFixture(security);
        Socket stays = connect(api, request + Guarded.WRITE + "\r\n\r\n");
        Socket ends = connect(api, request + Guarded.READ + "\r\n\r\n")) {
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(ends.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");

      Guarded.tokens(tokens, "s read " + Guarded.WRITE);

      long from = System.nanoTime();
      while (lines.readLine() != null) {
        // Comments until the end.
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(60));
      }
      stays.setSoTimeout(3_000);
      readUntilQuietOrComments(stays.getInputStream());
    }
  }

  /** The stream is open: its next comments come. */
  private static void readUntilQuietOrComments(InputStream in) throws IOException {
    byte[] buffer = new byte[1_000];
    int available = in.available();
    in.skipNBytes(available);
    assertThat(in.read(buffer)).isPositive();
    assertThat(in.read(buffer)).isPositive();
  }
}
