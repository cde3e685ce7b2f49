package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.demo.Sample.Kind;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LocaleNamesTest {

  @Test
  void collect_holdsNamesOfEveryKindInManyLanguages() {
    assertThat(Sample.countByLanguage(Names.ALL)).hasSizeGreaterThan(150);
    assertThat(Names.ALL)
        .contains(
            new Sample("sw", Kind.COUNTRY, "Ufaransa"),
            new Sample("de", Kind.LANGUAGE, "Deutsch"),
            new Sample("fr", Kind.WEEKDAY, "lundi"),
            new Sample("zh", Kind.CURRENCY, "美元"),
            new Sample("ar", Kind.MONTH, "أغسطس"));
  }

  @Test
  void collect_leavesOutWhatTheJdkAnswersInEnglishForWantOfATranslation() {
    Set<String> english =
        Names.ALL.stream()
            .filter(sample -> sample.language().equals("en") && sample.kind() == Kind.CURRENCY)
            .map(Sample::text)
            .collect(Collectors.toSet());
    assertThat(english).contains("US Dollar");
    // Hawaiian has no currency names of its own beyond a few spellings shared with others.
    assertThat(Names.ALL)
        .filteredOn(sample -> sample.language().equals("haw") && sample.kind() == Kind.CURRENCY)
        .extracting(Sample::text)
        .doesNotContainAnyElementsOf(english)
        .doesNotContain("Afghan Afghani (1927-2002)");
  }

  @Test
  void collect_doesNotDependOnTheDefaultLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar"));
      assertThat(LocaleNames.collect()).isEqualTo(Names.ALL);
    } finally {
      Locale.setDefault(before);
    }
  }
}
