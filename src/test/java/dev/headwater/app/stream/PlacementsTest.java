package dev.headwater.app.stream;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.query.freshness.UnavailableException;
import org.junit.jupiter.api.Test;

class PlacementsTest {
  @Test
  void streamThatDoesNotRun_isUnavailableForNow() {
    Placements placements =
        new Placements(
            () -> {
              throw new IllegalStateException("KafkaStreams is not running. State is ERROR.");
            },
            "headwater.events",
            false,
            () -> "It waits.");
    assertThatThrownBy(placements::get)
        .isInstanceOf(UnavailableException.class)
        .hasMessage("It waits.");
  }
}
