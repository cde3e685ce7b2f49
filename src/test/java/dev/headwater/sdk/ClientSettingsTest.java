package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows how the client reads its settings: from which sources and in which order, which values it
 * refuses, and which variables it ignores.
 */
class ClientSettingsTest {

  private static Map<String, String> required(String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("bootstrap.servers", "k:9092");
    values.put("registry.url", "http://r:8081, https://r2:8081");
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return values;
  }

  @Test
  void of_takesPropertiesAndPassesPrefixedKeysOn() {
    Properties properties = new Properties();
    properties.putAll(required("kafka.linger.ms", "7", "registry.basic.auth.user.info", "a:b"));

    ClientSettings settings = ClientSettings.of(properties);

    assertThat(settings.kafkaConfig()).isEqualTo(Map.of("linger.ms", "7"));
    assertThat(settings.registryConfig()).isEqualTo(Map.of("basic.auth.user.info", "a:b"));
    assertThat(settings.registryUrls()).hasToString("[http://r:8081, https://r2:8081]");
    assertThat(settings.topic()).isEqualTo("headwater.events");
    assertThat(settings.number(Setting.QUEUE_BYTES)).isEqualTo(32 << 20);
  }

  @Test
  void of_namesAllThatIsWrong() {
    assertThatThrownBy(
            () ->
                ClientSettings.of(
                    Map.of("queue.bytes", "32MB", "queue.byte", "1", "kafka.acks", "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bootstrap.servers: is required (or as HEADWATER_BOOTSTRAP_SERVERS)")
        .hasMessageContaining("registry.url: is required")
        .hasMessageContaining("queue.byte: is no key of the client")
        .hasMessageContaining("queue.bytes: is 32MB, must be a whole number from 1 on")
        .hasMessageContaining("kafka.acks: is always all");
    assertThatThrownBy(() -> ClientSettings.of(required("registry.url", "r:8081")))
        .hasMessageContaining("registry.url: r:8081 is no URL of a host");
  }

  @Test
  void of_timesThatDoNotFit_andAddressesThatAreNone_areNamed() {
    assertThatThrownBy(
            () ->
                ClientSettings.of(
                    required(
                        "close.timeout.millis",
                        "9999999999999",
                        "gate.timeout.millis",
                        "9223372036854775807",
                        "connect.timeout.millis",
                        "3000000000",
                        "url",
                        "http://a,http://b")))
        .hasMessageContaining("close.timeout.millis: is 9999999999999, must be a whole number from")
        .hasMessageContaining("gate.timeout.millis: is 9223372036854775807, must be")
        .hasMessageContaining("connect.timeout.millis: is 3000000000, must be")
        .hasMessageContaining("from 1 to 2147483647")
        .hasMessageContaining("url: ");
    for (String url : List.of("ftp://host", "host:8080", "http://", ",")) {
      assertThatThrownBy(() -> ClientSettings.of(required("url", url)))
          .as(url)
          .hasMessageContaining("url: ");
      assertThatThrownBy(() -> ClientSettings.of(required("registry.url", url)))
          .as(url)
          .hasMessageContaining("registry.url: ");
    }
  }

  @Test
  void of_aTransactionalId_isRefused_becauseNothingWouldBeSent() {
    assertThatThrownBy(() -> ClientSettings.of(required("kafka.transactional.id", "t")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("kafka.transactional.id: must not be set: ");
    assertThatThrownBy(
            () ->
                ClientSettings.read(
                    required(), Map.of("HEADWATER_KAFKA_TRANSACTIONAL_ID", "from-environment")))
        .hasMessageStartingWith("kafka.transactional.id: must not be set: ");
  }

  @Test
  void of_aTopicPrefixThatKafkaDoesNotTake_isRefused() {
    for (String prefix : List.of("a b.", "lab/", "läb.", "a:", "x".repeat(239), "a\u0000b")) {
      assertThatThrownBy(() -> ClientSettings.of(required("topic.prefix", prefix)))
          .as(prefix)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("topic.prefix: is ")
          .hasMessageNotContaining("\u0000");
    }
    for (String prefix : List.of("a-b_C.9", "x".repeat(238))) {
      assertThat(ClientSettings.of(required("topic.prefix", prefix)).topic())
          .isEqualTo(prefix + "events");
    }
  }

  @Test
  void of_aPathThatIsNone_isRefused() {
    for (String key : List.of("config.file", "spool.dir", "token.file", "ca.file")) {
      assertThatThrownBy(() -> ClientSettings.read(required(key, "/a\u0000b"), Map.of()))
          .as(key)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(key + ": /a?b is no path: ");
    }
  }

  @Test
  void build_settingsThatKafkaDoesNotTake_isRefusedAtOnce() {
    assertThatThrownBy(
            () -> HeadwaterClient.builder().settings(required("kafka.linger.ms", "soon")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("linger.ms");
  }

  @Test
  void read_ordersItsSources(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("headwater.properties"),
            "bootstrap.servers=file:1\n"
                + "headwater.registry.url=http://file:2\n"
                + "producer=file\n"
                + "topic.prefix=file.\n"
                + "kafka.linger.ms=1\n");
    Map<String, String> environment =
        Map.of(
            "HEADWATER_CONFIG_FILE", file.toString(),
            "HEADWATER_PRODUCER", "environment",
            "HEADWATER_TOPIC_PREFIX", "environment.",
            "HEADWATER_KAFKA_LINGER_MS", "2");

    ClientSettings settings =
        ClientSettings.read(Map.of("headwater.topic.prefix", "builder."), environment);

    assertThat(settings.get(Setting.BOOTSTRAP_SERVERS)).isEqualTo("file:1");
    assertThat(settings.get(Setting.REGISTRY_URL)).isEqualTo("http://file:2");
    assertThat(settings.get(Setting.PRODUCER)).isEqualTo("environment");
    assertThat(settings.get(Setting.TOPIC_PREFIX)).isEqualTo("builder.");
    assertThat(settings.get(Setting.QUEUE_BYTES)).isEqualTo("33554432");
    assertThat(settings.kafkaConfig()).isEqualTo(Map.of("linger.ms", "2"));
  }

  @Test
  void read_leavesVariablesAloneThatAreNotTheClients() {
    Map<String, String> environment = new HashMap<>();
    environment.put("HEADWATER_BOOTSTRAP_SERVERS", "k:1");
    environment.put("HEADWATER_REGISTRY_URL", "http://r:1");
    environment.put("HEADWATER_REGISTRY_BASIC_AUTH_USER_INFO", "a:b");
    environment.put("HEADWATER_REGISTRY_PORT", "tcp://10.0.0.1:8081");
    environment.put("HEADWATER_KAFKA_PORT_9092_TCP_ADDR", "10.0.0.1");
    environment.put("HEADWATER_KAFKA_SECURITY_PROTOCOL", "SSL");
    environment.put("HEADWATER_STATE_DIR", "/state");
    environment.put("HEADWATER_DEBUG", "1");
    environment.put("PATH", "/bin");

    ClientSettings settings = ClientSettings.read(Map.of(), environment);

    assertThat(settings.kafkaConfig()).isEqualTo(Map.of("security.protocol", "SSL"));
    assertThat(settings.registryConfig()).isEqualTo(Map.of("basic.auth.user.info", "a:b"));
  }

  @Test
  void read_takesOneToken_thatOfThePlaceThatTakesPrecedence(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("a.properties"), "token.file=of-file\n");
    Map<String, String> inFile = required("config.file", file.toString());
    Map<String, String> variable = Map.of("HEADWATER_TOKEN", "hw_variable");
    Map<String, String> both =
        Map.of("HEADWATER_TOKEN", "hw_variable", "HEADWATER_TOKEN_FILE", "of-variable");

    assertThat(tokens(ClientSettings.read(inFile, Map.of()))).isEqualTo("of-file ");
    assertThat(tokens(ClientSettings.read(inFile, variable))).isEqualTo(" hw_variable");
    assertThat(tokens(ClientSettings.read(required(), both))).isEqualTo("of-variable hw_variable");
    assertThat(tokens(ClientSettings.read(required("headwater.token", "hw_code"), both)))
        .isEqualTo(" hw_code");
    assertThat(tokens(ClientSettings.read(required("token.file", "of-code"), variable)))
        .isEqualTo("of-code ");
  }

  private static String tokens(ClientSettings settings) {
    return settings.get(Setting.TOKEN_FILE) + " " + settings.get(Setting.TOKEN);
  }

  @Test
  void of_refusesATokenThatIsNone_andDoesNotRepeatIt() {
    assertThatThrownBy(() -> ClientSettings.of(required("token", "hw_s3cret two")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("token does not hold a token")
        .hasMessageNotContainingAny("s3cret");
  }

  @Test
  void read_namesTheFileThatIsNotThere() {
    assertThatThrownBy(
            () -> ClientSettings.read(Map.of("config.file", "/nowhere/x.properties"), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("config.file: cannot read /nowhere/x.properties");
  }

  @Test
  void disabled_needsNothing_andDoesNothing() throws InterruptedException {
    int threadsBefore = clientThreads();
    try (HeadwaterClient client =
        HeadwaterClient.builder().build(Map.of("HEADWATER_ENABLED", "false"))) {
      client.emit(
          Run.of("p", new Job("n", "j"), "r").ingest(Data.dataset("lab", "raw", "1")).build());

      assertThat(client.isEnabled()).isFalse();
      assertThat(client.flush(Duration.ZERO)).isTrue();
      assertThat(client.counts()).isEqualTo(new DeliveryCounts(0, 0, 0, 0, 0));
      assertThat(clientThreads()).isEqualTo(threadsBefore);
    }
  }

  private static int clientThreads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("headwater-"))
            .count();
  }

  @Test
  void spoolFolder_isOneForEachDestination() {
    Path one = ClientSettings.of(required()).spoolFolder();
    assertThat(one).startsWithRaw(Path.of(System.getProperty("user.home"), ".headwater", "spool"));
    assertThat(ClientSettings.of(required()).spoolFolder()).isEqualTo(one);
    assertThat(ClientSettings.of(required("topic.prefix", "test.")).spoolFolder())
        .isNotEqualTo(one);
    assertThat(ClientSettings.of(required("spool.dir", "/var/spool/x")).spoolFolder())
        .isEqualTo(Path.of("/var/spool/x"));
  }

  @Test
  void of_choicesAreNamed() {
    assertThatThrownBy(
            () ->
                ClientSettings.of(
                    required("enabled", "no", "prompts", "none", "gate.when.away", "pass")))
        .hasMessageContaining("enabled: is no, must be true or false")
        .hasMessageContaining("prompts: is none, must be full or hashed")
        .hasMessageContaining("gate.when.away: is pass, must be PASS or FAIL or INDETERMINATE");
  }

  @Test
  void settings_allHaveUnitAndDoc() {
    assertThat(Setting.values())
        .allSatisfy(
            setting -> {
              assertThat(setting.unit()).isNotBlank();
              assertThat(setting.doc()).endsWith(".");
            });
  }
}
