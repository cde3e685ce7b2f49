package dev.headwater.representation;

import static dev.headwater.representation.Stated.composition;
import static dev.headwater.representation.Stated.dataset;
import static dev.headwater.representation.Stated.languages;
import static dev.headwater.representation.Stated.use;
import static dev.headwater.representation.Stated.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.model.Asset;
import dev.headwater.representation.Statements.Activity;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SharesTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  private final Stated stated = new Stated();

  @Test
  void exactAmounts_haveExactShares_withTheUnknownInTheTotal() {
    Representation raw =
        stated.languagesOf(
            stated.ingested("raw", composition(Stated.LANGUAGES, 50, "en", 40, "sw", 10)));

    assertThat(Shares.of(raw))
        .containsEntry("en", Interval.point(0.4))
        .containsEntry("sw", Interval.point(0.1));
    assertThat(Shares.greatest(raw, "sw")).isEqualTo(0.6);
    assertThat(Shares.greatest(raw, "yo")).isEqualTo(0.5);
  }

  @Test
  void intervals_areThoseOfTheExtremes() {
    Asset one = stated.ingested("one", languages("en", 90));
    Asset other = stated.ingested("other", languages("sw", 10));
    Representation merged =
        stated.languagesOf(
            stated.made("merged", stated.step(Activity.KEEP_ALL, use(one, 90), use(other))));

    assertThat(Shares.of(merged))
        .containsEntry("en", new Interval(0.9, 1))
        .containsEntry("sw", new Interval(0, 0.1));
    assertThat(Shares.greatest(merged, "sw")).isEqualTo(0.1);
  }

  @Test
  void sizedPart_cutsTheShares() {
    Asset raw = stated.ingested("raw", languages("en", 90, "sw", 10));
    Representation part =
        stated.languagesOf(stated.made("part", stated.step(Activity.KEEP_SOME, 20, use(raw))));

    assertThat(Shares.of(part))
        .containsEntry("en", new Interval(0.5, 1))
        .containsEntry("sw", new Interval(0, 0.5));
  }

  @Test
  void whatIsNotKnown_canBeAnything() {
    Asset known = stated.ingested("known", languages("en", 90));
    Representation merged =
        stated.languagesOf(
            stated.made(
                "merged", stated.step(Activity.KEEP_ALL, use(known, 90), use(dataset("far")))));

    assertThat(Shares.of(merged)).containsEntry("en", new Interval(0, 1));
    assertThat(Shares.greatest(merged, "sw")).isEqualTo(1);
  }

  @Test
  void nothing_hasNoShares() {
    Representation empty = stated.languagesOf(stated.ingested("empty", languages("en", 0)));

    assertThat(Shares.of(empty)).containsEntry("en", Interval.ZERO);
    assertThat(Shares.greatest(empty, "en")).isZero();
  }

  @Test
  void weightedMix_hasWeightedShares() {
    Asset one = stated.ingested("one", languages("en", 75, "sw", 25));
    Asset other = stated.ingested("other", composition(Stated.LANGUAGES, 500, "sw", 500));
    Representation mix =
        stated.languagesOf(
            stated.trained(
                "model",
                stated.step(Activity.TRAIN, weighted(use(one), 3), weighted(use(other), 1))));

    assertThat(Shares.of(mix))
        .containsEntry("en", Interval.point(0.5625))
        .containsEntry("sw", Interval.point(0.3125));
    assertThat(Shares.greatest(mix, "sw")).isEqualTo(0.4375, CLOSE);
    assertThat(Metrics.of(mix).orElseThrow().effectiveNumber2())
        .isEqualTo(0.875 * 0.875 / (0.5625 * 0.5625 + 0.3125 * 0.3125), CLOSE);
  }
}
