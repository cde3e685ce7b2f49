package dev.headwater.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.app.settings.Setting;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.SettingsException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Shows which settings {@code dev} accepts, and that they replace its own defaults. */
class DevSettingsTest {
  private static final Map<String, String> DETERMINED =
      Map.of(
          "bootstrap.servers", "127.0.0.1:9",
          "registry.url", "http://127.0.0.1:8",
          "http.port", "7",
          "state.dir", "state");

  private static final Set<String> OWN_OPTION =
      Set.of(
          "bootstrap.servers",
          "registry.url",
          "http.port",
          "http.host",
          "http.advertised.host",
          "state.dir",
          "policy.file");

  @Test
  void whatIsGiven_winsOverWhatSuitsOneMachine() {
    Settings settings =
        DevSettings.of(
            Map.of(
                "openlineage.versions", "facet",
                "threads", "3",
                "streams.poll.ms", "7",
                "registry.basic.auth.user.info", "x"),
            DETERMINED);

    assertThat(settings.text(Setting.OPENLINEAGE_VERSIONS)).isEqualTo("facet");
    assertThat(settings.count(Setting.THREADS)).isEqualTo(3);
    assertThat(settings.count(Setting.TOPIC_PARTITIONS)).isEqualTo(4);
    assertThat(settings.text(Setting.HTTP_HOST)).isEqualTo("127.0.0.1");
    assertThat(settings.count(Setting.HTTP_PORT)).isEqualTo(7);
    assertThat(settings.streams()).containsEntry("poll.ms", "7");
    assertThat(settings.registry()).containsEntry("basic.auth.user.info", "x");
  }

  @Test
  void everySettingOfServe_canBeGiven_orHasAnOptionThatTheErrorNames() {
    for (Setting setting : Setting.values()) {
      Map<String, String> given = Map.of(setting.key(), setting.fallback());
      if (OWN_OPTION.contains(setting.key())) {
        assertThatThrownBy(() -> DevSettings.check(given))
            .isInstanceOf(SettingsException.class)
            .hasMessageMatching(".*(use --[a-z-]+|use serve)");
      } else {
        DevSettings.check(given);
      }
    }
  }
}
