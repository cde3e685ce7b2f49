package dev.headwater.cli.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EmitProgressTest {

  private static final long BEGAN = 1_000;

  private static long after(Duration time) {
    return BEGAN + time.toNanos();
  }

  @Test
  void text_tellsRateAndRemainingTime() {
    EmitProgress progress = new EmitProgress(OptionalLong.of(1_000), BEGAN);
    progress.read(200);
    progress.read(50);

    assertThat(progress.text(19_999, 1, after(Duration.ofSeconds(10))))
        .isEqualTo("accepted 19,999, rejected 1, 2,000/s, 25 %, 30 s left");
    assertThat(progress.text(1, 0, after(Duration.ofMinutes(1)))).endsWith("25 %, 3 min 0 s left");
    assertThat(progress.text(1, 0, after(Duration.ofMinutes(30)))).endsWith(", 1 h 30 min left");
  }

  @Test
  void text_ofUnknownLength_tellsTheRateAlone() {
    EmitProgress progress = new EmitProgress(OptionalLong.empty(), BEGAN);
    progress.read(200);

    assertThat(progress.text(10, 0, after(Duration.ofSeconds(10))))
        .isEqualTo("accepted 10, rejected 0, 1/s");
    assertThat(new EmitProgress(OptionalLong.of(0), BEGAN).text(0, 0, BEGAN))
        .isEqualTo("accepted 0, rejected 0, 0/s");
  }
}
