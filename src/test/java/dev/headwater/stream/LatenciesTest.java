package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  private final Latencies times = new Latencies();

  private long count(double boundSeconds) {
    return times.counts().get(Latencies.boundsSeconds().indexOf(boundSeconds));
  }

  @Test
  void record_countsInTheFirstBucketThatIsLargeEnough() {
    times.record(1_000);
    times.record(1_001);
    times.record(2_500);
    times.record(1_800_000_001L);

    assertThat(count(0.001)).isEqualTo(1);
    assertThat(count(0.0025)).isEqualTo(2);
    assertThat(times.counts()).hasSize(Latencies.boundsSeconds().size() + 1).last().isEqualTo(1L);
    assertThat(times.sumSeconds()).isEqualTo(1_800.004502);
  }

  @Test
  void record_takesANegativeDurationAsZero() {
    times.record(-5);

    assertThat(count(0.001)).isEqualTo(1);
    assertThat(times.sumSeconds()).isZero();
  }

  @Test
  void bounds_grow() {
    assertThat(Latencies.boundsSeconds()).isSorted().doesNotHaveDuplicates();
  }
}
