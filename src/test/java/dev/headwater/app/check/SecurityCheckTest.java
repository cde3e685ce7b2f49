package dev.headwater.app.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import dev.headwater.app.topics.Finding;
import dev.headwater.app.topics.Finding.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows what a check before a start says of who may call. */
class SecurityCheckTest {
  @TempDir private Path folder;

  private static List<Finding> check(String... pairs) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", "k:9092");
    all.put("registry.url", "http://r:8081");
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    return SecurityCheck.run(Settings.of(all));
  }

  private static List<Finding> withIssuer(String url) {
    return check("auth=jwt", "auth.jwt.issuer=" + url, "auth.jwt.audience=headwater");
  }

  @Test
  void onThisMachine_isFine() {
    assertThat(check())
        .containsExactly(
            Finding.ok("who may call", "everybody on this machine, and nobody beyond it"));
  }

  @Test
  void anOpenServer_isAWarning_andSoAreInstancesThatCannotAskEachOther() {
    assertThat(check("http.host=0.0.0.0", "auth=none"))
        .extracting(Finding::status, Finding::what)
        .containsExactly(
            tuple(Status.WARNING, "everybody who reaches 0.0.0.0 may do everything"),
            tuple(
                Status.WARNING, "on other machines cannot ask this one for its part of the graph"));
  }

  @Test
  void tokensOverPlainHttp_areAWarning() throws IOException {
    Path tokens = Files.writeString(folder.resolve("t"), "a read " + "a".repeat(64) + "\n");
    Path secret = Files.writeString(folder.resolve("s"), "0123456789abcdef\n");

    assertThat(
            check(
                "http.host=0.0.0.0",
                "auth=tokens",
                "auth.tokens.file=" + tokens,
                "peer.secret.file=" + secret))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.WARNING);
              assertThat(finding.what()).startsWith("tokens come over plain http");
            });
    assertThat(check("auth=tokens", "auth.tokens.file=" + tokens))
        .containsExactly(Finding.ok("who may call", "who has a token (tokens)"));
  }

  @Test
  void aBrokenFile_isWhatAStartWouldRefuse() throws IOException {
    Path tokens = Files.writeString(folder.resolve("t"), "a owner " + "a".repeat(64) + "\n");

    assertThatThrownBy(() -> check("auth=tokens", "auth.tokens.file=" + tokens))
        .isInstanceOf(SettingsException.class)
        .hasMessage(tokens + ":1: the role must be read, write or admin");
  }

  @Test
  void anIssuerThatIsAway_orGivesNoKeys_isUnknown_andNotFine() throws IOException {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    assertThat(withIssuer("http://127.0.0.1:" + free))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.status()).isEqualTo(Status.UNKNOWN);
              assertThat(finding.what())
                  .startsWith(
                      "the keys of the issuer http://127.0.0.1:"
                          + free
                          + " are not there: the issuer cannot be reached (");
            });

    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(
              check(
                  "auth=jwt",
                  "auth.jwt.issuer=" + url,
                  "auth.jwt.audience=headwater",
                  "auth.jwt.keys.url=" + url + "/keys"))
          .extracting(Finding::status, Finding::what)
          .containsExactly(tuple(Status.UNKNOWN, "the issuer " + url + " publishes no keys"));
      assertThat(withIssuer(url)).extracting(Finding::status).containsExactly(Status.UNKNOWN);
    } finally {
      server.stop(0);
    }
  }
}
