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
import java.net.ServerSocket;
import java.net.Socket;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows which token {@code gate} sends, and that a server that does not let the client ask never
 * makes it PASS. Uses real HTTP and HTTPS servers.
 */
class GateAccessTest {

  private static final Asset MODEL = Asset.parse("model:lab:chat@3");
  private static final String PASS =
      "{\"asset\":\"model:lab:chat@3\",\"verdict\":\"PASS\",\"reasons\":[]}";

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
        ClientSettings.of(values),
        List.of(),
        DeliveryListener.logging(),
        CurrentTrace.NONE,
        Optional.empty());
  }

  private Path token(String text) throws IOException {
    return Files.writeString(folder.resolve("token"), text);
  }

  /**
   * Asks twice, with each of the two ways to choose PASS for silence, and holds that neither
   * counts.
   */
  private GateAnswer withoutVerdict(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.addAll(List.of("gate.when.away", "PASS"));
    GateAnswer asConfigured = client(all.toArray(String[]::new)).gate(MODEL);
    GateAnswer asChosen = client(more).gate(MODEL, Verdict.PASS);
    for (GateAnswer one : List.of(asConfigured, asChosen)) {
      assertThat(one.verdict()).as(one.toString()).isEqualTo(Verdict.INDETERMINATE);
      assertThat(one.reasons())
          .singleElement()
          .satisfies(reason -> assertThat(reason.rule()).isEqualTo("NO_VERDICT"));
      assertThat(one.answered()).as("the verdict is not the caller's choice").isTrue();
    }
    return asChosen;
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
  void tokenThatCannotBeRead_isTheReason() {
    Path none = folder.resolve("none");

    GateAnswer answered = withoutVerdict("token.file", none.toString());

    assertThat(reason(answered)).endsWith("token.file: there is no file " + none + ")");
    assertThat(shown).as("nothing is asked without the token").isEmpty();
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

    assertThat(reason(withoutVerdict("token", "hw_one"))).contains("HTTP " + status);
    assertThat(shown).as("one question for each client").hasSize(2);
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
    withoutVerdict("token", "hw_never");
    withoutVerdict("url", url(otherName), "ca.file", others.pem().toString(), "token", "hw_never");

    assertThat(shown).containsExactly("hw_one");
  }

  @Test
  void authoritiesThatAreNone_areTheReason() {
    GateAnswer answered = withoutVerdict("ca.file", folder.resolve("none.pem").toString());

    assertThat(reason(answered)).contains("ca.file: there is no file");
    assertThat(shown).isEmpty();
  }

  static List<Reply> answersWithoutVerdict() {
    String asset = "{\"asset\":\"model:lab:chat@3\",";
    return List.of(
        new Reply(200, "<html>Log in</html>", Map.of("Content-Type", "text/html")),
        new Reply(200, ""),
        new Reply(200, "{}"),
        new Reply(200, "\"PASS\""),
        new Reply(200, "[" + PASS + "]"),
        new Reply(200, PASS.substring(0, PASS.length() - 1)),
        new Reply(200, PASS + PASS),
        new Reply(200, "{\"verdict\":\"PASS\"}"),
        new Reply(200, "{\"asset\":\"model:lab:chat@4\",\"verdict\":\"PASS\"}"),
        new Reply(200, "{\"asset\":\"chat\",\"verdict\":\"PASS\"}"),
        new Reply(200, asset + "\"verdict\":\"MAYBE\"}"),
        new Reply(200, asset + "\"verdict\":\"pass\"}"),
        new Reply(200, asset + "\"verdict\":true}"),
        new Reply(201, PASS),
        new Reply(204, ""),
        new Reply(300, PASS),
        new Reply(304, ""),
        new Reply(400, "{\"detail\":\"No such asset.\"}"),
        new Reply(404, "<html>no such page</html>"),
        new Reply(407, ""),
        new Reply(408, ""),
        new Reply(418, PASS),
        new Reply(429, "", Map.of("Retry-After", "3600")),
        new Reply(429, PASS, Map.of("Retry-After", "3600")),
        new Reply(431, ""),
        new Reply(451, ""),
        new Reply(511, "<html>Log in to this network</html>"));
  }

  @ParameterizedTest
  @MethodSource("answersWithoutVerdict")
  void answerWithoutVerdict_isIndeterminate_whateverTheCallerChose(Reply reply) {
    answer = token -> reply;

    assertThat(reason(withoutVerdict("token", "hw_x")))
        .startsWith("Headwater at " + url(server) + " gave no verdict (HTTP " + reply.status());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void serverThatCannotAnswerNow_isAway(int status) {
    answer = token -> new Reply(status, "<html>later</html>");

    GateAnswer answered = client().gate(MODEL, Verdict.PASS);

    assertThat(answered.verdict()).isEqualTo(Verdict.PASS);
    assertThat(answered.answered()).isFalse();
  }

  @Test
  void serverThatSpeaksNoTls_isNotAway() throws IOException {
    try (RawServer raw = new RawServer("HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n", false)) {
      withoutVerdict("url", raw.url().replace("http:", "https:"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"verdict\":",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\n<html>"
      })
  void answerThatBreaksOff_orIsNoHttp_isNotAway(String sent) throws Exception {
    try (RawServer raw = new RawServer(sent, false)) {
      withoutVerdict("url", raw.url());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403})
  void answerThatBegins_andNeverEnds_isNotAway(int status) throws Exception {
    String sent = "HTTP/1.1 " + status + " Any\r\nContent-Length: 100\r\n\r\n{";
    try (RawServer raw = new RawServer(sent, true)) {
      withoutVerdict("url", raw.url(), "gate.timeout.millis", "700");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 503 Later\r\nContent-Length: 100\r\n\r\n<html>"})
  void connectionThatEndsWithoutAnswer_isAway(String sent) throws Exception {
    try (RawServer raw = new RawServer(sent, false)) {
      GateAnswer answered = client("url", raw.url()).gate(MODEL, Verdict.PASS);

      assertThat(answered.verdict()).isEqualTo(Verdict.PASS);
      assertThat(answered.answered()).isFalse();
    }
  }

  @Test
  void interruptedQuestion_isNotAway() {
    Thread.currentThread().interrupt();

    GateAnswer answered = client().gate(MODEL, Verdict.PASS);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(answered.verdict()).isEqualTo(Verdict.INDETERMINATE);
  }

  @Test
  void serversWords_neverRepeatTheToken() {
    for (int status : new int[] {400, 404, 503}) {
      answer = sent -> new Reply(status, "{\"detail\":\"you sent hw_secret\"}");

      assertThat(reason(client("token", "hw_secret").gate(MODEL))).contains("you sent (token)");
    }
  }

  /** Answers each connection with the same bytes, whatever it is asked. */
  private static final class RawServer implements AutoCloseable {
    private static final int MOST = 16 * 1024;

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

    RawServer(String bytes, boolean staysOpen) throws IOException {
      Thread thread = new Thread(() -> serve(bytes, staysOpen), "raw-server");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(String bytes, boolean staysOpen) {
      while (!socket.isClosed()) {
        try {
          Socket one = socket.accept();
          open.add(one);
          // The whole question, or the first message of TLS.
          assertThat(one.getInputStream().read(new byte[MOST])).isPositive();
          one.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
          one.getOutputStream().flush();
          if (!staysOpen) {
            one.close();
          }
        } catch (IOException gone) {
          // The client has ended the connection, or the test is over.
        }
      }
    }

    String url() {
      return "http://127.0.0.1:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
      for (Socket one : open) {
        one.close();
      }
    }
  }
}
