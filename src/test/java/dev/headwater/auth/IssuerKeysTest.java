package dev.headwater.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows where keys are fetched from, and that each fetch ends. Uses a real server over HTTP. */
class IssuerKeysTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private String issuer;

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  private void answer(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          asked.incrementAndGet();
          answer.to(exchange);
        });
  }

  private static Answer text(String text) {
    return exchange -> {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    };
  }

  private IssuerKeys keys(Duration limit) {
    return new IssuerKeys(issuer, issuer + "/keys", limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://idp.example/realm",
        "HTTPS://idp.example",
        "http://localhost:8080/realm",
        "http://LOCALHOST",
        "http://127.0.0.1:1",
        "http://[::1]:8080",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void https_andThisMachine_areFine(String url) {
    assertThat(IssuerUrl.problem(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://idp.example/realm",
        "http://localhost.idp.example",
        "http://localhost@idp.example",
        "http://127.0.0.1.idp.example",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[fe80::1]",
        "ftp://localhost",
        "file:/etc/passwd",
        "idp.example",
        "https:///realm",
        "https://a b",
        ""
      })
  void anythingElse_isNot(String url) {
    assertThat(IssuerUrl.problem(url)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "https://idp.example, https://keys.example, true",
    "https://idp.example, http://keys.example, false",
    "https://idp.example, http://localhost:8080/keys, false",
    "http://localhost, http://127.0.0.1/keys, true",
    "http://localhost, https://keys.example, true",
    "http://localhost, http://keys.example, false"
  })
  void nothingLeadsFromHttpsToHttp(String from, String to, boolean may) {
    assertThat(IssuerUrl.problem(from, to).isEmpty()).isEqualTo(may);
  }

  @Test
  void keysThatAConfigurationNames_areNotFetchedOverClearText() {
    answer(
        "/realm/.well-known/openid-configuration",
        text("{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"http://idp.example/keys\"}"));

    assertThatThrownBy(() -> new IssuerKeys(issuer, "", LIMIT).fetch())
        .isInstanceOf(KeySourceException.class)
        .hasMessageStartingWith("the jwks_uri of the issuer's configuration must be https");
  }

  @Test
  void anIssuerOverClearText_isNotAsked() {
    assertThatThrownBy(() -> new IssuerKeys("http://idp.example", "", LIMIT).fetch())
        .isInstanceOf(KeySourceException.class)
        .hasMessageStartingWith("the issuer must be https");
    assertThatThrownBy(() -> new IssuerKeys(issuer, "http://idp.example/keys", LIMIT).fetch())
        .isInstanceOf(KeySourceException.class)
        .hasMessageStartingWith("the URL of the keys must be https");
  }

  @Test
  void aRedirect_isNotFollowed() {
    answer("/elsewhere", text("{\"keys\":[]}"));
    answer(
        "/realm/keys",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });

    assertThatThrownBy(() -> keys(LIMIT).fetch())
        .isInstanceOf(KeySourceException.class)
        .hasRootCauseMessage(issuer + "/keys answers HTTP 302");
    assertThat(asked).hasValue(1);
  }

  /** A limit for each read alone would never end this. */
  @Test
  @Timeout(240)
  void anAnswerInDrops_endsAtTheLimit() {
    answer(
        "/realm/keys",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream body = exchange.getResponseBody();
          try {
            while (!over.await(50, TimeUnit.MILLISECONDS)) {
              body.write(' ');
              body.flush();
            }
          } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });

    assertThatThrownBy(() -> keys(Duration.ofMillis(400)).fetch())
        .isInstanceOf(KeySourceException.class)
        .cause()
        .hasMessage(issuer + "/keys does not answer in time");
  }

  @Test
  void anAnswerThatIsTooLarge_isRefused() {
    answer("/realm/keys", text(" ".repeat((1 << 20) + 1) + "{\"keys\":[]}"));

    assertThatThrownBy(() -> keys(LIMIT).fetch())
        .isInstanceOf(KeySourceException.class)
        .hasRootCauseMessage("the answer is larger than 1048576 bytes");
  }
}
