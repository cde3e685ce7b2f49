package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.demo.Sample.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CleaningTest {

  private static Sample country(String language, String text) {
    return new Sample(language, Kind.COUNTRY, text);
  }

  @Test
  void apply_countsEachRemovalByItsReasonAndLanguage() {
    Cleaning.Result result =
        Cleaning.apply(
            List.of(
                country("jmc", "Ufaransa"),
                country("sw", "Ufaransa"),
                country("sw", "Ujerumani"),
                country("zh", "法国"),
                country("zh", "沙特阿拉伯")),
            4,
            true);

    assertThat(result.kept())
        .containsExactly(
            country("jmc", "Ufaransa"), country("sw", "Ujerumani"), country("zh", "沙特阿拉伯"));
    assertThat(result.removedByReason())
        .isEqualTo(Map.of(Cleaning.TOO_SHORT, 1L, Cleaning.DUPLICATE, 1L));
    assertThat(result.effects())
        .containsExactly(
            new FilterEffect("sw", 2, 1),
            new FilterEffect("zh", 2, 1),
            new FilterEffect("jmc", 1, 1));
  }

  @Test
  void apply_withinLanguages_everyLanguageKeepsASharedName() {
    Sample first = country("jmc", "Ufaransa");
    Sample second = country("sw", "Ufaransa");

    Cleaning.Result result = Cleaning.apply(List.of(first, second, second), 1, false);

    assertThat(result.kept()).containsExactly(first, second);
    assertThat(result.removedByReason()).containsEntry(Cleaning.DUPLICATE, 1L);
  }

  @Test
  void apply_lengthIsInCodePoints() {
    // Four letters of Adlam, each two UTF-16 units.
    Sample adlam = country("ff", "𞤢𞤣𞤤𞤥");

    assertThat(Cleaning.apply(List.of(adlam), 4, true).kept()).containsExactly(adlam);
    assertThat(Cleaning.apply(List.of(adlam), 5, true).kept()).isEmpty();
  }

  @Test
  void apply_realNames_removesSomeLanguagesFarMoreThanOthers() {
    Cleaning.Result result = Cleaning.apply(Names.ALL, 4, true);

    long removed = result.removedByReason().values().stream().mapToLong(Long::longValue).sum();
    assertThat(result.kept()).hasSize(Names.ALL.size() - (int) removed);
    assertThat(result.effects().get(0).removedShare()).isGreaterThan(0.9);
    assertThat(result.effects().get(result.effects().size() - 1).removedShare()).isLessThan(0.05);
  }

  @Test
  void apply_realNames_withoutTheTwoChoices_keepsEveryLanguage() {
    Cleaning.Result strict = Cleaning.apply(Names.ALL, 4, true);
    Cleaning.Result mild = Cleaning.apply(Names.ALL, 1, false);

    assertThat(strict.effects()).anyMatch(effect -> effect.after() == 0);
    assertThat(mild.effects()).allMatch(effect -> effect.after() > 0);
  }
}
