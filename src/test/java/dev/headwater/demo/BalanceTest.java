package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.demo.Sample.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {

  private static Sample month(String language, String text) {
    return new Sample(language, Kind.MONTH, text);
  }

  @Test
  void apply_normalizesSpellingAndDropsWhatBecomesEqual() {
    List<Sample> balanced =
        Balance.apply(
            List.of(month("fr", "Août"), month("fr", "aou\u0302t"), month("de", "August")), 10, 1);

    assertThat(balanced).containsExactly(month("de", "august"), month("fr", "août"));
  }

  @Test
  void apply_capsEachLanguageAndRepeatsWithTheSameSeed() {
    List<Sample> balanced = Balance.apply(Names.ALL, 100, 7);

    assertThat(Sample.countByLanguage(balanced).values()).allMatch(n -> n <= 100).contains(100L);
    assertThat(Balance.apply(Names.ALL, 100, 7)).isEqualTo(balanced);
    assertThat(Balance.apply(Names.ALL, 100, 8)).isNotEqualTo(balanced);
  }
}
