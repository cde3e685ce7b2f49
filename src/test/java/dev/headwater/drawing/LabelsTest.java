package dev.headwater.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LabelsTest {
  static final List<String> HOSTILE = Diagrams.HOSTILE;

  @Test
  void aTextThatFits_staysWhole() {
    assertThat(Labels.fit("corpora/udhr", 200, 13, true)).isEqualTo("corpora/udhr");
  }

  @Test
  void aLongText_losesItsMiddle() {
    String fitted = Labels.fit("0123456789".repeat(10), 100, 10, false);
    assertThat(fitted).matches("0123456[0-9]*…[0-9]*3?456789").hasSizeBetween(12, 17);
  }

  @ParameterizedTest
  @FieldSource("HOSTILE")
  void aCutText_isNotWiderThanAllowed_andHoldsNoBrokenPair(String text) {
    for (int limit = 20; limit < 200; limit += 7) {
      String fitted = Labels.fit(text.repeat(5), limit, 13, true);
      assertThat(Labels.width(fitted, 13, true)).isLessThanOrEqualTo(limit + 0.001);
      assertThat(fitted.codePoints()).noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }
  }

  @Test
  void aCut_keepsCharactersOfSeveralCodePointsWhole() {
    String family = "👩‍👩‍👧‍👧";
    String accented = "e\u0301";
    Random random = new Random(3);
    for (int limit = 30; limit < 400; limit += 1 + random.nextInt(9)) {
      String fitted = Labels.fit((family + accented).repeat(20), limit, 13, true);
      assertThat(fitted.replace(family, "").replace(accented, "")).isEqualTo("…");
    }
  }

  @Test
  void aPileOfMarks_isCutDown() {
    assertThat(Labels.fit("a" + "\u0301".repeat(500), 100, 13, true)).hasSizeLessThan(20);
  }

  @Test
  void whatChangesTheDirection_isShownAsReplaced_andJoinersStay() {
    assertThat(Labels.readable("a\u202Eb\u2066c\u0000d\uD83De\uFFFEf\ng"))
        .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf g");
    assertThat(Labels.readable("👩‍👧 می‌خواهم")).isEqualTo("👩‍👧 می‌خواهم");
  }

  @Test
  void wideCharacters_countAsWide() {
    assertThat(Labels.width("日本語", 10, false)).isGreaterThan(Labels.width("abc", 10, false) * 1.5);
    assertThat(Labels.width("iii", 10, false)).isLessThan(Labels.width("mmm", 10, false) / 2);
    assertThat(Labels.width("e\u0301", 10, false)).isEqualTo(Labels.width("e", 10, false));
  }
}
