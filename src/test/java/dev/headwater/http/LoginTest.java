package dev.headwater.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.http.access.ConnectionLimits;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows the login of the pages: what the cookie is for, and what it is not. */
class LoginTest {
  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  private ApiFixture api;

  @BeforeEach
  void start() {
    api = new ApiFixture(Guarded.in(folder));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder form(String path, String body) {
    return HttpRequest.newBuilder(api.uri(path))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private String own() {
    return "http://127.0.0.1:" + api.server.port();
  }

  private HttpResponse<String> login(String token, String next) throws Exception {
    return send(form("/login", "token=" + token + "&next=" + next).header("Origin", own()));
  }

  private HttpResponse<String> withCookie(String method, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(api.uri(path))
            .header("Cookie", "other=1; headwater_token=" + Guarded.ADMIN)
            .method(method, BodyPublishers.ofString(method.equals("POST") ? "[]" : "")));
  }

  @Test
  void aGoodToken_givesACookie_thatShowsThePageAskedFor() throws Exception {
    HttpResponse<String> form = send(HttpRequest.newBuilder(api.uri("/assets?q=chat&kind=MODEL")));
    assertThat(form.statusCode()).isEqualTo(401);
    assertThat(form.body()).contains("name=\"next\" value=\"/assets?q=chat&amp;kind=MODEL\"");
    assertThat(form.body()).doesNotContain("Log out");

    HttpResponse<String> in = login(Guarded.READ, "%2Fassets%3Fq%3Dchat%26kind%3DMODEL");

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("Location")).hasValue("/assets?q=chat&kind=MODEL");
    assertThat(in.headers().firstValue("Set-Cookie"))
        .hasValue("headwater_token=" + Guarded.READ + "; Path=/; HttpOnly; SameSite=Strict");
    HttpResponse<String> page = withCookie("GET", "/assets");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("<bdi>a</bdi>", "action=\"/logout\"");
    assertThat(page.body()).doesNotContain(Guarded.ADMIN);
  }

  @Test
  void behindAProxyThatEndsTls_theCookieIsSecure() throws Exception {
    HttpResponse<String> in =
        send(
            form("/login", "token=" + Guarded.READ)
                .header("Origin", own().replace("http:", "https:"))
                .header("X-Forwarded-Proto", "https"));

    assertThat(in.headers().firstValue("Set-Cookie").orElse("")).contains("; Secure");
  }

