package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.headwater.TestCertificate;
import dev.headwater.app.Headwater;
import dev.headwater.app.check.Checks;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.topics.Finding;
import dev.headwater.sdk.Data;
import dev.headwater.sdk.HeadwaterClient;
import dev.headwater.sdk.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the processor and the client against a real broker that takes only TLS with a user and a
 * password, and a registry that takes only TLS with HTTP's basic authentication.
 */
@Timeout(600)
class SecuredKafkaIT {
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"%s;";
  private static final String PASSWORD = "k4fka-s3cret";
  private static final String REGISTRY_USER = "headwater:r3gistry-s3cret";

  @TempDir private static Path folder;

  private static final AtomicInteger REFUSED = new AtomicInteger();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static TestCertificate certificate;
  private static EmbeddedBroker broker;
  private static EmbeddedBroker brokerOfTheRegistry;
  private static DevRegistry registry;
  private static HttpsServer front;
  private static ExecutorService threads;

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.of("ip:127.0.0.1", folder);
    Map<String, String> secured = new HashMap<>();
    secured.put("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT");
    secured.put("sasl.enabled.mechanisms", "PLAIN");
    secured.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    secured.put(
        "listener.name.broker.plain.sasl.jaas.config",
        PLAIN.formatted(
            "broker",
            PASSWORD,
            " user_broker=\"" + PASSWORD + "\" user_headwater=\"" + PASSWORD + "\""));
    secured.put("ssl.keystore.location", certificate.store().toString());
    secured.put("ssl.keystore.password", certificate.password());
    secured.put("ssl.key.password", certificate.password());
    secured.put("ssl.keystore.type", "PKCS12");
    secured.put("ssl.truststore.type", "PEM");
    secured.put("ssl.truststore.location", certificate.pem().toString());
    broker = EmbeddedBroker.startTemporary(0, secured);
    brokerOfTheRegistry = EmbeddedBroker.startTemporary(0);
    registry = DevRegistry.start(brokerOfTheRegistry.bootstrapServers(), 0);
    front = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
    threads = Executors.newCachedThreadPool();
    front.setExecutor(threads);
    front.createContext("/", SecuredKafkaIT::forward);
    front.start();
  }

  @AfterAll
  static void stop() {
    front.stop(0);
    threads.shutdownNow();
    registry.close();
    brokerOfTheRegistry.close();
    broker.close();
  }

  /** Passes a request on to the registry, if it comes from who may ask. */
  private static void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String wanted =
        "Basic "
            + Base64.getEncoder().encodeToString(REGISTRY_USER.getBytes(StandardCharsets.UTF_8));
    int status = 401;
    byte[] answer = new byte[0];
    if (wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(registry.url() + exchange.getRequestURI().toString()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      try {
        HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        status = response.statusCode();
        answer = response.body();
        response
            .headers()
            .firstValue("Content-Type")
            .ifPresent(found -> exchange.getResponseHeaders().set("Content-Type", found));
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    } else {
      REFUSED.incrementAndGet();
    }
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static Map<String, String> connections(String password, String registryUser) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("registry.url", "https://127.0.0.1:" + front.getAddress().getPort());
    settings.put("kafka.security.protocol", "SASL_SSL");
    settings.put("kafka.sasl.mechanism", "PLAIN");
    settings.put("kafka.sasl.jaas.config", PLAIN.formatted("headwater", password, ""));
    settings.put("kafka.ssl.truststore.type", "PEM");
    settings.put("kafka.ssl.truststore.location", certificate.pem().toString());
    settings.put("registry.basic.auth.credentials.source", "USER_INFO");
    settings.put("registry.basic.auth.user.info", registryUser);
    settings.put("registry.schema.registry.ssl.truststore.type", "PEM");
    settings.put("registry.schema.registry.ssl.truststore.location", certificate.pem().toString());
    return settings;
  }

  private static Map<String, String> processor(String password, String registryUser) {
    Map<String, String> settings = connections(password, registryUser);
    settings.put("topic.partitions", "2");
    settings.put("http.port", "0");
    settings.put("instance.id", "secured");
    settings.put("state.dir", folder.resolve("state").toString());
    return settings;
  }

  private static String get(Headwater headwater, String path) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(URI.create(headwater.url() + path)).build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void anEventOfTheClient_arrives_overTlsWithPasswords() throws Exception {
    Settings settings = Settings.of(processor(PASSWORD, REGISTRY_USER));
    try (Headwater headwater = Headwater.start(settings)) {
      headwater.awaitReady(Duration.ofSeconds(180));
      Map<String, String> client = connections(PASSWORD, REGISTRY_USER);
      client.put("producer", "test");
      client.put("spool.dir", folder.resolve("spool").toString());
      try (HeadwaterClient emitting = HeadwaterClient.builder().settings(client).build()) {
        Run run = emitting.run("n", "j", "r");
        emitting.emit(run.ingest(Data.dataset("lab", "secured", "1")).build());
        assertThat(emitting.flush(Duration.ofSeconds(120))).isTrue();
      }
      await()
          .atMost(Duration.ofSeconds(90))
          .until(
              () -> get(headwater, "/api/v1/assets?q=secured").contains("dataset:lab:secured@1"));
    }
  }

  @Test
  void aWrongPassword_isFoundBeforeTheStart_andNeverShown() {
    for (Map<String, String> wrong :
        List.of(
            processor("wr0ng-s3cret", REGISTRY_USER),
            processor(PASSWORD, "headwater:wr0ng-s3cret"))) {
      List<Finding> findings = Checks.run(Settings.examine(Optional.empty(), Map.of(), wrong));

      assertThat(findings)
          .anyMatch(
              finding ->
                  finding.status() == Finding.Status.WRONG
                      || finding.status() == Finding.Status.UNKNOWN);
      assertThat(findings.toString()).doesNotContain("s3cret");
    }
    assertThat(REFUSED.get()).isPositive();
  }
}
