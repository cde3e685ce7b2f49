package dev.headwater.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
