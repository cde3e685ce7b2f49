package dev.headwater.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.auth.Authenticator;
import dev.headwater.auth.TokenFile;
import dev.headwater.http.ApiFixture;
import dev.headwater.http.DescribedAnswers;
import dev.headwater.http.Guarded;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows whom the limits of rates refuse, and that they refuse nobody else. */
class RateLimitsTest {
  private static final String STATUS = "/api/v1/status";
  private static final String HERE = "127.0.0.1";

  /** Another address of this machine. */
  private static final String ELSEWHERE = "127.0.0.2";

  @TempDir private Path folder;

  private final AtomicLong now = new AtomicLong();

  private ApiFixture api(ApiSecurity security, Rate requests, Rate refusals, Rate logins) {
    return new ApiFixture(security.withRates(new RateLimits(requests, refusals, logins)), now::get);
  }

  /** Three requests at once, and two a second. */
  private ApiFixture few() {
    return api(Guarded.in(folder), Rate.perSecond(2, 3), Rate.NONE, Rate.NONE);
  }

  private static HttpResponse<String> get(ApiFixture api, String path, String token)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> answer = api.client.send(request.build(), BodyHandlers.ofString());
    DescribedAnswers.check("GET", path, answer.statusCode(), answer.headers(), answer.body());
    return answer;
  }

  private static int status(ApiFixture api, String path, String token) throws Exception {
    return get(api, path, token).statusCode();
  }

  /** Sends a request from an address of this machine, and returns the answer. */
  private static String from(String address, ApiFixture api, String head) throws Exception {
    return from(address, api, head, "");
  }

  private static String from(String address, ApiFixture api, String head, String body)
      throws Exception {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress(HERE, api.server.port()));
      socket.setSoTimeout(20_000);
      String request = head + "Host: h\r\nConnection: close\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String bearer(String token) {
    return "GET " + STATUS + " HTTP/1.1\r\nAuthorization: Bearer " + token + "\r\n";
  }

  private static String login(String address, ApiFixture api, String token) throws Exception {
    String form = "token=" + token;
    return from(
        address,
        api,
        "POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + ("Sec-Fetch-Site: same-origin\r\nContent-Length: " + form.length() + "\r\n"),
        form);
  }

  @Test
  void aCallerAtItsLimit_waits_andIsServedThen_andAnotherOneDoesNotWait() throws Exception {
    try (ApiFixture api = few()) {
      for (int i = 0; i < 3; i++) {
        assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      }

      HttpResponse<String> refused = get(api, STATUS, Guarded.READ);

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
      assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(refused.body())
          .contains("Too many requests of this caller: the limit is 2 a second, and 3 at once.");
      assertThat(status(api, STATUS, Guarded.WRITE)).isEqualTo(200);

      now.addAndGet(TimeUnit.SECONDS.toNanos(1));

      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(429);
    }
  }

  /** A client that came back too early would be refused again. */
  @Test
  void retryAfter_isLongEnough() throws Exception {
    Rate slow = new Rate(1, 60, 1);
    try (ApiFixture api = api(Guarded.in(folder), slow, Rate.NONE, Rate.NONE)) {
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      now.addAndGet(TimeUnit.MILLISECONDS.toNanos(20_400));

      HttpResponse<String> refused = get(api, STATUS, Guarded.READ);

      assertThat(refused.headers().firstValue("Retry-After")).hasValue("40");
      now.addAndGet(TimeUnit.SECONDS.toNanos(39));
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(429);
      now.addAndGet(TimeUnit.SECONDS.toNanos(1));
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
    }
  }

  @Test
  void probes_andTheOtherInstances_areNeverLimited() throws Exception {
    Rate one = new Rate(1, 3_600, 1);
    try (ApiFixture api = api(Guarded.in(folder), one, one, one)) {
      for (int i = 0; i < 5; i++) {
        status(api, STATUS, Guarded.READ);
        status(api, STATUS, Guarded.WRONG);
        from(HERE, api, "GET /login HTTP/1.1\r\n");
      }
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(429);
      assertThat(status(api, STATUS, Guarded.WRONG)).isEqualTo(429);
      assertThat(from(HERE, api, "GET /login HTTP/1.1\r\n")).startsWith("HTTP/1.1 429");

      for (int i = 0; i < 20; i++) {
        assertThat(status(api, "/healthz", "")).isEqualTo(200);
        assertThat(status(api, "/readyz", "")).isEqualTo(200);
        assertThat(status(api, "/internal/v1/report", Guarded.SECRET)).isEqualTo(200);
        assertThat(status(api, "/internal/v1/report", Guarded.WRONG)).isEqualTo(401);
      }
    }
  }

  /** Every route but those: also one that is missing, a page, a write, and a role too small. */
  @Test
  void allElse_counts() throws Exception {
    for (String path :
        new String[] {"/api/v1/nothing", "/assets", "/metrics", "/openapi.json", STATUS}) {
      try (ApiFixture api = few()) {
        for (int i = 0; i < 3; i++) {
          assertThat(from(HERE, api, bearer(Guarded.READ).replace(STATUS, path)))
              .as(path)
              .containsPattern("^HTTP/1.1 (200|404)");
        }
        assertThat(from(HERE, api, bearer(Guarded.READ).replace(STATUS, path)))
            .as(path)
            .startsWith("HTTP/1.1 429")
            .contains("Retry-After: 1\r\n");
      }
    }
    try (ApiFixture api = few()) {
      String write = bearer(Guarded.READ).replace("GET " + STATUS, "POST /api/v1/events");
      for (int i = 0; i < 3; i++) {
        assertThat(from(HERE, api, write)).startsWith("HTTP/1.1 403");
      }
      assertThat(from(HERE, api, write)).startsWith("HTTP/1.1 429");
    }
  }

  @Test
  void aPage_saysItToAPerson() throws Exception {
    try (ApiFixture api = few()) {
      for (int i = 0; i < 3; i++) {
        status(api, STATUS, Guarded.READ);
      }
      String page = from(HERE, api, bearer(Guarded.READ).replace(STATUS, "/assets"));
      assertThat(page).contains("text/html", "Too many requests", "Load this page again");
    }
  }

  @Test
  void aStream_countsOnce() throws Exception {
    try (ApiFixture api = api(Guarded.in(folder), new Rate(1, 60, 2), Rate.NONE, Rate.NONE);
        Socket stream = new Socket(HERE, api.server.port())) {
      stream.setSoTimeout(20_000);
      String request = "GET /api/v1/alerts/stream HTTP/1.0\r\nAuthorization: Bearer ";
      stream.getOutputStream().write((request + Guarded.READ + "\r\n\r\n").getBytes("US-ASCII"));
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.readLine()).startsWith("HTTP/1.1 200");
      for (int comments = 0; comments < 3; ) {
        comments += lines.readLine().startsWith(":") ? 1 : 0;
      }

      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(429);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP", "Via"})
  void noHeader_makesAnotherCaller(String header) throws Exception {
    Rate two = new Rate(1, 60, 2);
    try (ApiFixture api = api(Guarded.in(folder), two, two, two)) {
      for (int i = 0; i < 5; i++) {
        String other = header + ": " + (header.equals("Forwarded") ? "for=" : "") + "192.0.2." + i;
        String open = from(HERE, api, "GET /login HTTP/1.1\r\n" + other + "\r\n");
        String wrong = from(HERE, api, bearer(Guarded.WRONG) + other + "\r\n");

        assertThat(open).startsWith(i < 2 ? "HTTP/1.1 200" : "HTTP/1.1 429");
        assertThat(wrong).startsWith(i < 2 ? "HTTP/1.1 401" : "HTTP/1.1 429");
      }
      assertThat(from(ELSEWHERE, api, "GET /login HTTP/1.1\r\n")).startsWith("HTTP/1.1 200");
      assertThat(from(ELSEWHERE, api, bearer(Guarded.WRONG))).startsWith("HTTP/1.1 401");
    }
  }

  /** To check a JWT costs far more than to refuse it. */
  @Test
  void wrongTokensOfOneAddress_areSoonNoMoreChecked_andHinderNobodyKnown() throws Exception {
    AtomicInteger checks = new AtomicInteger();
    ApiSecurity guarded = Guarded.in(folder);
    Authenticator counted =
        token -> {
          checks.incrementAndGet();
          return guarded.authenticator().orElseThrow().authenticate(token);
        };
    ApiSecurity security =
        new ApiSecurity(
            Optional.of(counted), guarded.peers(), Optional.empty(), ConnectionLimits.DEFAULT);
    try (ApiFixture api = api(security, Rate.NONE, new Rate(1, 60, 10), Rate.NONE)) {
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      for (int i = 0; i < 10; i++) {
        // A token that is missing or malformed counts, too.
        String token = i == 0 ? "" : i == 1 ? "a b" : Guarded.WRONG + i;
        assertThat(status(api, STATUS, token)).isEqualTo(401);
      }
      checks.set(0);

      for (int i = 0; i < 50; i++) {
        HttpResponse<String> refused = get(api, STATUS, i % 2 == 0 ? Guarded.WRONG + i : "");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
      }

      assertThat(checks).hasValue(0);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      // This one has never been seen, so it could be one of the wrong ones.
      assertThat(status(api, STATUS, Guarded.WRITE)).isEqualTo(429);
      assertThat(from(ELSEWHERE, api, bearer(Guarded.WRITE))).startsWith("HTTP/1.1 200");
      assertThat(status(api, STATUS, Guarded.WRITE)).isEqualTo(200);
    }
  }

  @Test
  void validTokens_doNotCountAsRefusals() throws Exception {
    try (ApiFixture api = api(Guarded.in(folder), Rate.NONE, new Rate(1, 60, 1), Rate.NONE)) {
      for (int i = 0; i < 5; i++) {
        assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
        assertThat(status(api, STATUS, Guarded.WRITE)).isEqualTo(200);
      }
      assertThat(status(api, STATUS, Guarded.WRONG)).isEqualTo(401);
      assertThat(status(api, STATUS, Guarded.WRONG)).isEqualTo(429);
    }
  }

  /** That it was valid once must not make it free. */
  @Test
  void aTokenThatIsWithdrawn_countsAsAWrongOne() throws Exception {
    Path tokens = folder.resolve("tokens");
    Guarded.tokens(tokens, "r read " + Guarded.READ, "w write " + Guarded.WRITE);
    AtomicInteger checks = new AtomicInteger();
    TokenFile file = new TokenFile(tokens);
    Authenticator withdrawn =
        token -> {
          boolean once = token.equals(Guarded.READ) && checks.incrementAndGet() > 1;
          return once ? Optional.empty() : file.authenticate(token);
        };
    ApiSecurity security =
        new ApiSecurity(
            Optional.of(withdrawn), Optional.empty(), Optional.empty(), ConnectionLimits.DEFAULT);
    try (ApiFixture api = api(security, Rate.NONE, new Rate(1, 60, 2), Rate.NONE)) {
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(200);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(401);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(401);
      assertThat(status(api, STATUS, Guarded.READ)).isEqualTo(429);
      assertThat(checks).hasValue(3);
    }
  }

  @Test
  void loginsWithWrongTokens_lockNobodyElseOut_andGoodOnesAreFree() throws Exception {
    try (ApiFixture api = api(Guarded.in(folder), Rate.NONE, Rate.NONE, Rate.perMinute(3))) {
      for (int i = 0; i < 5; i++) {
        assertThat(login(HERE, api, Guarded.READ)).startsWith("HTTP/1.1 303");
      }
      for (int i = 0; i < 3; i++) {
        assertThat(login(HERE, api, Guarded.WRONG)).startsWith("HTTP/1.1 401");
      }

      assertThat(login(HERE, api, Guarded.WRONG))
          .startsWith("HTTP/1.1 429")
          .contains("Retry-After: 20\r\n", "Too many logins from this address");
      assertThat(login(HERE, api, Guarded.READ)).startsWith("HTTP/1.1 429");
      assertThat(login(ELSEWHERE, api, Guarded.READ)).startsWith("HTTP/1.1 303");

      now.addAndGet(TimeUnit.SECONDS.toNanos(20));

      assertThat(login(HERE, api, Guarded.READ)).startsWith("HTTP/1.1 303");
    }
  }

  /** Benchmarks ask as fast as they can. */
  @Test
  void withoutAuthentication_thisMachineIsNotLimited() throws Exception {
    Rate one = new Rate(1, 3_600, 1);
    try (ApiFixture api = api(ApiSecurity.NONE, one, one, one)) {
      for (int i = 0; i < 20; i++) {
        assertThat(status(api, STATUS, "")).isEqualTo(200);
      }
    }
  }

  @Test
  void metrics_countByReason_andNameNobody() throws Exception {
    Rate one = new Rate(1, 60, 1);
    try (ApiFixture api = api(Guarded.in(folder), new Rate(1, 60, 4), one, one)) {
      for (int i = 0; i < 6; i++) {
        status(api, STATUS, Guarded.READ);
      }
      status(api, STATUS, Guarded.ADMIN);
      for (int i = 0; i < 4; i++) {
        status(api, STATUS, Guarded.WRONG);
      }
      for (int i = 0; i < 5; i++) {
        login(HERE, api, Guarded.WRONG);
      }
      String metrics = get(api, "/metrics", Guarded.ADMIN).body();

      assertThat(metrics.lines().filter(line -> line.startsWith("headwater_http_limited_total")))
          .containsExactlyInAnyOrder(
              "headwater_http_limited_total{reason=\"caller\"} 2.0",
              "headwater_http_limited_total{reason=\"token\"} 3.0",
              "headwater_http_limited_total{reason=\"address\"} 1.0",
              "headwater_http_limited_total{reason=\"login\"} 3.0");
    }
  }
}
