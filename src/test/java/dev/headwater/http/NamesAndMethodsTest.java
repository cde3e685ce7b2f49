package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.ConnectionLimits;
import dev.headwater.http.access.RateLimits;
import dev.headwater.http.access.ServerNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that a request is what it says: its method, and the server that it calls. */
class NamesAndMethodsTest {
  private static final String CLOSE = "Connection: close\r\n\r\n";

  @TempDir private Path folder;

  private static ApiSecurity named(String... others) {
    return new ApiSecurity(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ServerNames(new TreeSet<>(Set.of(others)))),
        ConnectionLimits.DEFAULT,
        RateLimits.DEFAULT);
  }

  private static String get(ApiFixture api, String path, String host) throws IOException {
    return api.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + CLOSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:1",
        "127.0.0.1:8080",
        "127.9.8.7",
        "[::1]",
        "[::1]:8080",
        "[0:0:0:0:0:0:0:1]:80",
        "hub.Example:1",
        "[fd00::5]:8080",
      })
  void ownNames_areServed(String host) throws IOException {
    try (ApiFixture api = new ApiFixture(named("Hub.example", "fd00::5"))) {
      assertThat(get(api, "/api/v1/status", host)).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1.2",
        "[fd00::1]:8080",
        "10.0.0.1",
        "0.0.0.0",
        "localhost.",
      })
  void otherNames_getNothing_exceptTheProbes(String host) throws IOException {
    try (ApiFixture api = new ApiFixture(named("hub.example"))) {
      for (String path :
          new String[] {"/api/v1/status", "/metrics", "/nothing", "/internal/v1/report"}) {
        assertThat(get(api, path, host))
            .startsWith("HTTP/1.1 421")
            .contains("application/problem+json", "The header Host names another server");
      }
      for (String path : new String[] {"/", "/assets", "/login"}) {
        assertThat(get(api, path, host))
            .startsWith("HTTP/1.1 421")
            .contains("text/html", "The header Host names another server");
      }
      for (String path : new String[] {"/healthz", "/readyz"}) {
        assertThat(get(api, path, host)).startsWith("HTTP/1.1 200");
      }
      String event =
          "POST /api/v1/events HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Length: 2\r\n%s[]";
      assertThat(api.raw(String.format(event, host, host, CLOSE))).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void aRequestWithoutAName_isServed_andWhereNamesDoNotCountAnyIs() throws IOException {
    try (ApiFixture api = new ApiFixture(named())) {
      assertThat(api.raw("GET /api/v1/status HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }
    try (ApiFixture api = new ApiFixture()) {
      assertThat(get(api, "/api/v1/status", "evil.example")).startsWith("HTTP/1.1 200");
    }
  }

  /** The cookie authorizes reads, and a browser sends it by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "HEAD", "DELETE", "FOO"})
  void anotherMethodInAHeader_isRefused(String sent) throws IOException {
    String request =
        sent
            + " /api/v1/quarantine/replay?all=true HTTP/1.1\r\nHost: h\r\nCookie: headwater_token="
            + Guarded.ADMIN
            + "\r\nx-http-method-override: POST\r\nContent-Length: 0\r\n"
            + CLOSE;
    try (ApiFixture api = new ApiFixture(Guarded.in(folder))) {
      String answer = api.raw(request);
      assertThat(answer).startsWith("HTTP/1.1 400");
      if (!sent.equals("HEAD")) {
        assertThat(answer).contains("The header X-HTTP-Method-Override is not supported");
      }
    }
  }

  /** Each series is kept for ever. */
  @Test
  void inventedMethods_makeNoSeries() throws IOException {
    try (ApiFixture api = new ApiFixture()) {
      for (String method : new String[] {"MARKONE", "MARKTWO", "get"}) {
        api.raw(method + " /assets HTTP/1.1\r\nHost: h\r\n" + CLOSE);
        api.raw(
            "GET /assets HTTP/1.1\r\nHost: h\r\nX-HTTP-Method-Override: "
                + method
                + "\r\n"
                + CLOSE);
      }
      assertThat(get(api, "/metrics", "h"))
          .contains("headwater_http_requests_seconds_count{method=\"other\"", "method=\"GET\"")
          .doesNotContain("MARK", "method=\"get\"");
    }
  }
}
