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
        pace.committed(now + i, 0);
      }
      now += CommitLimiter.BURST * CommitLimiter.PAUSE_MILLIS;
    }
  }

  @Test
  void busy_commitsComeOnceAPauseAfterTheFirstOnes() {
    assertThat(commitsASecond(0, 0)).isBetween(50L, 50L + CommitLimiter.BURST);
  }

  @Test
  void slowCommits_takeHalfOfTheTime() {
    assertThat(commitsASecond(40, 0)).isBetween(12L, 12L + CommitLimiter.BURST);
  }

  @Test
  void theLongerRecordsWait_theMoreOfThemShareACommit() {
    assertThat(commitsASecond(0, 50)).isGreaterThanOrEqualTo(50);
    assertThat(commitsASecond(0, 250)).isBetween(16L, 17L);
    assertThat(commitsASecond(0, 1_000)).isBetween(3L, 4L);
    assertThat(commitsASecond(0, 1_001)).isZero();
  }

  /** With a record each millisecond in which no commit is under way, each after the same wait. */
  private static long commitsASecond(int commitMillis, long delayMillis) {
    CommitLimiter pace = new CommitLimiter();
    long commits = 0;
    for (long now = NOW; now < NOW + 1_000; now++) {
      if (pace.afterRecord(now, delayMillis)) {
        pace.committing(now);
        now += commitMillis;
        pace.committed(now, commitMillis);
        commits++;
      }
    }
    return commits;
  }

  @Test
  void oneLongWait_countsUntilTheNextCommit() {
    pace.committing(NOW);
    assertThat(pace.afterRecord(NOW, 550)).isFalse();
    assertThat(pace.afterRecord(NOW + 149, 1)).isFalse();
    assertThat(pace.afterTime(NOW + 150)).isTrue();
    pace.committing(NOW + 150);
    assertThat(pace.afterRecord(NOW + 151, 1)).isTrue();
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
  void anOldRecord_delaysOthersNoLongerThanTheIntervalOfABacklog() {
    pace.committing(NOW);
    assertThat(pace.afterRecord(NOW, 3_600_000)).isFalse();
    assertThat(pace.afterRecord(NOW + 284, 1)).isFalse();
    assertThat(pace.afterRecord(NOW + 285, 1)).isTrue();
  }

  @Test
  void aLongCommit_delaysOthersNoLongerThanTheIntervalOfABacklog() {
    pace.committing(NOW);
    pace.committed(NOW + 60_000, 60_000);
    assertThat(pace.afterRecord(NOW + 60_000, 0)).isFalse();
    assertThat(pace.afterTime(NOW + 60_299)).isFalse();
    assertThat(pace.afterTime(NOW + 60_300)).isTrue();
  }

  @Test
  void manyCommitsOfOtherTasks_delayNoLongerThanTheIntervalOfABacklog() {
    for (long now = NOW; now < NOW + 10_000; now += 20) {
      pace.committing(now);
      pace.committed(now + 15, 15);
      pace.afterTime(now + 15); // owes nothing
    }
    assertThat(pace.afterRecord(NOW + 10_000, 0)).isFalse();
    assertThat(pace.afterTime(NOW + 10_300)).isTrue();
  }

  @Test
  void aClockThatIsSetBack_delaysNoLongerThanTheIntervalOfABacklog() {
    for (int i = 0; i < CommitLimiter.BURST; i++) {
      pace.committing(NOW);
    }
    long before = NOW - 3_600_000;
    assertThat(pace.afterRecord(before, 0)).isFalse();
    pace.committing(before + 299); // at the interval
    assertThat(pace.afterRecord(before + 320, 0)).isTrue();
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
