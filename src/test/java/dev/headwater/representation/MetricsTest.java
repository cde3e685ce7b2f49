package dev.headwater.representation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  private static Metrics metrics(Double... amounts) {
    return Metrics.of(List.of(amounts)).orElseThrow();
  }

  private static SortedMap<String, Double> shares(double... amounts) {
    SortedMap<String, Double> map = new TreeMap<>();
    for (int i = 0; i < amounts.length; i++) {
      map.put("c" + i, amounts[i]);
    }
    return map;
  }

  @Test
  void entropy_isTheValueThatScipyPublishes() {
    // scipy.stats.entropy([9/10, 1/10], base=2) is 0.46899559.
    assertThat(metrics(9.0, 1.0).entropy() / Math.log(2)).isEqualTo(0.46899559, within(5e-9));
  }

  @Test
  void sameSizes_areAsManyEffectiveCategories() {
    Metrics same = metrics(7.0, 7.0, 7.0, 7.0);

    assertThat(same.entropy()).isEqualTo(Math.log(4), CLOSE);
    assertThat(same.evenness().orElseThrow()).isEqualTo(1, CLOSE);
    assertThat(same.effectiveNumber()).isEqualTo(4, CLOSE);
    assertThat(same.effectiveNumber2()).isEqualTo(4, CLOSE);
    assertThat(same.gini()).isEqualTo(0, CLOSE);
  }

  @Test
  void hillNumbers_areOfOrders1And2() {
    // p = 1/2, 1/4, 1/4: H = 1.5 ln 2, sum of p^2 = 3/8.
    Metrics metrics = metrics(50.0, 25.0, 25.0);

    assertThat(metrics.effectiveNumber()).isEqualTo(Math.pow(2, 1.5), CLOSE);
    assertThat(metrics.effectiveNumber2()).isEqualTo(8.0 / 3, CLOSE);
    assertThat(metrics.evenness().orElseThrow()).isEqualTo(1.5 * Math.log(2) / Math.log(3), CLOSE);
  }

  @Test
  void gini_isThatOfTheFormula() {
    // (-3 * 1 - 1 * 2 + 1 * 3 + 3 * 4) / (4 * 10)
    assertThat(metrics(4.0, 1.0, 3.0, 2.0).gini()).isEqualTo(0.25, CLOSE);
    assertThat(metrics(1.0, 3.0).gini()).isEqualTo(0.25, CLOSE);
  }

  @Test
  void singleCategory_hasNoEvenness() {
    assertThat(metrics(12.0)).isEqualTo(new Metrics(0, OptionalDouble.empty(), 1, 1, 0));
  }

  @Test
  void categoriesWithoutAmount_areLeftOut() {
    assertThat(metrics(3.0, 0.0, 1.0, 0.0)).isEqualTo(metrics(1.0, 3.0));
    assertThat(Metrics.of(List.of(0.0, 0.0))).isEmpty();
    assertThat(Metrics.of(List.of())).isEmpty();
  }

  @Test
  void amountsOfAnySize_doNotOverflow() {
    assertThat(metrics(1e308, 1e308).effectiveNumber()).isEqualTo(2, CLOSE);
    assertThat(metrics(1e-320, 1e-320).effectiveNumber2()).isEqualTo(2, CLOSE);
    assertThat(metrics(1e308, 1e-320).entropy()).isEqualTo(0, CLOSE);
  }

  @Test
  void order_doesNotMatter() {
    List<Double> amounts = new ArrayList<>();
    for (int i = 1; i <= 1_900; i++) {
      amounts.add(10_000_000_000.0 / i);
    }
    Metrics sorted = Metrics.of(amounts).orElseThrow();
    Collections.shuffle(amounts, new java.util.Random(1));

    assertThat(Metrics.of(amounts)).contains(sorted);
  }

  @Test
  void jensenShannon_isTheSquareOfTheDistanceThatScipyPublishes() {
    // scipy.spatial.distance.jensenshannon([1, 0], [0.5, 0.5]) is 0.46450140, with natural
    // logarithms, and the square root of the divergence.
    double bits = Metrics.jensenShannon(shares(1, 0), shares(0.5, 0.5)).orElseThrow();

    assertThat(Math.sqrt(bits * Math.log(2))).isEqualTo(0.46450140, within(5e-9));
    assertThat(Metrics.jensenShannon(shares(1, 1), shares(1, 0)).orElseThrow())
        .isEqualTo(bits, CLOSE);
  }

  @Test
  void jensenShannon_isFrom0To1AndOfSharesOnly() {
    assertThat(Metrics.jensenShannon(shares(1, 2, 3), shares(10, 20, 30))).hasValue(0);
    assertThat(Metrics.jensenShannon(shares(1, 0, 0), shares(0, 5, 7))).hasValue(1);
    assertThat(Metrics.jensenShannon(shares(0), shares(1))).isEmpty();
  }
}
