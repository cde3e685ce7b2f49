package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Job;
import dev.headwater.sdk.internal.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows that Kafka's own security settings reach Kafka's clients, and that what is secret in them
 * is logged and shown nowhere.
 */
class KafkaSecurityTest {

  private static final String SECRET = "s3cr3t";
  private static final String JAAS =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"pipeline\""
          + " password=\"s3cr3t-of-kafka\";";
  private static final BlockingQueue<Map<String, ?>> CONFIGURED = new LinkedBlockingQueue<>();

  @TempDir private Path folder;

  /** Kafka's clients create it and hand it their settings. */
  public static final class Witness implements MetricsReporter {

    @Override
    public void configure(Map<String, ?> configs) {
      CONFIGURED.add(configs);
    }

    @Override
    public void init(List<KafkaMetric> metrics) {
      // Only the settings are of interest.
    }

    @Override
    public void metricChange(KafkaMetric metric) {
      // Only the settings are of interest.
    }

    @Override
    public void metricRemoval(KafkaMetric metric) {
      // Only the settings are of interest.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  private static Map<String, String> settings(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", "127.0.0.1:1");
    values.put("registry.url", "http://127.0.0.1:1");
    values.put("registry.basic.auth.credentials.source", "USER_INFO");
    values.put("registry.basic.auth.user.info", "pipeline:s3cr3t-of-registry");
    values.put("token", "hw_s3cr3t-of-headwater");
    values.put("connect.timeout.millis", "500");
    values.put("spool.bytes", "0");
    values.put("kafka.security.protocol", "SASL_PLAINTEXT");
    values.put("kafka.sasl.mechanism", "PLAIN");
    values.put("kafka.sasl.jaas.config", JAAS);
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return values;
  }

  @AfterEach
  void forget() {
    CONFIGURED.clear();
  }

  @Test
  void securitySettings_reachTheProducer_andTheClientThatLooksForTheTopic() throws Exception {
    Map<String, String> environment = new HashMap<>();
    settings("kafka.metric.reporters", Witness.class.getName())
        .forEach(
            (key, value) ->
                environment.put("HEADWATER_" + key.toUpperCase().replace('.', '_'), value));
    ServerConnections connections =
        new ServerConnections(ClientSettings.read(Map.of(), environment));

    connections.producer().close(Duration.ZERO);
    assertThatThrownBy(() -> connections.requireTopic("headwater.events"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageNotContainingAny(SECRET);
    connections.close();

    assertThat(CONFIGURED)
        .hasSize(2)
        .allSatisfy(
            config -> {
              assertThat(config.get("security.protocol")).isEqualTo("SASL_PLAINTEXT");
              assertThat(config.get("sasl.mechanism")).isEqualTo("PLAIN");
              Object jaas = config.get("sasl.jaas.config");
              assertThat(jaas instanceof Password hidden ? hidden.value() : jaas).isEqualTo(JAAS);
            });
  }

  /** The first bytes on the wire are those of TLS: type handshake, major version 3. */
  @ParameterizedTest
  @ValueSource(strings = {"SSL", "SASL_SSL"})
  void tls_isWhatGoesOverTheWire(String protocol) throws Exception {
    try (ServerSocket broker = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<byte[]> first =
          CompletableFuture.supplyAsync(
              () -> {
                try (Socket connection = broker.accept()) {
                  return connection.getInputStream().readNBytes(2);
                } catch (IOException failed) {
                  throw new AssertionError(failed);
                }
              });
      ServerConnections connections =
          new ServerConnections(
              ClientSettings.of(
                  settings(
                      "bootstrap.servers",
                      "127.0.0.1:" + broker.getLocalPort(),
                      "kafka.security.protocol",
                      protocol)));

      assertThatThrownBy(() -> connections.requireTopic("headwater.events"))
          .isInstanceOf(UnavailableException.class);
      connections.close();

      assertThat(first.get(30, TimeUnit.SECONDS)).containsExactly(0x16, 0x03);
    }
  }

  @Test
  void secrets_areNotLogged_notEvenAtDebug_norShown() throws IOException {
    String shown;
    try (TestProcess job = TestProcess.start(folder, Emitting.class)) {
      shown = job.await("shown ");
    }
    String log = Files.readString(folder.resolve(Emitting.class.getSimpleName() + ".err"));

    assertThat(log)
        .as("what Kafka's clients log of their settings")
        .contains("ProducerConfig values", "AdminClientConfig values")
        .contains("sasl.jaas.config = [hidden]")
        .doesNotContain(SECRET);
    assertThat(shown).contains("ClientSettings").doesNotContain(SECRET);
  }

  /** A job that logs everything, and whose servers are all away. */
  static final class Emitting {

    private Emitting() {}

    public static void main(String[] arguments) throws Exception {
      System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
      System.setProperty("org.slf4j.simpleLogger.log.dev.headwater", "debug");
      ClientSettings settings = ClientSettings.of(settings());
      ServerConnections connections = new ServerConnections(settings);
      connections.producer().close(Duration.ZERO);
      StringBuilder shown = new StringBuilder("shown " + settings + connections);
      try {
        connections.requireTopic("headwater.events");
      } catch (UnavailableException away) {
        shown.append(away.getMessage());
      }
      try (HeadwaterClient client = HeadwaterClient.builder().settings(settings()).build()) {
        Data raw = Data.dataset("lab", "raw", "1");
        client.emit(Run.of("p", new Job("n", "j"), "r").ingest(raw).build());
        client.flush(Duration.ofSeconds(2));
        shown.append(client).append(client.gate(raw));
        client.close(Duration.ZERO);
      }
      System.out.println(shown.toString().replace('\n', ' '));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.example.Module required password=\"s3cr3t\"",
        "org.apache.kafka.common.security.plain.PlainLoginModule required password=s3cr3t=s3cr3t;",
        "s3cr3t",
        "org.apache.kafka.common.security.plain.PlainLoginModule s3cr3t password=\"s3cr3t\";"
      })
  void secretThatKafkaCannotRead_isNotPartOfTheError(String jaas) {
    ServerConnections connections =
        new ServerConnections(ClientSettings.of(settings("kafka.sasl.jaas.config", jaas)));

    assertThatThrownBy(connections::producer)
        .isInstanceOf(UnavailableException.class)
        .hasMessageNotContainingAny(SECRET);
    assertThatThrownBy(() -> connections.requireTopic("headwater.events"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageNotContainingAny(SECRET);
    connections.close();
  }
}
