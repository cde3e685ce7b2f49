package dev.headwater.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  private static final double FOUR_FIFTHS = 0.8;

  /** The removals that Dodge et al. report for the blocklist of C4, 2021, in per mille. */
  @ParameterizedTest
  @CsvSource({"420, 0.618", "320, 0.725", "72, 0.989"})
  void ratio_isThatOfThePublishedRemovals(double removed, double ratio) {
    Retention retention = new Retention(1000 - removed, 1000, 1000 - 62, 1000);

    assertThat(retention.ratio()).isEqualTo(ratio, within(0.0005));
    assertThat(retention.isBelow(FOUR_FIFTHS)).isEqualTo(ratio < FOUR_FIFTHS);
  }

  /** The selection rates of the questions and answers of the EEOC of 1979, against 60 %. */
  @ParameterizedTest
  @CsvSource({"45, 0.75, true", "48, 0.80, false", "51, 0.85, false"})
  void fourFifths_isNotBelowFourFifths(double selected, double ratio, boolean below) {
    for (double scale = 1; scale <= 1e9; scale *= 10) {
      Retention retention = new Retention(selected * scale, 100 * scale, 60 * scale, 100 * scale);

      assertThat(retention.ratio()).isEqualTo(ratio, within(1e-12));
      assertThat(retention.isBelow(FOUR_FIFTHS)).isEqualTo(below);
    }
  }

  @Test
  void isBelow_comparesExactly() {
    // 20 of 30 against 25 of 30 is four fifths, but not in binary fractions.
    Retention fourFifths = new Retention(20, 30, 25, 30);
    assertThat(fourFifths.ratio()).isLessThan(FOUR_FIFTHS);
    assertThat(fourFifths.isBelow(FOUR_FIFTHS)).isFalse();
    assertThat(
            new Retention(7_999_999_999.0, 10_000_000_000.0, 10_000_000_000.0, 10_000_000_000.0)
                .isBelow(FOUR_FIFTHS))
        .isTrue();
  }

  @Test
  void interval_isThatOfKatz() {
    // 10 of 100 against 20 of 100: s^2 = 0.1 - 0.01 + 0.05 - 0.01 = 0.13.
    Interval interval = new Retention(10, 100, 20, 100).interval();

    assertThat(interval.low()).isEqualTo(0.5 / 2.0273, within(0.0005));
    assertThat(interval.high()).isEqualTo(0.5 * 2.0273, within(0.0005));
  }

  @Test
  void interval_ofNothing_hasNoUpperBound() {
    assertThat(new Retention(0, 100, 20, 100).interval()).isEqualTo(Interval.ANY);
  }

  @Test
  void interval_ofEverything_isAPoint() {
    assertThat(new Retention(100, 100, 50, 50).interval()).isEqualTo(Interval.point(1));
    assertThat(new Retention(200, 100, 50, 50).interval()).isEqualTo(Interval.point(2));
  }

  @Test
  void ratioToNothing_isNotDefined() {
    assertThat(Retention.isDefined(10, 100, 0, 50)).isFalse();
    assertThat(Retention.isDefined(0, 100, 1, 50)).isTrue();
    assertThatThrownBy(() -> new Retention(10, 100, 0, 50))
        .hasMessage("10.0 of 100.0 and 0.0 of 50.0 have no ratio");
  }
}
