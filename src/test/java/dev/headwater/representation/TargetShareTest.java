package dev.headwater.representation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.representation.Representation.Method;
import dev.headwater.representation.Representation.Part;
import dev.headwater.representation.TargetShare.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows when a minimum share is reached, and how much more would reach it. */
class TargetShareTest {
  private static final Asset DATA = Asset.parse("dataset:lab:s@1");

  private static Representation of(
      String unit, Interval total, Interval unknown, Object... categories) {
    SortedMap<String, Part> parts = new TreeMap<>();
    for (int i = 0; i < categories.length; i += 2) {
      parts.put((String) categories[i], new Part((Interval) categories[i + 1], Interval.ANY));
    }
    return new Representation(
        new Measure("language", unit),
        Method.MEASURED,
        List.of(DATA),
        total,
        unknown,
        parts,
        List.of(),
        Optional.empty());
  }

  private static Representation exact(double own, double others, double unknown) {
    return of(
        "records",
        Interval.point(own + others + unknown),
        Interval.point(unknown),
        "own",
        Interval.point(own),
        "others",
        Interval.point(others));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 90, 0, 0.1, REACHED, 0, 0",
    "10, 90, 0, 0.11, MISSED, 2, 2",
    "10, 90, 0, 0.25, MISSED, 20, 20",
    "1, 2, 0, 0.9, MISSED, 17, 17",
    "0, 7, 0, 0.3, MISSED, 3, 3",
    "10, 60, 30, 0.25, NOT_KNOWN, 0, 20",
    "10, 60, 30, 0.4, NOT_KNOWN, 0, 50",
    "10, 60, 30, 0.5, MISSED, 20, 80",
    "10, 90, 0, 0, REACHED, 0, 0",
    "0, 0, 0, 0.5, NOT_KNOWN, 0, 1",
    "9999999999, 90000000001, 0, 0.1, MISSED, 2, 2",
  })
  void of_isExactForRecords(
      double own,
      double others,
      double unknown,
      double least,
      Outcome outcome,
      double low,
      double high) {
    TargetShare found = TargetShare.of(exact(own, others, unknown), "own", least);

    assertThat(found.outcome()).isEqualTo(outcome);
    assertThat(found.more()).contains(new Interval(low, high));
  }

  @Test
  void all_isReachedByNoAmount_ifThereIsAnythingElse() {
    TargetShare found = TargetShare.of(exact(10, 1, 0), "own", 1);

    assertThat(found.outcome()).isEqualTo(Outcome.MISSED);
    assertThat(found.more().orElseThrow().isBounded()).isFalse();
    assertThat(TargetShare.of(exact(10, 0, 0), "own", 1).outcome()).isEqualTo(Outcome.REACHED);
  }

  @Test
  void otherUnits_haveFractions() {
    Representation hours =
        of(
            "hours",
            Interval.point(3),
            Interval.ZERO,
            "others",
            Interval.point(2.5),
            "own",
            Interval.point(0.5));

    TargetShare found = TargetShare.of(hours, "own", 0.5);

    assertThat(found.more().orElseThrow().low()).isBetween(1.999999, 2.000001);
    assertThat(found.more().orElseThrow().high()).isBetween(1.999999, 2.000001);
  }

  @Test
  void nothingKnown_isNotKnown_withoutABound() {
    TargetShare found = TargetShare.of(of("records", Interval.ANY, Interval.ANY), "own", 0.1);

    assertThat(found.outcome()).isEqualTo(Outcome.NOT_KNOWN);
    assertThat(found.share()).isEqualTo(new Interval(0, 1));
    assertThat(found.more()).contains(Interval.ANY);
  }

  @Test
  void weightedShares_decide_andNoAmountDoes() {
    Representation one = exact(10, 90, 0);
    SortedMap<String, Interval> weights = new TreeMap<>();
    weights.put("own", Interval.point(0.5));
    weights.put("others", Interval.point(0.5));
    Representation weighted =
        new Representation(
            one.measure(),
            one.method(),
            one.of(),
            one.total(),
            one.unknown(),
            one.categories(),
            List.of(weights),
            Optional.empty());

    TargetShare found = TargetShare.of(weighted, "own", 0.4);

    assertThat(found.outcome()).isEqualTo(Outcome.REACHED);
    assertThat(found.more()).isEmpty();
    assertThat(TargetShare.of(one, "own", 0.4).outcome()).isEqualTo(Outcome.MISSED);
  }

  /** Compares with counting up, one record at a time. */
  @Test
  void more_isTheLeastThatReachesIt() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      int own = random.nextInt(20);
      int others = 1 + random.nextInt(40);
      int least = 1 + random.nextInt(98);
      int x = 0;
      while (100 * (own + x) < least * (own + others + x)) {
        x++;
      }

      TargetShare found = TargetShare.of(exact(own, others, 0), "own", least / 100.0);

      assertThat(found.more()).as("seed " + seed).contains(Interval.point(x));
      assertThat(found.outcome())
          .as("seed " + seed)
          .isEqualTo(x == 0 ? Outcome.REACHED : Outcome.MISSED);
    }
  }
}
