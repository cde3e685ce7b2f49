package dev.headwater.representation;

import static dev.headwater.representation.Stated.LANGUAGES;
import static dev.headwater.representation.Stated.composition;
import static dev.headwater.representation.Stated.dataset;
import static dev.headwater.representation.Stated.languages;
import static dev.headwater.representation.Stated.text;
import static dev.headwater.representation.Stated.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Use;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Long chains, many inputs, many categories, large counts. */
class LargeDerivationTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Stated stated = new Stated();

  private static Composition many(int categories, long first) {
    Object[] counts = new Object[2 * categories];
    for (int i = 0; i < categories; i++) {
      counts[2 * i] = "language-" + i;
      counts[2 * i + 1] = first + i;
    }
    return languages(counts);
  }

  @Test
  void countsOfTenBillion_areExact() {
    long large = 10_000_000_000L;
    Asset one = stated.ingested("one", many(1_900, large - 950));
    Asset other = stated.ingested("other", many(1_900, large - 7));
    BigInteger total = BigInteger.ZERO;
    for (int i = 0; i < 1_900; i++) {
      total = total.add(BigInteger.valueOf(2 * large - 957 + 2L * i));
    }
    Asset merged =
        stated.made(
            "merged",
            stated.step(Activity.KEEP_ALL, use(one, Long.MAX_VALUE), use(other, Long.MAX_VALUE)));
    Asset filtered =
        stated.made(
            "filtered",
            stated.step(
                Activity.KEEP_SOME, total.longValueExact() - 1, use(merged, Long.MAX_VALUE)));

    Representation all = stated.languagesOf(merged);
    Representation without1 = stated.languagesOf(filtered);

    assertThat(all.isExact()).isTrue();
    assertThat((long) all.total().low()).isEqualTo(total.longValueExact());
    assertThat(all.categories()).hasSize(1_900);
    for (int i = 0; i < 1_900; i++) {
      long exact = 2 * large - 957 + 2L * i;
      assertThat(all.categories().get("language-" + i).amount()).isEqualTo(Interval.point(exact));
      assertThat(without1.categories().get("language-" + i).amount())
          .isEqualTo(new Interval(exact - 1, exact));
    }
  }

  @Test
  void longChain_isDerivedWithoutRecursion() {
    Asset last = stated.ingested("0", many(100, 50));
    double total = stated.languagesOf(last).total().low();
    for (int i = 1; i <= 10_000; i++) {
      last =
          stated.made(String.valueOf(i), stated.step(Activity.KEEP_ALL, use(last, (long) total)));
    }
    Asset end = last;

    Representation derived = Assertions.assertTimeout(LIMIT, () -> stated.languagesOf(end));

    assertThat(derived.isExact()).isTrue();
    assertThat(derived.categories().get("language-99").amount()).isEqualTo(Interval.point(149));
  }

  @Test
  void longCycle_isFound() {
    int length = 10_000;
    Asset raw = stated.ingested("raw", languages("en", 1));
    for (int i = 0; i < length; i++) {
      stated.made(
          String.valueOf(i),
          stated.step(Activity.KEEP_ALL, use(raw), use(dataset(String.valueOf((i + 1) % length)))));
    }

    assertThat(stated.languagesOf(dataset("5000")).notDerivable())
        .contains("it descends from itself");
  }

  @Test
  void manyInputsWithManyCategories_areAdded() {
    Composition large = many(10_000, 1);
    List<Use> uses = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      uses.add(use(stated.ingested("d" + i, large)));
    }
    Asset model = stated.trained("model", stated.step(Activity.TRAIN, OptionalLong.empty(), uses));
    Asset filtered =
        stated.made("filtered", stated.step(Activity.KEEP_SOME, OptionalLong.of(7), uses));

    Representation trained = Assertions.assertTimeout(LIMIT, () -> stated.languagesOf(model));
    Representation any = Assertions.assertTimeout(LIMIT, () -> stated.languagesOf(filtered));

    assertThat(trained.isExact()).isTrue();
    assertThat(trained.categories().get("language-9999").amount())
        .isEqualTo(Interval.point(10_000_000));
    assertThat(any.categories().get("language-0").amount()).isEqualTo(Interval.upTo(7));
  }

  @Test
  void tooManyMeasures_areNotDerived() {
    Composition[] declared =
        IntStream.range(0, Derivation.MEASURES + 5)
            .mapToObj(i -> composition(new Measure("d" + (10_000 + i), "records"), 0, "x", 1))
            .toArray(Composition[]::new);
    Asset raw = stated.ingested("raw", declared);
    Asset copy = stated.made("copy", stated.step(Activity.KEEP_ALL, use(raw, 1)));

    assertThat(stated.derive(raw).values()).allMatch(Representation::isExact);
    assertThat(stated.derive(copy)).hasSize(Derivation.MEASURES + 5);
    assertThat(stated.derive(copy).values().stream().filter(Representation::isExact))
        .hasSize(Derivation.MEASURES);
    assertThat(stated.derive(copy).get(new Measure("d11004", "records")).notDerivable())
        .contains("more than 1000 measures are stated upstream; ask for one dimension");
  }

  @Test
  void fractions_addUpToPointsAndAreNeverCutTooShort() {
    Measure hours = new Measure("language", "hours");
    Asset one = stated.ingested("one", composition(hours, 0.1, "en", 0.2, "sw", 0.3));
    Asset other = stated.ingested("other", composition(hours, 0.7, "en", 0.1));
    Asset model = stated.trained("model", stated.step(Activity.TRAIN, use(one), use(other)));

    Representation derived = stated.derive(model, hours);

    assertThat(derived.isExact()).isTrue();
    assertThat(derived.categories().get("en").amount().low()).isEqualTo(0.3, within(1e-15));
    assertThat(derived.total().low()).isEqualTo(1.4, within(1e-15));
  }

  @Test
  void fractionsOfRecords_areNeverCutTooShort() {
    // 0.1 + 0.2 + 0.7 is less than 1 in binary fractions; all of it is kept.
    Asset raw = stated.ingested("raw", composition(LANGUAGES, 0, "en", 0.1, "sw", 0.2, "yo", 0.7));
    Asset kept = stated.made("kept", stated.step(Activity.KEEP_SOME, 1, use(raw)));

    Representation derived = stated.languagesOf(kept);

    assertThat(derived.notDerivable()).isEmpty();
    assertThat(derived.categories().get("en").amount().high()).isGreaterThanOrEqualTo(0.1);
    assertThat(derived.categories().get("yo").amount().low()).isLessThanOrEqualTo(0.7);
    assertThat(text(derived)).startsWith("total 1, ");
  }
}
