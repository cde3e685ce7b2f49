package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headwater.model.Asset;
import dev.headwater.sdk.GateAnswer.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows what {@code HeadwaterClient.gate} returns for answers, errors, delays and silence of
 * Headwater, and when it asks again. Uses an HTTP server that the test controls.
 */
class GateTest {

  private static final Asset MODEL = Asset.parse("model:lab:chat/a%20b@3");

  private final CountDownLatch done = new CountDownLatch(1);
  private HttpServer server;
  private volatile String asked = "";
  private volatile int status = 200;
  private volatile String body = "";
  private volatile boolean silent;
  private final AtomicInteger requests = new AtomicInteger();

  /** The first requests, up to this number, are refused. */
  private volatile int refusals;

  private volatile Refusal refusal = exchange -> {};

  private interface Refusal {
    void accept(HttpExchange exchange) throws IOException;
  }

  private static Refusal refusal(int status, String retryAfter, String body) {
    return exchange -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      if (!retryAfter.isEmpty()) {
        exchange.getResponseHeaders().set("Retry-After", retryAfter);
      }
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    };
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked = exchange.getRequestURI().getRawPath();
          if (requests.incrementAndGet() <= refusals) {
            refusal.accept(exchange);
            return;
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, 0);
          if (silent) {
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
              done.await();
            } catch (InterruptedException stopped) {
              Thread.currentThread().interrupt();
            }
          }
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    done.countDown();
    server.stop(0);
  }

  private HeadwaterClient client(Map<String, String> more) {
    Map<String, String> values = new java.util.HashMap<>();
    values.put("bootstrap.servers", "k:1");
    values.put("registry.url", "http://r:2");
    values.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    values.putAll(more);
    return new HeadwaterClient(
        ClientSettings.of(values),
        List.of(),
        DeliveryListener.logging(),
        CurrentTrace.NONE,
        Optional.empty());
  }

  private HeadwaterClient client() {
    return client(Map.of());
  }

  @Test
  void answer_isThatOfHeadwater() {
    body =
        "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"FAIL\",\"reasons\":[{\"rule\":\"TRAINED_ON_UNDOCUMENTED_SYNTHETIC\","
            + "\"origin\":\"dataset:lab:d@1\",\"path\":[\"dataset:lab:d@1\",\"model:lab:chat/a%20b@3\"],\"message\":\"It"
            + " is not documented.\"}],\"freshness\":{}}";

    GateAnswer answer = client().gate(MODEL);

    Asset origin = Asset.parse("dataset:lab:d@1");
    assertThat(answer)
        .isEqualTo(
            new GateAnswer(
                MODEL,
                Verdict.FAIL,
                List.of(
                    new GateAnswer.Reason(
                        "TRAINED_ON_UNDOCUMENTED_SYNTHETIC",
                        origin,
                        List.of(origin, MODEL),
                        "It is not documented.")),
                true));
    assertThat(answer)
        .hasToString(
            "FAIL model:lab:chat/a%20b@3\n"
                + "  TRAINED_ON_UNDOCUMENTED_SYNTHETIC: It is not documented.");
    assertThat(asked).isEqualTo("/api/v1/assets/model%3Alab%3Achat%2Fa%2520b%403/gate");
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void nobodyThere_isTheCallersChoice(Verdict choice) {
    server.stop(0);

    GateAnswer answer = client().gate(MODEL, choice);

    assertThat(answer.verdict()).isEqualTo(choice);
    assertThat(answer.answered()).isFalse();
    assertThat(answer.reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.rule()).isEqualTo("NO_ANSWER");
              assertThat(reason.message()).contains("did not answer");
            });
  }

  @Test
  void nobodyThere_isIndeterminate_orAsConfigured() {
    server.stop(0);

    assertThat(client().gate(MODEL).verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(client(Map.of("gate.when.away", "FAIL")).gate(MODEL).verdict())
        .isEqualTo(Verdict.FAIL);
  }

  @Test
  void anAnswerThatNeverEnds_isWaitedForNoLongerThanAllowed() {
    silent = true;
    long beganNanos = System.nanoTime();

    GateAnswer answer = client(Map.of("gate.timeout.millis", "300")).gate(MODEL, Verdict.PASS);

    assertThat(answer.verdict()).as("it has begun to answer").isEqualTo(Verdict.INDETERMINATE);
    assertThat(answer.reasons().get(0).message()).contains("no answer within 300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void whatIsNoAnswer_isNotTakenForOne() {
    body = "<html>PASS</html>";
    assertThat(client().gate(MODEL, Verdict.PASS).verdict()).isEqualTo(Verdict.INDETERMINATE);
    body = "{\"verdict\":\"MAYBE\"}";
    assertThat(client().gate(MODEL, Verdict.PASS).verdict()).isEqualTo(Verdict.INDETERMINATE);
    body = "{\"detail\":\"state is being restored\"}";
    status = 503;
    GateAnswer answer = client().gate(MODEL, Verdict.FAIL);
    assertThat(answer.answered()).isFalse();
    assertThat(answer.reasons().get(0).message()).contains("HTTP 503 state is being restored");
  }

  @Test
  void whoWantsToBeAskedAgain_isAskedAgain() {
    body = "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"PASS\",\"reasons\":[]}";
    refusals = 2;
    refusal = refusal(503, "0", "{\"detail\":\"behind\"}");

    assertThat(client().gate(MODEL).verdict()).isEqualTo(Verdict.PASS);
    assertThat(requests).hasValue(3);
  }

  @Test
  void whoWantsToBeAskedLaterThanAllowed_isNotWaitedFor() {
    refusals = 9;
    refusal = refusal(503, "30", "{\"detail\":\"behind\"}");

    GateAnswer answer = client(Map.of("gate.timeout.millis", "5000")).gate(MODEL);

    assertThat(answer.reasons().get(0).message()).contains("HTTP 503 behind");
    assertThat(requests).hasValue(1);
  }

  @Test
  void whileHeadwaterIsBehind_itIsAskedAgain_untilTheTimeIsOver() {
    refusals = 1_000;
    refusal =
        refusal(
            200,
            "",
            "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"INDETERMINATE\",\"reasons\":[{\"rule\":\"NOT_CAUGHT_UP\",\"message\":\"It"
                + " is behind.\"}]}");

    GateAnswer answer = client(Map.of("gate.timeout.millis", "700")).gate(MODEL, Verdict.PASS);

    assertThat(answer.verdict())
        .as("an answer, and not the choice")
        .isEqualTo(Verdict.INDETERMINATE);
    assertThat(answer.answered()).isTrue();
    assertThat(requests).hasValueGreaterThan(1);
    body =
        "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"FAIL\",\"reasons\":[{\"rule\":\"UNKNOWN_ORIGIN\"}]}";
    refusals = requests.get() + 2;
    assertThat(client().gate(MODEL, Verdict.PASS).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aCallerWhoAsksTooMuch_isAnsweredLater() {
    body = "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"FAIL\",\"reasons\":[]}";
    refusals = 2;
    refusal = refusal(429, "0", "{\"detail\":\"Too many requests of this caller\"}");

    assertThat(client().gate(MODEL, Verdict.PASS).verdict()).isEqualTo(Verdict.FAIL);
    assertThat(requests).hasValue(3);
  }

  /** Otherwise a caller could get a PASS by asking too much. */
  @Test
  void aCallerWhoAsksTooMuch_getsNoPass_alsoIfTheServerIsSilentThen() {
    refusals = 1_000;
    refusal =
        exchange ->
            refusal(requests.get() == 1 ? 429 : 503, "0", "{\"detail\":\"Too many\"}")
                .accept(exchange);

    GateAnswer answer =
        client(Map.of("gate.timeout.millis", "1500", "gate.when.away", "PASS")).gate(MODEL);

    assertThat(requests).hasValueGreaterThan(1);
    assertThat(answer.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(answer.reasons().get(0).rule()).isEqualTo("NO_VERDICT");
    assertThat(answer.reasons().get(0).message()).contains("HTTP 429 Too many");
  }

  @Test
  void anyOtherIndeterminateAnswer_isFinal() {
    body =
        "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"INDETERMINATE\",\"reasons\":[{\"rule\":\"UNKNOWN_ORIGIN\"}]}";

    assertThat(client().gate(MODEL).verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(requests).hasValue(1);
  }

  @Test
  void data_isAskedForAsItsAsset() {
    body = "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"PASS\",\"reasons\":[]}";
    Data model = Data.model("lab", "chat/a b", "3");

    assertThat(client().gate(model)).isEqualTo(client().gate(model.asset()));
    assertThat(client().gate(model, Verdict.FAIL).asset()).isEqualTo(model.asset());
  }

  @Test
  void disabled_asksNobody_andIsTheCallersChoice() {
    body = "{\"asset\":\"model:lab:chat/a%20b@3\",\"verdict\":\"PASS\",\"reasons\":[]}";

    GateAnswer answer = client(Map.of("headwater.enabled", "false")).gate(MODEL);

    assertThat(answer.verdict()).isEqualTo(Verdict.INDETERMINATE);
    assertThat(answer.reasons().get(0).message()).contains("headwater.enabled=false");
    assertThat(asked).isEmpty();
  }
}
