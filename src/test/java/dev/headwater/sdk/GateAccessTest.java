package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headwater.TestCertificate;
import dev.headwater.model.Asset;
import dev.headwater.sdk.GateAnswer.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows which token {@code gate} sends, and that a server that does not let the client ask never
 * makes it PASS. Uses real HTTP and HTTPS servers.
 */
class GateAccessTest {

  private static final Asset MODEL = Asset.parse("model:lab:chat@3");
  private static final String PASS = "{\"verdict\":\"PASS\",\"reasons\":[]}";

  private record Reply(int status, String body, Map<String, String> headers) {
    Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  @TempDir private Path folder;

  private final List<String> shown = Collections.synchronizedList(new ArrayList<>());
  private final List<HttpServer> servers = new ArrayList<>();
  private HttpServer server;
  private volatile Function<String, Reply> answer = token -> new Reply(200, PASS);

  @BeforeEach
  void serve() throws IOException {
    server = start(Optional.empty());
  }

  private HttpServer start(Optional<SSLContext> secure) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer started;
    if (secure.isPresent()) {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(secure.get()));
      started = https;
    } else {
      started = HttpServer.create(address, 0);
    }
    started.createContext(
        "/",
        exchange -> {
          String token =
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                  .replace("Bearer ", "");
          shown.add(token);
          Reply reply = answer.apply(token);
          byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
          reply.headers().forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    started.start();
    servers.add(started);
    return started;
  }

  @AfterEach
  void stop() {
    servers.forEach(one -> one.stop(0));
  }

  private String url(HttpServer of) {
    String scheme = of instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + of.getAddress().getPort();
  }

  private HeadwaterClient client(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", "k:1");
    values.put("registry.url", "http://r:2");
    values.put("url", url(server));
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return new HeadwaterClient(
        ClientSettings.of(values), List.of(), DeliveryListener.logging(), Optional.empty());
  }

  private Path token(String text) throws IOException {
    return Files.writeString(folder.resolve("token"), text);
  }

  private static String reason(GateAnswer answer) {
    return answer.reasons().get(0).message();
  }

  @Test
  void tokenFile_isReadForEveryQuestion() throws IOException {
    HeadwaterClient client = client("token.file", token("hw_one\n").toString());

    client.gate(MODEL);
    token("hw_two\n");
    client.gate(MODEL);

    assertThat(shown).containsExactly("hw_one", "hw_two");
  }

  @Test
  void token_isThatOfTheSettings_ifNoFileIsNamed_andNoneOfNone() {
    client("token", "hw_stated").gate(MODEL);
    client().gate(MODEL);

    assertThat(shown).containsExactly("hw_stated", "null");
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void deniedQuestion_isIndeterminate_whateverTheCallerChose(Verdict choice) {
    for (Reply reply :
        List.of(
            new Reply(401, "{\"detail\":\"No such token.\"}"),
            new Reply(403, "{\"detail\":\"No such role.\"}"),
            new Reply(401, "<html>a proxy</html>", Map.of("WWW-Authenticate", "Basic")),
            new Reply(403, ""),
            new Reply(401, PASS))) {
      answer = token -> reply;

      GateAnswer answered = client("gate.when.away", "PASS", "token", "hw_x").gate(MODEL, choice);

      assertThat(answered.verdict()).as(reply.toString()).isEqualTo(Verdict.INDETERMINATE);
      assertThat(answered.answered()).isTrue();
      assertThat(answered.reasons())
          .singleElement()
          .satisfies(reason -> assertThat(reason.rule()).isEqualTo("NOT_AUTHORIZED"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, hw_secret, (HTTP 401 you sent (token)): it does not accept the token in token",
    "403, hw_secret, (HTTP 403 you sent (token)): the token in token needs the role read",
    "401, '', (HTTP 401 you sent hw_secret): it wants a token; set token.file",
  })
  void deniedQuestion_saysWhy_andNotTheToken(int status, String token, String why) {
    answer = sent -> new Reply(status, "{\"detail\":\"you sent hw_secret\"}");

    GateAnswer answered = client("token", token).gate(MODEL);

    assertThat(reason(answered))
        .isEqualTo("Headwater at " + url(server) + " did not let the client" + " ask " + why);
  }

  @Test
  void deniedQuestion_namesTheFileThatIsNotThere() {
    answer = sent -> new Reply(401, "{}");
    Path none = folder.resolve("none");

    GateAnswer answered = client("token.file", none.toString()).gate(MODEL, Verdict.PASS);

    assertThat(answered.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(reason(answered)).endsWith("token.file: there is no file " + none);
    assertThat(shown).containsExactly("null");
  }

  @Test
  void tokenThatIsRotatedDuringTheQuestion_isShownAtOnce() throws IOException {
    HeadwaterClient client = client("token.file", token("hw_one").toString());
    answer =
        sent -> {
          if (sent.equals("hw_two")) {
            return new Reply(200, PASS);
          }
          try {
            token("hw_two");
          } catch (IOException failed) {
            throw new AssertionError(failed);
          }
          return new Reply(401, "{}");
        };

    assertThat(client.gate(MODEL).verdict()).isEqualTo(Verdict.PASS);
    assertThat(shown).containsExactly("hw_one", "hw_two");
  }

  @Test
  void tokenThatIsNotAccepted_isShownOnce() throws IOException {
    answer = sent -> new Reply(401, "{}", Map.of("Retry-After", "0"));

    client("token.file", token("hw_one").toString()).gate(MODEL);

    assertThat(shown).containsExactly("hw_one");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect_isNotFollowed_andTheOtherHostGetsNoToken(int status) throws IOException {
    HttpServer other = start(Optional.empty());
    answer = sent -> new Reply(status, "", Map.of("Location", url(other) + "/"));

    GateAnswer answered = client("token", "hw_one").gate(MODEL);

    assertThat(answered.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(shown).hasSize(1);
  }

  @Test
  void https_isTrustedByTheAuthorityThatIsNamed_andByNoOther() throws Exception {
    TestCertificate ours = TestCertificate.of("ip:127.0.0.1", folder);
    TestCertificate others = TestCertificate.of("dns:other.example", folder);
    server = start(Optional.of(ours.server()));
    HttpServer otherName = start(Optional.of(others.server()));

    String authority = ours.pem().toString();
    assertThat(client("ca.file", authority, "token", "hw_one").gate(MODEL).verdict())
        .isEqualTo(Verdict.PASS);
    GateAnswer untrusted = client("token", "hw_never").gate(MODEL);
    GateAnswer wrongName =
        client("url", url(otherName), "ca.file", others.pem().toString(), "token", "hw_never")
            .gate(MODEL);

    assertThat(List.of(untrusted, wrongName))
        .allSatisfy(
            one -> {
              assertThat(one.verdict()).isEqualTo(Verdict.INDETERMINATE);
              assertThat(one.answered()).isFalse();
            });
    assertThat(shown).containsExactly("hw_one");
  }

  @Test
  void authoritiesThatAreNone_areTheReason() {
    GateAnswer answered = client("ca.file", folder.resolve("none.pem").toString()).gate(MODEL);

    assertThat(answered.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(reason(answered)).contains("ca.file: there is no file");
    assertThat(shown).isEmpty();
  }
}
