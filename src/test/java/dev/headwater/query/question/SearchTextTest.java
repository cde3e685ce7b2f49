package dev.headwater.query.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTextTest {
  @ParameterizedTest
  @CsvSource({
    "Web-Crawl, web-crawl",
    "ДАННЫЕ, данные",
    "ΟΔΟΣ, οδοσ",
    "οδος, οδοσ",
    "Straße, strasse",
    "ＡＢＣ１２, abc12",
    "ﬁne, fine",
    "cafe\u0301, caf\u00e9",
    "CAFE\u0301, caf\u00e9",
    "数据, 数据",
    "بيانات, بيانات",
    "x², x2",
    "🚀, 🚀",
    "İ, i"
  })
  void folding_removesCaseAndCompatibilityForms(String text, String folded) {
    assertThat(SearchText.fold(text)).isEqualTo(folded);
  }

  @Test
  void foldingTwice_changesNothing_whateverTheCodePoint() {
    List<Integer> changed = new ArrayList<>();
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      if (Character.isDefined(point) && Character.getType(point) != Character.SURROGATE) {
        String once = SearchText.fold("a" + Character.toString(point) + "\u0301");
        if (!SearchText.fold(once).equals(once)) {
          changed.add(point);
        }
      }
    }
    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "web-crawl, 0, true",
    "web-crawl, 1, false",
    "web-crawl, 4, true",
    "web-crawl, 3, false",
    "part-00017, 5, true",
    "part-00017, 8, false",
    "a/_b, 3, true",
    "हिन्दी, 2, false",
    "🚀x, 2, true",
    "数据集, 1, false"
  })
  void aWord_beginsBehindWhatIsNoLetterDigitOrMark(String text, int index, boolean begins) {
    assertThat(SearchText.isWordStart(text, index)).isEqualTo(begins);
  }
}
