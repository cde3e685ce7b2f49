package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.demo.Sample.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorsTest {

  private static final List<Sample> SEEDS =
      List.of(
          new Sample("sw", Kind.MONTH, "mei"),
          new Sample("sw", Kind.WEEKDAY, "jumatatu"),
          new Sample("sw", Kind.WEEKDAY, "jumanne"),
          new Sample("sw", Kind.COUNTRY, "ufaransa"),
          new Sample("ii", Kind.COUNTRY, "ꀠꑭ"));

  @Test
  void templateSentences_fillSlotsFromTheLanguagesOwnSeedsUpToTheTarget() {
    var generator = new TemplateSentences("{weekday} {month}, {country}", 6, 1);

    List<Sample> sentences = generator.generate(SEEDS);

    assertThat(sentences).filteredOn(s -> s.language().equals("sw")).hasSize(2);
    assertThat(sentences).filteredOn(s -> s.language().equals("ii")).hasSize(5);
    assertThat(sentences)
        .extracting(Sample::text)
        .containsOnly("jumatatu mei, ufaransa", "jumanne mei, ufaransa", ", ꀠꑭ");
    assertThat(generator.generate(SEEDS)).isEqualTo(sentences);
  }

  @Test
  void templateSentences_languagesAtTheTargetGetNone() {
    assertThat(new TemplateSentences("{month} {country}", 4, 1).generate(SEEDS))
        .extracting(Sample::language)
        .containsOnly("ii");
  }

  @Test
  void letterChains_holdOnlySequencesThatTheSeedsHold() {
    List<Sample> chains = new LetterChains(50, 12, 1).generate(SEEDS);

    assertThat(chains).hasSize(100).allMatch(chain -> chain.length() <= 12);
    String learnt = "mei jumatatu jumanne ufaransa ꀠꑭ";
    assertThat(chains)
        .allSatisfy(
            chain -> {
              String text = chain.text();
              for (int i = 0; i + LetterChains.ORDER < text.length(); i++) {
                assertThat(learnt).contains(text.substring(i, i + LetterChains.ORDER + 1));
              }
            });
    assertThat(chains).extracting(Sample::text).contains("jumatatu", "jumanne");
    assertThat(new LetterChains(50, 12, 1).generate(SEEDS)).isEqualTo(chains);
  }
}
