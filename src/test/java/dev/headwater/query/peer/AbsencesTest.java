package dev.headwater.query.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Shows for how long an instance that could not be reached is left alone, and who tries again. */
class AbsencesTest {
  private static final Instance OTHER = new Instance("127.0.0.1", 2);

  private final AtomicLong nanos = new AtomicLong(5);
  private final Absences absences = new Absences(nanos::get);

  @Test
  void afterAMoment_oneReadTriesAgain_andTheOthersDoNotWaitWithIt() {
    assertThat(absences.mayAsk(OTHER)).isTrue();
    absences.note(OTHER);
    assertThat(absences.mayAsk(OTHER)).isFalse();
    assertThat(absences.isAway(OTHER)).isTrue();

    nanos.addAndGet(Absences.KEPT.toNanos());

    assertThat(absences.isAway(OTHER)).isFalse();
    assertThat(absences.mayAsk(OTHER)).isTrue();
    assertThat(absences.mayAsk(OTHER)).isFalse();
  }

  @Test
  void instanceThatAnswered_isAskedByEverybody() {
    absences.note(OTHER);
    absences.forget(OTHER);

    assertThat(absences.mayAsk(OTHER)).isTrue();
    assertThat(absences.mayAsk(OTHER)).isTrue();
    assertThat(absences.isAway(OTHER)).isFalse();
  }
}
