package dev.headwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.demo.Sample.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shows that the identifier learns: it is far better than chance on names that it has not seen, and
 * no better than chance if the labels were shuffled.
 */
class LanguageIdentifierTest {

  private static final HoldOut SPLIT = HoldOut.split(Names.ALL);
  private static final List<Sample> BASE = Balance.apply(SPLIT.pool(), 400, 7);

  @TempDir Path folder;

  @Test
  void identify_isFarAboveChanceOnHeldOutNames() {
    LanguageIdentifier identifier = LanguageIdentifier.train(BASE);

    Accuracy accuracy = Accuracy.measure(identifier, SPLIT.heldOut());

    double chance = 1.0 / identifier.languages();
    assertThat(accuracy.overall()).isBetween(0.5, 0.95);
    assertThat(accuracy.byLanguage().get("ka")).as("a script of its own").isGreaterThan(0.95);
    assertThat(accuracy.average()).isGreaterThan(60 * chance);
  }

  @Test
  void identify_learntFromShuffledLabels_isNoBetterThanChance() {
    List<String> labels = new ArrayList<>(BASE.stream().map(Sample::language).toList());
    Collections.shuffle(labels, new Random(1));
    List<Sample> shuffled = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      shuffled.add(new Sample(labels.get(i), BASE.get(i).kind(), BASE.get(i).text()));
    }

    Accuracy accuracy = Accuracy.measure(LanguageIdentifier.train(shuffled), SPLIT.heldOut());

    assertThat(accuracy.overall()).isLessThan(0.03);
  }

  @Test
  void identify_unseenText_doesNotFail() {
    LanguageIdentifier identifier =
        LanguageIdentifier.train(
            List.of(
                new Sample("fi", Kind.MONTH, "tammikuu"), new Sample("hu", Kind.MONTH, "január")));

    assertThat(identifier.identify("helmikuu")).isEqualTo("fi");
    assertThat(identifier.identify("január")).isEqualTo("hu");
    assertThat(identifier.identify("一月")).isIn("fi", "hu");
  }

  @Test
  void train_nothing_isRefused() {
    assertThatThrownBy(() -> LanguageIdentifier.train(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no samples");
  }

  @Test
  void write_sameSamples_sameBytes() throws IOException {
    Path one = folder.resolve("one.tsv");
    Path two = folder.resolve("two.tsv");
    List<Sample> reversed = new ArrayList<>(BASE.subList(0, 5_000));
    Collections.reverse(reversed);

    LanguageIdentifier.train(BASE.subList(0, 5_000)).write(one);
    LanguageIdentifier.train(reversed).write(two);

    assertThat(one).hasSameBinaryContentAs(two);
  }
}
