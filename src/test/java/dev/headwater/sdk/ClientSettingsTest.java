package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

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
        .hasMessageContaining("bootstrap.servers: is required")
        .hasMessageContaining("registry.url: is required")
        .hasMessageContaining("queue.byte: is no key of the client")
        .hasMessageContaining("queue.bytes: is 32MB, must be a whole number from 1 on")
        .hasMessageContaining("kafka.acks: is always all");
    assertThatThrownBy(() -> ClientSettings.of(required("registry.url", "r:8081")))
        .hasMessageContaining("registry.url: r:8081 is no URL of a host");
  }

  @Test
  void build_settingsThatKafkaDoesNotTake_isRefusedAtOnce() {
    assertThatThrownBy(
            () -> HeadwaterClient.builder().settings(required("kafka.linger.ms", "soon")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("linger.ms");
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
