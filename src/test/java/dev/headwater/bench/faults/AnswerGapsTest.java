package dev.headwater.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.bench.faults.reads.ReadKind;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Shows which times without an answer count, and in which phase. */
class AnswerGapsTest {
  private long now;
  private final AnswerGaps gaps = new AnswerGaps(() -> TimeUnit.SECONDS.toNanos(now));

  private LongestGap end(Phase phase) {
    Map<Phase, Map<ReadKind, LongestGap>> all = gaps.end();
    return all.get(phase).get(ReadKind.ASSET);
  }

  private void answered(String name, long at) {
    now = at;
    gaps.answered(ReadKind.ASSET, name);
  }

  private void begin(Phase phase, long at) {
    now = at;
    gaps.begin(phase);
  }

  private void running(long at, String... names) {
    now = at;
    gaps.running(Set.of(names));
  }

  @Test
  void timeBetweenAnswers_countsForItsInstance_andOverallOnlyIfNoneAnswers() {
    running(0, "a", "b");
    begin(Phase.BEFORE, 0);
    answered("a", 1);
    answered("b", 4);
    answered("a", 9);

    now = 10;
    assertThat(end(Phase.BEFORE)).isEqualTo(new LongestGap(8, "a", 5));
  }

  @Test
  void timeInWhichAnInstanceNeedNotAnswer_doesNotCount() {
    running(0, "a", "b");
    begin(Phase.DURING, 0);
    answered("a", 1);
    answered("b", 1);
    running(2, "b");
    answered("b", 3);
    answered("b", 6);
    running(100, "a", "b");
    answered("b", 100);
    answered("a", 102);

    assertThat(end(Phase.DURING).instance()).isEqualTo("b");
    assertThat(end(Phase.DURING)).isEqualTo(new LongestGap(94, "b", 94));
  }

  @Test
  void anInstanceThatNeverAnswers_counts() {
    running(0, "a", "b");
    begin(Phase.BEFORE, 0);
    answered("a", 2);
    begin(Phase.AFTER, 3);
    answered("a", 4);
    answered("a", 5);

    assertThat(end(Phase.AFTER)).isEqualTo(new LongestGap(5, "b", 2));
  }

  @Test
  void whatIsBeforeTheFirstPhase_isNotMeasured() {
    running(0, "a");
    answered("a", 50);
    begin(Phase.BEFORE, 60);
    answered("a", 61);

    assertThat(end(Phase.BEFORE)).isEqualTo(new LongestGap(1, "a", 1));
  }
}
