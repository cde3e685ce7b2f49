package dev.headwater.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.http.request.ApiOptions;
import dev.headwater.query.ReadLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Shows that the limits come from the settings, and that the defaults are those of the classes. */
class LimitsTest {

  private static Settings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("bootstrap.servers", "k:1");
    all.put("registry.url", "http://r:1");
    return Settings.of(all);
  }

  @Test
  void defaults_areThoseOfTheOptions() {
    assertThat(Limits.api(settings(Map.of()), Map.of())).isEqualTo(ApiOptions.DEFAULT);
    assertThat(Limits.reads(settings(Map.of()))).isEqualTo(ReadLimits.DEFAULT);
  }

  @Test
  void api_takesEachSetting() {
    ApiOptions options =
        Limits.api(
            settings(
                Map.ofEntries(
                    Map.entry("http.max.body.bytes", "2001"),
                    Map.entry("http.max.lines.bytes", "2002"),
                    Map.entry("http.max.lag.events", "2003"),
                    Map.entry("http.threads", "17"),
                    Map.entry("http.events.at.once", "21"),
                    Map.entry("http.reads.at.once", "22"),
                    Map.entry("http.reads.waiting.at.once", "23"),
                    Map.entry("http.events.waiting.at.once", "24"),
                    Map.entry("http.alert.streams", "25"),
                    Map.entry("http.patience.millis", "301"),
                    Map.entry("http.send.timeout.millis", "302"),
                    Map.entry("http.wait.timeout.millis", "303"),
                    Map.entry("http.kafka.away.millis", "304"),
                    Map.entry("http.settle.millis", "305"),
                    Map.entry("http.heartbeat.millis", "306"),
                    Map.entry("http.close.millis", "307"))),
            Map.of());

    assertThat(options)
        .isEqualTo(
            new ApiOptions(
                2001,
                2002,
                2003,
                17,
                21,
                22,
                23,
                24,
                25,
                Duration.ofMillis(301),
                Duration.ofMillis(302),
                Duration.ofMillis(303),
                Duration.ofMillis(304),
                Duration.ofMillis(305),
                Duration.ofMillis(306),
                Duration.ofMillis(307)));
  }

  @Test
  void reads_takeEachSetting() {
    assertThat(
            Limits.reads(
                settings(
                    Map.of(
                        "read.timeout.millis", "101",
                        "read.max.edges", "102",
                        "read.catch.up.millis", "103",
                        "read.peer.requests", "104",
                        "representation.max.assets", "105"))))
        .isEqualTo(new ReadLimits(Duration.ofMillis(101), 102, Duration.ofMillis(103), 104, 105));
  }
}
