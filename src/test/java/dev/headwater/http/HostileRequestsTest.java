package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sends 10,000 random requests that nobody should send: wrong methods, paths, parameters, headers,
 * tokens, lengths, encodings and bodies. Each gets an answer, or its connection is closed, and no
 * answer says that the server failed.
 */
@Timeout(300)
class HostileRequestsTest {
  private static final int REQUESTS = 10_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int SERVER_ERROR = 500;

  /** A method or a transfer coding that the server does not know. */
  private static final int NOT_IMPLEMENTED = 501;

  private static final int OTHER_VERSION = 505;

  private static final String EVENT =
      "{\"eventId\":\"3f0c9f6e-7f0e-4f39-9a53-0a3b7e1e8a11\",\"eventTime\":\"2026-11-22T10:00:00Z\","
          + "\"type\":\"SYNTHESIZE\",\"producer\":\"test\",\"job\":{\"namespace\":\"p\",\"name\":\"j\"},"
          + "\"run\":\"r\",\"inputs\":[],\"outputs\":[{\"asset\":\"dataset:lab:dialogues@1\"}]}";

  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "POST",
          "POST",
          "HEAD",
          "PUT",
          "DELETE",
          "PATCH",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "get",
          "PROPFIND",
          "G\u00e9T",
          "X".repeat(200));

  private static final List<String> TEXTS =
      List.of(
          "",
          "dataset%3Alab%3As%401",
          "dataset%3Alab%3As",
          "model%3Alab%3Am%401",
          "%00",
          "%",
          "%zz",
          "%C0%80",
          "%ED%A0%80",
          "%F0%9F%8C%8A",
          "..",
          "..%2F..%2Fetc%2Fpasswd",
          ".;/..;",
          ";jsessionid=1",
          "%2F%2F%2F",
          "%0d%0aSet-Cookie:x=1",
          "null",
          "-1",
          "0-0",
          "99999999999999999999",
          "1e309",
          "NaN",
          "2026-13-45T99:99:99Z",
          "+1000000000-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z",
          "true",
          "<script>",
          "' OR 1=1 --",
          "${jndi:ldap://127.0.0.1/x}",
          "a".repeat(3_000),
          "a%20".repeat(900),
          "[]",
          "{}",
          "*",
          "\\");

  private static final List<String> PARAMETERS =
      List.of(
          "limit",
          "cursor",
          "asOf",
          "knownAt",
          "wait",
          "direction",
          "depth",
          "q",
          "kind",
          "status",
          "rule",
          "severity",
          "use",
          "format",
          "topic",
          "reason",
          "dimension",
          "category",
          "token",
          "access_token",
          "next",
          "a",
          "b",
          "owner",
          "namespace",
          "declares",
          "nothing");

  private static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept: application/json",
          "Accept: image/gif;q=nan",
          "Accept: */*, , ;;;",
          "Content-Type: application/json",
          "Content-Type: application/x-ndjson",
          "Content-Type: application/json; charset=utf-9",
          "Content-Type: multipart/form-data; boundary=",
          "Content-Type: ///",
          "Content-Encoding: gzip",
          "Content-Encoding: br",
          "Content-Encoding: gzip, gzip",
          "Expect: 100-continue",
          "Expect: 500",
          "Range: bytes=0-18446744073709551615",
          "If-None-Match: \"\\\"",
          "If-Modified-Since: yesterday",
          "Last-Event-ID: \u0001",
          "Last-Event-ID: 9-9-9",
          "Origin: null",
          "Origin: http://evil.example",
          "Sec-Fetch-Site: cross-site",
          "Upgrade: websocket",
          "Upgrade: h2c",
          "X-HTTP-Method-Override: DELETE",
          "X-HTTP-Method-Override: " + "Z".repeat(500),
          "X-Forwarded-For: 127.0.0.1",
          "Forwarded: for=\"[::1]\"",
          "Cookie: headwater_token=" + Guarded.READ,
          "Cookie: headwater_token=\u00ff; a; =; ==",
          "Authorization: Bearer",
          "Authorization: Bearer " + Guarded.WRONG,
          "Authorization: Basic Og==",
          "Authorization: Bearer a.b.c",
          "Transfer-Encoding: gzip",
          "X: " + "y".repeat(2_000),
          "X: " + "y".repeat(20_000),
          "No colon",
          " Folded: header");

  private static final List<String> TOKENS =
      List.of("", Guarded.READ, Guarded.WRITE, Guarded.ADMIN, Guarded.SECRET);

  @TempDir private Path folder;

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** One request, as bytes. */
  private record Sent(byte[] bytes) {
    @Override
    public String toString() {
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.length() > 2_000 ? text.substring(0, 2_000) + ".." : text;
    }
  }

  private static Sent request(Random random, List<String> routes) throws IOException {
    String route = any(random, routes);
    String method = route.substring(0, route.indexOf(' '));
    String path = route.substring(route.indexOf(' ') + 1);
    while (path.contains("{")) {
      String text = random.nextBoolean() ? "dataset%3Alab%3As%401" : any(random, TEXTS);
      path = path.substring(0, path.indexOf('{')) + text + path.substring(path.indexOf('}') + 1);
    }
    if (random.nextInt(6) == 0) {
      method = any(random, METHODS);
    }
    if (random.nextInt(10) == 0) {
      path = path + any(random, List.of("/", "//", "/..", ";a=b", "/%2e%2e/", "?", "#"));
    }
    StringBuilder query = new StringBuilder();
    int parameters = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
    for (int i = 0; i < parameters; i++) {
      query.append(query.length() == 0 ? '?' : '&').append(any(random, PARAMETERS));
      if (random.nextInt(8) > 0) {
        query.append('=').append(any(random, TEXTS).replace(' ', '+'));
      }
    }
    StringBuilder head = new StringBuilder();
    String version = random.nextInt(50) == 0 ? any(random, List.of("HTTP/1.0", "HTTP/9.9")) : "";
    head.append(method).append(' ').append(path).append(query).append(' ');
    head.append(version.isEmpty() ? "HTTP/1.1" : version).append("\r\nHost: 127.0.0.1\r\n");
    head.append("Connection: close\r\n");
    String token = any(random, TOKENS);
    if (!token.isEmpty()) {
      head.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      head.append(any(random, HEADERS)).append("\r\n");
    }
    if (method.equals("POST") && random.nextBoolean()) {
      head.append("Content-Type: application/json\r\n");
    }
    byte[] body = method.equals("POST") || random.nextInt(5) == 0 ? body(random) : new byte[0];
    length(random, body.length).forEach(line -> head.append(line).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    all.write(body);
    return new Sent(all.toByteArray());
  }

  /** Most often the right length, or one that is not. */
  private static List<String> length(Random random, int length) {
    return switch (random.nextInt(12)) {
      case 0 -> List.of("Content-Length: " + length / 2);
      case 1 -> List.of("Content-Length: -1");
      case 2 -> List.of("Content-Length: " + length, "Content-Length: 7");
      case 3 -> List.of("Transfer-Encoding: chunked");
      case 4 -> List.of("Content-Length: 18446744073709551616");
      case 5 -> length == 0 ? List.of() : List.of("Content-Length: " + (length + 10));
      default -> length == 0 ? List.of() : List.of("Content-Length: " + length);
    };
  }

  private static byte[] body(Random random) throws IOException {
    byte[] event = EVENT.getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(10)) {
      case 0 -> event;
      case 1 -> {
        for (int i = random.nextInt(5); i >= 0; i--) {
          event[random.nextInt(event.length)] = (byte) random.nextInt(256);
        }
        yield event;
      }
      case 2 -> "[".repeat(random.nextInt(130_000)).getBytes(StandardCharsets.UTF_8);
      case 3 -> {
        byte[] any = new byte[random.nextInt(2_000)];
        random.nextBytes(any);
        yield any;
      }
      case 4 -> zipped(new byte[random.nextInt(3_000_000)]);
      case 5 -> {
        byte[] whole = zipped(event);
        yield Arrays.copyOf(whole, random.nextInt(whole.length));
      }
      case 6 ->
          EVENT
              .replace("[]", "[" + "{\"asset\":1e999999999},".repeat(random.nextInt(200)) + "{}]")
              .getBytes(StandardCharsets.UTF_8);
      case 8 -> " ".repeat(2 * ApiFixture.OPTIONS.bodyBytes()).getBytes(StandardCharsets.UTF_8);
      case 7 -> ("5\r\n" + "hello\r\n".repeat(random.nextInt(4)) + "zz\r\n").getBytes("UTF-8");
      default -> (EVENT + "\n").repeat(random.nextInt(300)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private static byte[] zipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  /** The status of the answer; 0 if the connection was closed without one. */
  private static int send(ApiFixture api, Sent sent, String which) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.server.port())) {
      socket.setSoTimeout(ANSWER_MILLIS);
      try {
        OutputStream out = socket.getOutputStream();
        out.write(sent.bytes());
        out.flush();
        socket.shutdownOutput();
      } catch (SocketException refusedMeanwhile) {
        // The answer may be there.
      }
      byte[] start = new byte[16];
      int length = read(socket, start);
      String line = new String(start, 0, length, StandardCharsets.ISO_8859_1);
      if (line.isEmpty()) {
        return 0;
      }
      assertThat(line).as(which).startsWith("HTTP/1.");
      return Integer.parseInt(line.substring(9, 12));
    }
  }

  private static int read(Socket socket, byte[] into) throws IOException {
    int length = 0;
    try {
      InputStream in = socket.getInputStream();
      while (length < into.length) {
        int read = in.read(into, length, into.length - length);
        if (read < 0) {
          return length;
        }
        length += read;
      }
    } catch (SocketException reset) {
      return length;
    }
    return length;
  }

  private static List<String> routes() {
    List<String> routes = new ArrayList<>(AccessTest.routes());
    // A stream of alerts does not end, and its answer comes with the first alert.
    routes.removeIf(route -> route.endsWith("/alerts/stream"));
    // These take bodies, and have more to do with them.
    for (int i = 0; i < 8; i++) {
      routes.addAll(
          List.of("POST /api/v1/events", "POST /api/v1/lineage", "POST /api/v1/lineage/batch"));
    }
    routes.add("GET /{a}");
    routes.add("GET /api/v1/{a}");
    routes.add("GET /static/{a}");
    routes.add("POST /internal/v1/{a}");
    return routes;
  }

  @Test
  void noRequest_makesTheServerFail() throws IOException {
    long seed = Long.getLong("seed", new Random().nextLong());
    Random random = new Random(seed);
    List<String> routes = routes();
    Map<Integer, Integer> statuses = new TreeMap<>();
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      for (int i = 0; i < REQUESTS; i++) {
        Sent sent = request(random, routes);
        String which = "seed %d, request %d: %s".formatted(seed, i, sent);
        int status = send(api, sent, which);
        statuses.merge(status, 1, Integer::sum);
        if (status != NOT_IMPLEMENTED && status != OTHER_VERSION) {
          assertThat(status).as(which).isLessThan(SERVER_ERROR);
        }
      }
      assertThat(api.get("/healthz").status()).isEqualTo(200);
    }
    // Otherwise the requests do not reach what they should.
    assertThat(statuses.keySet()).contains(200, 400, 401, 403, 404, 405, 413, 415);
    assertThat(statuses.get(200)).isGreaterThan(REQUESTS / 50);
    assertThat(statuses.getOrDefault(0, 0)).isLessThan(REQUESTS / 50);
  }
}
