package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Shows when a task asks for an early commit: after each record while little is going on, at a
 * limited rate while much is, and not in a backlog. The test passes the times itself.
 */
class CommitLimiterTest {
  private static final long NOW = 1_000_000;

  private final CommitLimiter pace = new CommitLimiter();

  @Test
  void quiet_eachRecordIsWorthACommit() {
    long now = NOW;
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < CommitLimiter.BURST; i++) {
        assertThat(pace.afterRecord(now + i, 0)).isTrue();
        pace.committing(now + i);
      }
      now += CommitLimiter.BURST * CommitLimiter.PAUSE_MILLIS;
    }
  }

  @Test
  void busy_commitsComeOnceAPauseAfterTheFirstOnes() {
    int commits = 0;
    for (long now = NOW; now < NOW + 1_000; now++) {
      if (pace.afterRecord(now, 0)) {
        pace.committing(now);
        commits++;
      }
    }
    assertThat(commits).isBetween(50, 50 + CommitLimiter.BURST);
  }

  @Test
  void busy_whatIsOwedIsAskedForWhenThePauseIsOver() {
    for (int i = 0; i < CommitLimiter.BURST; i++) {
      pace.committing(NOW);
    }
    assertThat(pace.afterRecord(NOW + 1, 1)).isFalse();
    assertThat(pace.afterTime(NOW + CommitLimiter.PAUSE_MILLIS - 1)).isFalse();
    assertThat(pace.afterTime(NOW + CommitLimiter.PAUSE_MILLIS)).isTrue();
  }

  @Test
  void backlog_asksForNothing() {
    assertThat(pace.afterRecord(NOW, CommitLimiter.FRESH_MILLIS + 1)).isFalse();
    assertThat(pace.afterTime(NOW + 1_000)).isFalse();
  }

  @Test
  void nothingNew_asksForNothing() {
    pace.afterRecord(NOW, 0);
    pace.committing(NOW);
    assertThat(pace.afterTime(NOW + 1_000)).isFalse();
  }
}
