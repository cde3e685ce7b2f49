package dev.headwater.representation;

import static dev.headwater.representation.Stated.languages;
import static dev.headwater.representation.Stated.stating;
import static dev.headwater.representation.Stated.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.model.Asset;
import dev.headwater.representation.Change.Ratio;
import dev.headwater.representation.Statements.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeTest {
  private final Stated stated = new Stated();

  private Optional<Change> changeOf(Asset asset) {
    return Optional.ofNullable(
        Change.of(asset, stated::of, stated.derive(asset)).get(Stated.LANGUAGES));
  }

  @Test
  void filter_hasARatioForEachCategoryOfAtLeast30() {
    Asset raw = stated.ingested("raw", languages("en", 1000, "sw", 100, "yo", 30, "zu", 29));
    Asset clean =
        stated.made(
            "clean",
            List.of(languages("en", 900, "sw", 45)),
            stated.step(Activity.KEEP_SOME, use(raw)));

    Change change = changeOf(clean).orElseThrow();

    assertThat(change.from()).isEqualTo(raw);
    assertThat(change.ratios()).extracting(Ratio::category).containsExactly("yo", "sw", "en");
    assertThat(change.ratios().get(0).ratio()).isZero();
    assertThat(change.ratios().get(1).ratio()).isEqualTo(0.45 / (900.0 / 1059), within(1e-12));
    assertThat(change.jensenShannon().orElseThrow()).isBetween(0.001, 0.1);
  }

  @Test
  void whatTheEventStatesOfItsInput_isWhatWasBefore() {
    Asset raw = stated.ingested("raw");
    Asset clean =
        stated.made(
            "clean",
            List.of(languages("en", 50)),
            stated.step(Activity.KEEP_SOME, stating(use(raw), languages("en", 50, "sw", 50))));

    assertThat(changeOf(clean).orElseThrow().ratios())
        .extracting(Ratio::category)
        .containsExactly("sw");
  }

  @Test
  void derivedInput_countsIfItIsExact() {
    Asset one = stated.ingested("one", languages("en", 50, "sw", 50));
    Asset merged = stated.made("merged", stated.step(Activity.KEEP_ALL, use(one, 100)));
    Asset part = stated.made("part", stated.step(Activity.KEEP_ALL, use(one, 99)));

    assertThat(
            changeOf(
                stated.made(
                    "clean",
                    List.of(languages("en", 50)),
                    stated.step(Activity.KEEP_SOME, use(merged)))))
        .isPresent();
    assertThat(
            changeOf(
                stated.made(
                    "other",
                    List.of(languages("en", 50)),
                    stated.step(Activity.KEEP_SOME, use(part)))))
        .isEmpty();
  }

  @Test
  void severalInputsOrEvents_haveNoChange() {
    Asset raw = stated.ingested("raw", languages("en", 50));
    List<dev.headwater.model.Composition> declared = List.of(languages("en", 50));

    assertThat(
            changeOf(
                stated.made(
                    "inputs", declared, stated.step(Activity.KEEP_ALL, use(raw), use(raw)))))
        .isEmpty();
    assertThat(
            changeOf(
                stated.made(
                    "events",
                    declared,
                    stated.step(Activity.KEEP_ALL, use(raw)),
                    stated.step(Activity.KEEP_ALL, use(raw)))))
        .isEmpty();
    assertThat(changeOf(stated.made("made", declared, stated.step(Activity.SYNTHESIZE, use(raw)))))
        .isEmpty();
  }

  @Test
  void ratios_areAtMost100() {
    List<Object> counts = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      counts.add("c" + i);
      counts.add(1000 + i);
    }
    Asset raw = stated.ingested("raw", languages(counts.toArray()));
    Asset clean =
        stated.made(
            "clean",
            List.of(languages(counts.toArray())),
            stated.step(Activity.KEEP_SOME, use(raw)));

    assertThat(changeOf(clean).orElseThrow().ratios()).hasSize(100);
  }
}
