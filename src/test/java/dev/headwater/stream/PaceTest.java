package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long NOW = 1_000_000;

  private final Pace pace = new Pace();

  @Test
  void quiet_eachRecordIsWorthACommit() {
    for (int i = 0; i < 20; i++) {
      assertThat(pace.afterRecord(NOW + i, NOW + i)).isTrue();
      pace.committing(NOW + i);
    }
  }

  @Test
  void busy_commitsComeAtMostOnceAPause() {
    pace.committing(NOW);
    for (int i = 0; i < Pace.FEW_RECORDS; i++) {
      pace.afterRecord(NOW + 1, NOW);
    }
    assertThat(pace.afterRecord(NOW + 1, NOW)).isFalse();
    assertThat(pace.afterTime(NOW + Pace.PAUSE_MILLIS - 1)).isFalse();
    assertThat(pace.afterTime(NOW + Pace.PAUSE_MILLIS)).isTrue();
  }

  @Test
  void backlog_asksForNothing() {
    long old = NOW - Pace.FRESH_MILLIS - 1;
    assertThat(pace.afterRecord(NOW, old)).isFalse();
    assertThat(pace.afterTime(NOW + 1_000)).isFalse();
  }

  @Test
  void nothingNew_asksForNothing() {
    pace.afterRecord(NOW, NOW);
    pace.committing(NOW);
    assertThat(pace.afterTime(NOW + 1_000)).isFalse();
  }
}
