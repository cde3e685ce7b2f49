package dev.headwater.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.ScanStarts;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Shows that a task counts as stopped when it has not ticked for longer than a limit. */
class ProgressTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10); // the clock may overflow
  private final Progress progress = new Progress(new Heartbeats(nanos::get));

  @Test
  void aTaskThatIsNotAtWork_isNoticed() {
    Duration limit = Duration.ofNanos(20);
    assertThat(progress.hasTickedWithin(0, limit)).isFalse();

    progress.begin(0, new ScanStarts(), new Flushes());
    nanos.addAndGet(20);
    assertThat(progress.hasTickedWithin(0, limit)).isTrue();
    nanos.addAndGet(1);
    assertThat(progress.hasTickedWithin(0, limit)).isFalse();
    progress.end(0);
    progress.begin(0, new ScanStarts(), new Flushes());
    assertThat(progress.hasTickedWithin(0, limit)).isTrue();
    progress.end(0);
    assertThat(progress.hasTickedWithin(0, limit)).isFalse();
  }

  /** Its first beat comes before it hears that another instance has the partition by now. */
  @Test
  void aTaskThatResumes_countsOnlyAfterItHasRunForAWhile() {
    Duration limit = Duration.ofNanos(20);
    progress.begin(0, new ScanStarts(), new Flushes());
    nanos.addAndGet(100);
    progress.ticked(0);
    assertThat(progress.hasTickedWithin(0, limit)).isFalse();
    nanos.addAndGet(2);
    progress.ticked(0);
    nanos.addAndGet(2);
    assertThat(progress.hasTickedWithin(0, limit)).isFalse();
    nanos.addAndGet(1);
    assertThat(progress.hasTickedWithin(0, limit)).isTrue();

    // A second silence counts as well, also while the longer one is not forgotten yet.
    nanos.addAndGet(15);
    progress.ticked(0);
    assertThat(progress.hasTickedWithin(0, limit)).isTrue();
    nanos.addAndGet(21);
    progress.ticked(0);
    assertThat(progress.hasTickedWithin(0, limit)).isFalse();
    nanos.addAndGet(5);
    assertThat(progress.hasTickedWithin(0, limit)).isTrue();
  }
}
