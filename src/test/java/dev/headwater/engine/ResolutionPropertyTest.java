package dev.headwater.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.agreement.Agreement;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.oracle.Arrival;
import dev.headwater.oracle.Ending;
import dev.headwater.oracle.Histories;
import dev.headwater.oracle.History;
import dev.headwater.oracle.Oracle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows that open alerts resolve with the resolution that fits what ended them. It ends random
 * histories with documents, reclassifications, waivers or ingests.
 */
class ResolutionPropertyTest {
  private static final int SEEDS = 800;

  /**
   * After the waivers that end at {@link History#AFTER_GRACE}, and well before the next ones end.
   */
  private static final Instant ENDING = History.AFTER_GRACE.plusSeconds(1);

  private final Map<Resolution, Integer> seen = new EnumMap<>(Resolution.class);

  @Test
  void openAlerts_resolveForTheReasonThatEndsThem() {
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Ending ending : Ending.values()) {
        run(Histories.random(seed), ending);
      }
    }
    assertThat(seen)
        .containsOnlyKeys(
            Resolution.DOCUMENTED,
            Resolution.DOCUMENTED_AFTER_TRAINING,
            Resolution.RECLASSIFIED,
            Resolution.CORRECTED,
            Resolution.WAIVED,
            Resolution.ORIGIN_KNOWN)
        .allSatisfy((resolution, times) -> assertThat(times).isGreaterThan(SEEDS / 20));
  }

  private void run(History history, Ending ending) {
    EngineCluster cluster = EnginePropertyTest.cluster(history, Fault.NONE);
    cluster.feed(history.log());
    cluster.restAt(History.AFTER_GRACE);
    Set<String> open =
        cluster.alerts().compacted().stream()
            .filter(alert -> alert.status() == AlertStatus.OPEN)
            .map(Alert::id)
            .collect(Collectors.toSet());
    List<Arrival> log = new ArrayList<>(history.log());
    List<Arrival> repairs = ending.of(history, ENDING);
    log.addAll(repairs);
    cluster.feed(repairs);
    Instant end = ENDING.plusSeconds(1);
    cluster.restAt(end);

    Oracle oracle = EnginePropertyTest.oracle(history, log, end);
    assertThat(
            Agreement.differences(
                oracle, history.universe(), cluster::owner, cluster.alerts(), end))
        .as("seed %d, %s", history.seed(), ending)
        .isEmpty();
    for (Alert alert : cluster.alerts().compacted()) {
      if (open.contains(alert.id()) && alert.status() == AlertStatus.RESOLVED) {
        assertThat(alert.resolution())
            .as("seed %d, %s, %s", history.seed(), ending, alert)
            .contains(expected(ending, alert, oracle));
        seen.merge(alert.resolution().orElseThrow(), 1, Integer::sum);
      }
    }
  }

  private static Resolution expected(Ending ending, Alert alert, Oracle oracle) {
    if (alert.rule() == RuleName.SELF_CONSUMING_LOOP) {
      assertThat(ending).isEqualTo(Ending.RECLASSIFY);
      return Resolution.CORRECTED;
    }
    return switch (ending) {
      case DOCUMENT ->
          alert.rule() == RuleName.UNDOCUMENTED_SYNTHETIC
              ? Resolution.DOCUMENTED
              : oracle.documentedHow((Asset) alert.subject(), (Asset) alert.origin());
      case RECLASSIFY -> Resolution.RECLASSIFIED;
      case WAIVE -> Resolution.WAIVED;
      case INGEST -> Resolution.ORIGIN_KNOWN;
    };
  }
}
