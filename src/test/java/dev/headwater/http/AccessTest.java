package dev.headwater.http;

import static dev.headwater.query.FakeGraph.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.http.access.Access;
import dev.headwater.http.access.AccessTable;
import dev.headwater.http.access.ApiSecurity;
import dev.headwater.http.access.Guard;
import dev.headwater.http.access.RateLimits;
import dev.headwater.http.access.RequestRates;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows who may call what: each route by each caller. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTest {
  /**
   * Written by hand from the contract: `read` is for all GET, `write` for events and lineage,
   * `admin` for the rest; probes, login and static files are open; only instances ask /internal.
   *
   * <p>The columns: without a token, with a wrong one, and with one of the role read, write and
   * admin, and with the secret of the instances. 401 and 403 are the refusals; any other number is
   * the answer of the route itself.
   */
  private static final String EXPECTED =
      """
      GET  /healthz                             200 200 200 200 200 200
      GET  /readyz                              200 200 200 200 200 200
      GET  /login                               200 200 200 200 200 200
      POST /login                               303 303 303 303 303 303
      POST /logout                              303 303 303 303 303 303
      GET  /static/{file}                       200 200 200 200 200 200
      GET  /metrics                             401 401 200 200 200 401
      GET  /openapi.json                        401 401 200 200 200 401
      GET  /                                    401 401 200 200 200 401
      GET  /docs                                401 401 200 200 200 401
      GET  /assets                              401 401 200 200 200 401
      GET  /assets/{urn}                        401 401 200 200 200 401
      GET  /assets/{urn}/lineage                401 401 200 200 200 401
      GET  /assets/{urn}/card                   401 401 200 200 200 401
      GET  /assets/{urn}/decisions              401 401 200 200 200 401
      GET  /assets/{urn}/compare                401 401 400 400 400 401
      GET  /alerts                              401 401 200 200 200 401
      GET  /gate                                401 401 200 200 200 401
      GET  /paths                               401 401 200 200 200 401
      GET  /jobs/{namespace}/{name}             401 401 404 404 404 401
      GET  /api/v1/lineage                      401 401 400 400 400 401
      GET  /api/v1/assets                       401 401 200 200 200 401
      GET  /api/v1/assets/{urn}                 401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/lineage         401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/exposures       401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/decisions       401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/representation  401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/fitness         401 401 400 400 400 401
      GET  /api/v1/assets/{urn}/gate            401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/card            401 401 200 200 200 401
      GET  /api/v1/assets/{urn}/export          401 401 400 400 400 401
      GET  /api/v1/assets/{urn}/graph           401 401 200 200 200 401
      GET  /api/v1/alerts                       401 401 200 200 200 401
      GET  /api/v1/alerts/stream                401 401 200 200 200 401
      GET  /api/v1/quarantine                   401 401 200 200 200 401
      GET  /api/v1/quarantine/{id}              401 401 404 404 404 401
      GET  /api/v1/status                       401 401 200 200 200 401
      POST /api/v1/events                       401 401 403 400 400 401
      POST /api/v1/lineage                      401 401 403 400 400 401
      POST /api/v1/lineage/batch                401 401 403 400 400 401
      POST /api/v1/quarantine/replay            401 401 403 403 200 401
      POST /api/v1/quarantine/{id}/replay       401 401 403 403 404 401
      POST /api/v1/quarantine/{id}/discard      401 401 403 403 400 401
      GET  /internal/v1/report                  401 401 401 401 401 200
      POST /internal/v1/{kind}                  401 401 401 401 401 404
      """;

  private static final List<String> CALLERS =
      List.of("", Guarded.WRONG, Guarded.READ, Guarded.WRITE, Guarded.ADMIN, Guarded.SECRET);

  @TempDir private static Path folder;

  private ApiFixture api;

  @BeforeAll
  void start() {
    api = new ApiFixture(Guarded.in(folder));
    api.graph.edge(dataset("a"), dataset("s@1"), Role.SOURCE, EventType.CLEAN, false);
  }

  @AfterAll
  void stop() {
    api.close();
  }

  private static Map<String, List<Integer>> expected() {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    EXPECTED
        .lines()
        .forEach(
            line -> {
              String[] parts = line.split(" +");
              List<Integer> statuses =
                  List.of(parts).subList(2, parts.length).stream().map(Integer::valueOf).toList();
              rows.put(parts[0] + " " + parts[1], statuses);
              if (parts[0].equals("GET")) {
                rows.put("HEAD " + parts[1], statuses);
              }
            });
    return rows;
  }

  static Set<String> routes() {
    return expected().keySet();
  }

  private HttpResponse<InputStream> ask(String route, String token) throws Exception {
    String method = route.substring(0, route.indexOf(' '));
    String path =
        route
            .substring(route.indexOf(' ') + 1)
            .replace("{urn}", ApiFixture.segment("dataset:lab:s@1"))
            .replace("{file}", "headwater.css")
            .replace("{namespace}", "n")
            .replace("{name}", "j")
            .replace("{id}", "0-99999")
            .replace("{kind}", "nothing");
    return ask(method, path, token);
  }

  private HttpResponse<InputStream> ask(String method, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri(path)).timeout(Duration.ofSeconds(60));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    boolean form = path.equals("/login") || path.equals("/logout");
    if (method.equals("POST") && form) {
      request
          .header("Origin", "http://127.0.0.1:" + api.server.port())
          .header("Content-Type", "application/x-www-form-urlencoded");
    }
    String body =
        !method.equals("POST") ? "" : form ? "token=" + Guarded.READ + "&next=%2Fassets" : "{";
    return api.client.send(
        request.method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofInputStream());
  }

  @Test
  void everyRoute_isInTheTable() {
    assertThat(api.server.routes()).isEqualTo(new TreeSet<>(routes()));
  }

  @ParameterizedTest
  @MethodSource("routes")
  void everyCaller_getsWhatTheTableSays(String route) throws Exception {
    List<Integer> statuses = expected().get(route);
    for (int i = 0; i < CALLERS.size(); i++) {
      HttpResponse<InputStream> answer = ask(route, CALLERS.get(i));
      try (InputStream body = answer.body()) {
        assertThat(answer.statusCode()).as(route + " by caller " + i).isEqualTo(statuses.get(i));
        if (answer.statusCode() == 401) {
          assertThat(answer.headers().firstValue("WWW-Authenticate"))
              .hasValueSatisfying(
                  challenge -> assertThat(challenge).startsWith("Bearer realm=\"headwater\""));
          if (!route.startsWith("HEAD")) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            boolean page = !route.matches("[A-Z]+ /(api|internal|metrics|openapi).*");
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith(page ? "text/html" : "application/problem+json");
            assertThat(text).contains(page ? "action=\"/login\"" : "\"status\":401");
          }
        }
      }
    }
  }

  @Test
  void aWrongToken_isNamedSo_andAMissingOneIsNot() throws Exception {
    assertThat(challenge(ask("GET", "/api/v1/status", ""))).isEqualTo("Bearer realm=\"headwater\"");
    assertThat(challenge(ask("GET", "/api/v1/status", Guarded.WRONG)))
        .isEqualTo("Bearer realm=\"headwater\", error=\"invalid_token\"");
    assertThat(challenge(ask("POST", "/api/v1/events", Guarded.READ)))
        .isEqualTo("Bearer realm=\"headwater\", error=\"insufficient_scope\"");
  }

  private static String challenge(HttpResponse<?> answer) {
    return answer.headers().firstValue("WWW-Authenticate").orElse("none");
  }

  /** So that a stranger cannot find out which paths there are. */
  @Test
  void aPathOrMethodThatDoesNotExist_isToldOnlyToThoseWhoMayRead() throws Exception {
    assertThat(ask("GET", "/api/v1/nothing", "").statusCode()).isEqualTo(401);
    assertThat(ask("GET", "/api/v1/nothing", Guarded.READ).statusCode()).isEqualTo(404);
    assertThat(ask("DELETE", "/api/v1/assets", "").statusCode()).isEqualTo(401);
    assertThat(ask("DELETE", "/api/v1/assets", Guarded.READ).statusCode()).isEqualTo(405);
    assertThat(ask("GET", "/static/nothing", "").statusCode()).isEqualTo(404);
  }

  /** The answer comes before the body does. */
  @Test
  void aStranger_isRefusedBeforeTheBody() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "POST /api/v1/events HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      byte[] start = socket.getInputStream().readNBytes(12);
      assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/status?access_token=%s",
        "/api/v1/status?token=%s",
        "/api/v1/assets?q=x&Token=%s",
        "/assets?access%%5ftoken=%s",
        "/healthz?token=%s",
        "/nothing?token=%s",
        "/static/headwater.css?token=%s"
      })
  void aTokenInTheUrl_isRefused_alsoWithAGoodHeader(String path) throws Exception {
    for (String header : new String[] {"", Guarded.ADMIN}) {
      HttpResponse<InputStream> answer = ask("GET", String.format(path, Guarded.ADMIN), header);
      String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(text).contains("A token may not stand in the URL").doesNotContain(Guarded.ADMIN);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Basic cmVhZDpyZWFk",
        Guarded.READ,
        "Bearer " + Guarded.READ + ", Bearer " + Guarded.READ,
        "Bearer \"" + Guarded.READ + "\"",
        "Bearer " + Guarded.READ + " x"
      })
  void anotherHeader_isAWrongToken(String header) throws Exception {
    HttpResponse<String> answer =
        api.client.send(
            HttpRequest.newBuilder(api.uri("/api/v1/status"))
                .header("Authorization", header)
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(challenge(answer)).contains("invalid_token");
  }

  @Test
  void theSchemeInAnyCase_isTaken_andTwoHeadersAreNot() throws IOException {
    String one = "Authorization: bearer " + Guarded.READ + "\r\n";
    String request = "GET /api/v1/status HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";

    assertThat(api.raw(request + one + "\r\n")).startsWith("HTTP/1.1 200");
    assertThat(api.raw(request + one + one + "\r\n")).startsWith("HTTP/1.1 401");
  }

  @Test
  void answers_mayNotBeStored_andSayHowTheyMayBeUsed() throws Exception {
    for (String path : List.of("/api/v1/status", "/assets", "/api/v1/alerts/stream")) {
      HttpResponse<InputStream> answer = ask("GET", path, Guarded.READ);
      answer.body().close();

      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Referrer-Policy")).isPresent();
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void aRouteWithoutARow_keepsTheServerFromStarting() {
    Map<String, Access> rows = new TreeMap<>(AccessTable.STANDARD.routes());
    rows.remove("GET /metrics");
    AccessTable table = new AccessTable(new TreeMap<>(rows));
    Guard guard = guard(table);

    assertThatThrownBy(() -> guard.of("HEAD", "/metrics", ctx -> {}))
        .hasMessage("the table of who may call what has no row for HEAD /metrics");
    assertThatThrownBy(() -> ApiFixture.serverWith(table))
        .hasMessage("the table of who may call what has no row for GET /metrics");
  }

  @Test
  void aRouteWithoutTheCheck_keepsTheServerFromStarting() {
    Guard guard = guard(AccessTable.STANDARD);
    guard.of("GET", "/healthz", ctx -> {});

    assertThatThrownBy(() -> guard.requireGuarded(Set.of("GET /healthz", "GET /metrics")))
        .hasMessage("nothing checks who calls GET /metrics");
  }

  private static Guard guard(AccessTable table) {
    return new Guard(
        table,
        ApiSecurity.NONE,
        new RequestRates(RateLimits.DEFAULT, new SimpleMeterRegistry(), System::nanoTime));
  }
}