  @Test
  void aWrongToken_showsTheFormAgain_withoutIt() throws Exception {
    for (String token : new String[] {Guarded.WRONG, "", "a%20b", "a%0d%0aSet-Cookie:x=y"}) {
      HttpResponse<String> answer = login(token, "/");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(answer.headers().firstValue("x")).isEmpty();
      assertThat(answer.body())
          .contains("This token is not valid.", "action=\"/login\"")
          .doesNotContain(Guarded.WRONG);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "evil",
        "",
        "%2Fa%0d%0ax:y",
        "javascript%3Aalert(1)"
      })
  void next_leadsToNoOtherServer(String next) throws Exception {
    HttpResponse<String> in = login(Guarded.READ, next);

    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().firstValue("Location")).hasValue("/");
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://evil.example",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "X-Nothing, x"
  })
  void aFormOfAnotherSite_isRefused(String header, String value) throws Exception {
    for (String path : new String[] {"/login", "/logout"}) {
      HttpResponse<String> answer = send(form(path, "token=" + Guarded.READ).header(header, value));

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void aFormOfOurs_asANewerBrowserSaysIt_isTaken() throws Exception {
    assertThat(
            send(form("/login", "token=" + Guarded.READ)
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Origin", "https://name-of-a-proxy.example"))
                .statusCode())
        .isEqualTo(303);
  }

  /** A browser sends the cookie by itself, so it may only read. */
  @Test
  void theCookie_countsForReadsOnly() throws Exception {
    assertThat(withCookie("GET", "/api/v1/status").statusCode()).isEqualTo(200);
    assertThat(withCookie("HEAD", "/api/v1/status").statusCode()).isEqualTo(200);
    assertThat(withCookie("POST", "/api/v1/events").statusCode()).isEqualTo(401);
    assertThat(withCookie("POST", "/api/v1/lineage").statusCode()).isEqualTo(401);
    assertThat(withCookie("GET", "/internal/v1/report").statusCode()).isEqualTo(401);
  }

  /** Otherwise a cookie could hide that the header is wrong. */
  @Test
  void theHeader_comesBeforeTheCookie() throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.uri("/api/v1/status"))
            .header("Cookie", "headwater_token=" + Guarded.ADMIN)
            .header("Authorization", "Bearer " + Guarded.WRONG);

    assertThat(send(request).statusCode()).isEqualTo(401);
  }

  @Test
  void logout_removesTheCookie() throws Exception {
    HttpResponse<String> out = send(form("/logout", "").header("Origin", own()));

    assertThat(out.statusCode()).isEqualTo(303);
    assertThat(out.headers().firstValue("Location")).hasValue("/login");
    assertThat(out.headers().firstValue("Set-Cookie"))
        .hasValue("headwater_token=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  }

  @Test
  void anotherForm_isRefused_andALongOneToo() throws Exception {
    HttpRequest.Builder json =
        HttpRequest.newBuilder(api.uri("/login"))
            .header("Content-Type", "application/json")
            .header("Origin", own())
            .POST(BodyPublishers.ofString("{}"));

    assertThat(send(json).statusCode()).isEqualTo(415);
    assertThat(login("x".repeat(140_000), "/").statusCode()).isEqualTo(413);
    assertThat(login("%zz", "/").statusCode()).isEqualTo(400);
  }

  /** A browser drops such a cookie without a word, and the form would only come again. */
  @Test
  void aTokenThatNoCookieHolds_isRefusedInTheForm_andAShorterOneIsNot() throws Exception {
    String longest = "x".repeat(4_000);
    Guarded.tokens(folder.resolve("tokens"), "l read " + longest, "m read " + longest + "x");
    try (ApiFixture again = new ApiFixture(Guarded.with(folder))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(again.uri("/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Sec-Fetch-Site", "same-origin");

      HttpResponse<String> tooLong =
          send(request.POST(BodyPublishers.ofString("token=" + longest + "x&next=%2Fassets")));
      HttpResponse<String> in = send(request.POST(BodyPublishers.ofString("token=" + longest)));

      assertThat(tooLong.statusCode()).isEqualTo(400);
      assertThat(tooLong.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(tooLong.body())
          .contains(
              "This token is longer than the 4000 bytes", "action=\"/login\"", "value=\"/assets\"")
          .doesNotContain(longest);
      assertThat(in.statusCode()).isEqualTo(303);
      assertThat(in.headers().firstValue("Set-Cookie")).isPresent();
      HttpRequest.Builder out =
          HttpRequest.newBuilder(again.uri("/logout"))
              .header("Cookie", "headwater_token=" + longest)
              .header("Sec-Fetch-Site", "same-origin")
              .POST(BodyPublishers.noBody());
      assertThat(send(out).statusCode()).isEqualTo(303);
    }
  }

  /** Otherwise the cookie would make every request too long, also the one to log out. */
  @Test
  void whereHeadersMustBeShort_soMustTheCookie() throws Exception {
    ConnectionLimits limits =
        new ConnectionLimits(100, 1_024, Duration.ofSeconds(5), Duration.ofSeconds(5), 256);
    try (ApiFixture small = new ApiFixture(Guarded.in(folder, limits))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(small.uri("/login"))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Sec-Fetch-Site", "same-origin")
              .POST(BodyPublishers.ofString("token=" + "x".repeat(513)));

      assertThat(send(request).body()).contains("This token is longer than the 512 bytes");
    }
  }

  @Test
  void withoutAuthentication_thereIsNoLogin_andOtherSitesStillMaySendNothing() throws Exception {
    try (ApiFixture open = new ApiFixture()) {
      HttpResponse<String> form = send(HttpRequest.newBuilder(open.uri("/login")));
      assertThat(form.statusCode()).isEqualTo(303);
      assertThat(form.headers().firstValue("Location")).hasValue("/");
      HttpResponse<String> page = send(HttpRequest.newBuilder(open.uri("/assets")));
      assertThat(page.body()).doesNotContain("login", "Log out");
      HttpRequest.Builder event =
          HttpRequest.newBuilder(open.uri("/api/v1/events")).POST(BodyPublishers.ofString("[]"));
      assertThat(send(event).statusCode()).isNotEqualTo(403);
      assertThat(send(event.copy().header("Sec-Fetch-Site", "cross-site")).statusCode())
          .isEqualTo(403);
      assertThat(send(event.copy().header("Origin", "https://evil.example")).statusCode())
          .isEqualTo(403);
    }
  }
}
