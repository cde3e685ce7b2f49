package dev.headwater.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows how settings are read from files, the environment and overrides, and that an error names
 * the key and the place of the setting.
 */
class SettingsTest {

  private static final String NEEDED = "bootstrap.servers=k:9092\nregistry.url=http://r:8081\n";

  @TempDir private Path folder;

  private Settings read(String name, String content, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Settings.read(Optional.of(file), environment, Map.of());
  }

  @Test
  void read_takesDefaultsThenFileThenEnvironmentThenOverrides() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.properties"), NEEDED + "threads = 3\nhttp.port=1\n");

    Settings settings =
        Settings.read(
            Optional.of(file), Map.of("HEADWATER_HTTP_PORT", "2"), Map.of("http.port", "3"));

    assertThat(settings.text(Setting.TOPIC_PREFIX)).isEqualTo("headwater.");
    assertThat(settings.count(Setting.THREADS)).isEqualTo(3);
    assertThat(settings.count(Setting.HTTP_PORT)).isEqualTo(3);
    assertThat(
            Settings.read(Optional.of(file), Map.of("HEADWATER_HTTP_PORT", "2"), Map.of())
                .count(Setting.HTTP_PORT))
        .isEqualTo(2);
  }

  @Test
  void read_understandsYamlNestedOrFlat() throws IOException {
    Settings settings =
        read(
            "a.yaml",
            """
            # where things are
            bootstrap.servers: [a:1, b:2]
            registry:
              url: http://r:8081
              basic.auth.user.info: "user:secret"
            http: {port: 9}
            kafka:
              security.protocol: SASL_SSL
            """,
            Map.of());

    assertThat(settings.text(Setting.BOOTSTRAP_SERVERS)).isEqualTo("a:1,b:2");
    assertThat(settings.text(Setting.REGISTRY_URL)).isEqualTo("http://r:8081");
    assertThat(settings.count(Setting.HTTP_PORT)).isEqualTo(9);
    assertThat(settings.registry()).isEqualTo(Map.of("basic.auth.user.info", "user:secret"));
    assertThat(settings.kafka())
        .isEqualTo(Map.of("bootstrap.servers", "a:1,b:2", "security.protocol", "SASL_SSL"));
  }

  @Test
  void read_passesClientSettingsOn_fromTheEnvironmentToo() throws IOException {
    Settings settings =
        read(
            "a.properties",
            NEEDED + "streams.commit.interval.ms=5\n",
            Map.of("HEADWATER_KAFKA_SASL_MECHANISM", "PLAIN", "HOME", "/x"));

    assertThat(settings.kafka()).containsEntry("sasl.mechanism", "PLAIN");
    assertThat(settings.streams()).isEqualTo(Map.of("commit.interval.ms", "5"));
    assertThat(settings.registry()).isEmpty();
  }

  @Test
  void read_namesKeyAndLineOfAnUnknownKey() {
    assertThatThrownBy(
            () -> read("a.properties", NEEDED + "\n# more\nlong = a\\\n  b\nthread=2\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a.properties:5: there is no setting 'long'");
    assertThatThrownBy(() -> read("b.properties", NEEDED + "\nthread=2\n", Map.of()))
        .hasMessageContaining("b.properties:4: there is no setting 'thread'")
        .hasMessageContaining("threads");
    assertThatThrownBy(() -> read("c.yml", "a: 1\nhttp:\n  port: 1\n  prot: 2\n", Map.of()))
        .hasMessageContaining("c.yml:1: there is no setting 'a'");
  }

  @Test
  void read_namesKeyAndLineOfAWrongValue() {
    assertThatThrownBy(() -> read("a.properties", NEEDED + "http.port=eighty\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a.properties:3: http.port must be a whole number from 0 to 65535")
        .hasMessageContaining("'eighty'");
    assertThatThrownBy(() -> read("b.properties", NEEDED, Map.of("HEADWATER_THREADS", "0")))
        .hasMessageContaining("HEADWATER_THREADS: threads must be");
  }

  @Test
  void read_refusesATopicPrefixThatKafkaDoesNotTake() throws IOException {
    for (String prefix : List.of("a b.", "lab/", "läb.", "x".repeat(239))) {
      assertThatThrownBy(
              () -> read("a.properties", NEEDED + "topic.prefix=" + prefix + "\n", Map.of()))
          .as(prefix)
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining(
              "a.properties:3: topic.prefix must be letters (a-z, A-Z), digits, '.', '_' and '-'");
    }
    String longest = "x".repeat(238);
    assertThat(
            read("b.properties", NEEDED + "topic.prefix=" + longest + "\n", Map.of())
                .text(Setting.TOPIC_PREFIX))
        .isEqualTo(longest);
  }

  @Test
  void read_refusesAPathThatIsNone() {
    for (Setting setting : Setting.values()) {
      if (setting.unit().equals("file") || setting.unit().equals("folder")) {
        assertThatThrownBy(
                () ->
                    read(
                        "a.yml",
                        NEEDED.replace("=", ": ") + setting.key() + ": \"/a\\0b\"\n",
                        Map.of()))
            .as(setting.key())
            .isInstanceOf(SettingsException.class)
            .hasMessageContaining("a.yml:3: " + setting.key() + " must be a path (")
            .hasMessageEndingWith(", not '/a?b'");
      }
    }
  }

  @Test
  void read_refusesAnyGuaranteeButExactlyOnce() throws IOException {
    assertThatThrownBy(
            () ->
                read(
                    "a.properties",
                    NEEDED + "streams.processing.guarantee=at_least_once\n",
                    Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "a.properties:3: streams.processing.guarantee must be exactly_once_v2")
        .hasMessageContaining("'at_least_once'")
        .hasMessageContaining("never sent again");
    assertThatThrownBy(
            () ->
                read(
                    "b.properties",
                    NEEDED,
                    Map.of("HEADWATER_STREAMS_PROCESSING_GUARANTEE", "at_least_once")))
        .hasMessageContaining("HEADWATER_STREAMS_PROCESSING_GUARANTEE: ");
    assertThatThrownBy(
            () -> read("c.yaml", "kafka: {processing.guarantee: exactly_once}\n", Map.of()))
        .hasMessageContaining("kafka.processing.guarantee must be exactly_once_v2");
    assertThat(
            read(
                    "d.properties",
                    NEEDED + "streams.processing.guarantee=exactly_once_v2\n",
                    Map.of())
                .streams())
        .containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @Test
  void read_refusesAKeyGivenTwice() {
    assertThatThrownBy(() -> read("a.properties", NEEDED + "threads=1\nthreads=2\n", Map.of()))
        .hasMessageContaining("a.properties:4")
        .hasMessageContaining("a.properties:3");
  }

  @Test
  void read_refusesWhatIsNoYaml() {
    assertThatThrownBy(() -> read("a.yaml", "http: [1\nport: }", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("a.yaml:")
        .hasMessageContaining("not YAML");
  }

  @Test
  void read_namesARequiredKeyThatIsMissing() {
    assertThatThrownBy(() -> read("a.properties", "bootstrap.servers=k:1\n", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("registry.url must be given")
        .hasMessageContaining("HEADWATER_REGISTRY_URL");
  }

  @Test
  void read_namesTheNearestKey() {
    assertUnknown("a.properties", "http.prot=1\n", "'http.prot'; did you mean 'http.port'?");
    assertUnknown("b.properties", "HTTP_Port=1\n", "'HTTP_Port'; did you mean 'http.port'?");
    assertUnknown("c.yaml", "state_dir: x\n", "'state_dir'; did you mean 'state.dir'?");
    assertUnknown(
        "d.properties",
        "sasl.jaas.config=x\n",
        "'sasl.jaas.config'; did you mean 'kafka.sasl.jaas.config'?");
    assertUnknown(
        "e.properties",
        "Kafka.sasl_mechanism=x\n",
        "'Kafka.sasl_mechanism'; did you mean 'kafka.sasl.mechanism'?");
    assertUnknown("f.properties", "colour.of.the.bikeshed=x\n", "'; there are bootstrap.servers, ");
    assertThatThrownBy(
            () -> Settings.read(Optional.empty(), Map.of(), Map.of("topic.partition", "2")))
        .hasMessageContaining("the command line: there is no setting 'topic.partition'")
        .hasMessageContaining("did you mean 'topic.partitions'?");
  }

  private void assertUnknown(String name, String content, String message) {
    assertThatThrownBy(() -> read(name, content, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name + ":1: there is no setting ")
        .hasMessageContaining(message);
  }

  @Test
  void warnings_nameNearestVariablesAndMistypedKeysOfClients() throws IOException {
    Settings settings =
        read(
            "a.properties",
            NEEDED + "kafka.sasl.mechansim=PLAIN\nkafka.my.plugin.colour=blue\n",
            Map.of("HEADWATER_TREADS", "2", "HEADWATER_SPOOL", "x"));

    assertThat(settings.warnings())
        .containsExactly(
            "there is no setting for the variable HEADWATER_SPOOL",
            "there is no setting for the variable HEADWATER_TREADS; did you mean"
                + " HEADWATER_THREADS?",
            "Kafka does not know kafka.sasl.mechansim; did you mean kafka.sasl.mechanism?");
  }

  @Test
  void read_takesValuesFromFiles_withoutOneNewlineAtTheEnd() throws IOException {
    Path secret = Files.writeString(folder.resolve("jaas"), " module required;\n\n");
    Path threads = Files.writeString(folder.resolve("threads"), "7\r\n");

    Settings settings =
        read(
            "a.properties",
            NEEDED + "threads=3\n",
            Map.of(
                "HEADWATER_KAFKA_SASL_JAAS_CONFIG_FILE", secret.toString(),
                "HEADWATER_REGISTRY_BEARER_AUTH_TOKEN_FILE", secret.toString(),
                "HEADWATER_THREADS_FILE", threads.toString()));

    assertThat(settings.kafka()).containsEntry("sasl.jaas.config", " module required;\n");
    assertThat(settings.registry()).containsEntry("bearer.auth.token", " module required;\n");
    assertThat(settings.count(Setting.THREADS)).isEqualTo(7);
  }

  @Test
  void read_takesKeysThatEndInFile_asTheyAre() throws IOException {
    Settings settings =
        read(
            "a.properties",
            NEEDED,
            Map.of(
                "HEADWATER_POLICY_FILE", "policy.yaml",
                "HEADWATER_KAFKA_SASL_OAUTHBEARER_ASSERTION_FILE", "/run/assertion"));

    assertThat(settings.text(Setting.POLICY_FILE)).isEqualTo("policy.yaml");
    assertThat(settings.kafka()).containsEntry("sasl.oauthbearer.assertion.file", "/run/assertion");
  }

  @Test
  void read_refusesAVariableAndItsFile() {
    assertThatThrownBy(
            () ->
                read(
                    "a.properties",
                    NEEDED,
                    Map.of("HEADWATER_THREADS", "2", "HEADWATER_THREADS_FILE", "/x")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "both HEADWATER_THREADS and HEADWATER_THREADS_FILE are set; remove one of them");
  }

  @Test
  void read_saysWhichFileIsMissing() {
    String missing = folder.resolve("missing").toString();
    assertThatThrownBy(
            () -> read("a.properties", NEEDED, Map.of("HEADWATER_THREADS_FILE", missing)))
        .hasMessage("HEADWATER_THREADS_FILE: there is no file " + missing);
    assertThatThrownBy(
            () -> read("a.properties", NEEDED, Map.of("HEADWATER_THREADS_FILE", folder.toString())))
        .hasMessage("HEADWATER_THREADS_FILE: there is no file " + folder);
  }

  @Test
  void secrets_areNeverShown() throws IOException {
    String secret = "opensesame";
    String file = Files.writeString(folder.resolve("secret"), secret + "\n").toString();
    Settings settings =
        read(
            "a.properties",
            "bootstrap.servers=k:9092\nregistry.url=http://me:"
                + secret
                + "@r:8081\n"
                + "kafka.ssl.key.password="
                + secret
                + "\nkafka.sasl.mechanism=PLAIN\n",
            Map.of(
                "HEADWATER_REGISTRY_BASIC_AUTH_USER_INFO",
                "me:" + secret,
                "HEADWATER_KAFKA_CLIENT_RACK_FILE",
                file));

    assertThat(settings.kafka()).containsEntry("client.rack", secret);
    assertThat(settings.toString())
        .doesNotContain(secret)
        .contains("registry.url=http://***@r:8081")
        .contains("kafka.ssl.key.password=***", "kafka.client.rack=***")
        .contains("registry.basic.auth.user.info=***", "kafka.sasl.mechanism=PLAIN");
    assertThat(settings.masked("cannot use " + secret + " here")).isEqualTo("cannot use *** here");
    assertThatThrownBy(() -> read("b.properties", NEEDED, Map.of("HEADWATER_THREADS_FILE", file)))
        .hasMessageContaining(
            "HEADWATER_THREADS_FILE (" + file + "): threads must be a whole number")
        .hasMessageNotContaining(secret);
    assertThat(new SettingsFile.Value(secret, "a:1", false)).hasToString("a:1");
  }

  @Test
  void examine_tellsAllThatIsWrong() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.properties"),
            "bootstrap.servers=k:1\nthread=2\nhttp.port=x\nthreads=1\nthreads=2\n");

    Settings.Examined examined =
        Settings.examine(Optional.of(file), Map.of("HEADWATER_THREADS_FILE", "/no/such"), Map.of());

    assertThat(examined.settings()).isEmpty();
    assertThat(examined.problems())
        .extracting(Throwable::getMessage)
        .satisfiesExactlyInAnyOrder(
            message -> assertThat(message).contains("a.properties:5: 'threads' stands already"),
            message -> assertThat(message).contains("HEADWATER_THREADS_FILE: there is no file"),
            message -> assertThat(message).contains("a.properties:2: there is no setting"),
            message -> assertThat(message).contains("a.properties:3: http.port must be"),
            message -> assertThat(message).contains("registry.url must be given"));
  }

  @Test
  void unknownVariables_areToldApartFromThoseOfKubernetesAndTheCommandLine() throws IOException {
    Settings settings =
        read(
            "a.properties",
            NEEDED,
            Map.of(
                "HEADWATER_TREADS", "2",
                "HEADWATER_URL", "http://x",
                "HEADWATER_TOKEN", "hw_x",
                "HEADWATER_TOKEN_FILE", "token",
                "HEADWATER_CA_FILE", "ca.pem",
                "HEADWATER_SERVICE_HOST", "10.0.0.1",
                "HEADWATER_PORT_8080_TCP_PORT", "8080"));

    assertThat(settings.unknownVariables()).containsExactly("HEADWATER_TREADS");
  }
}
