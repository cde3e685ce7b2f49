package dev.headwater.representation;

import static dev.headwater.representation.Stated.composition;
import static dev.headwater.representation.Stated.dataset;
import static dev.headwater.representation.Stated.incomplete;
import static dev.headwater.representation.Stated.languages;
import static dev.headwater.representation.Stated.stating;
import static dev.headwater.representation.Stated.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much of a category is synthetic. */
class SyntheticPartTest {
  private final Stated stated = new Stated();

  private String syntheticOf(Asset asset, String category) {
    return Stated.text(stated.languagesOf(asset).categories().get(category).synthetic());
  }

  private Asset genuine(String name, Composition... declared) {
    return stated.made(
        name,
        List.of(declared),
        Stated.synthetic(stated.step(Activity.INGEST), SyntheticPart.INHERITED));
  }

  private Asset synthesized(String name, Composition... declared) {
    return stated.made(name, List.of(declared), stated.step(Activity.SYNTHESIZE));
  }

  @Test
  void synthesis_isAllOfIt_silenceAnyPart_andADenialNone() {
    assertThat(syntheticOf(synthesized("made", languages("en", 10)), "en")).isEqualTo("10");
    assertThat(syntheticOf(stated.ingested("silent", languages("en", 10)), "en"))
        .isEqualTo("0..10");
    assertThat(syntheticOf(genuine("denied", languages("en", 10)), "en")).isEqualTo("0");
  }

  @Test
  void merge_addsTheParts() {
    Asset made = synthesized("made", languages("en", 10, "sw", 4));
    Asset denied = genuine("denied", languages("en", 90));
    Asset merged =
        stated.made("merged", stated.step(Activity.KEEP_ALL, use(made, 14), use(denied, 90)));

    assertThat(syntheticOf(merged, "en")).isEqualTo("10");
    assertThat(syntheticOf(merged, "sw")).isEqualTo("4");
  }

  @Test
  void filter_keepsAnyOfBoth() {
    Asset made = synthesized("made", languages("en", 10));
    Asset denied = genuine("denied", languages("en", 90));
    Asset filtered =
        stated.made("filtered", stated.step(Activity.KEEP_SOME, 95, use(made), use(denied)));

    assertThat(syntheticOf(filtered, "en")).isEqualTo("5..10");
  }

  @Test
  void declaredAmounts_cutTheParts() {
    Asset made = synthesized("made", languages("en", 10, "sw", 8));
    Asset denied = genuine("denied", languages("en", 90, "sw", 2));
    Asset filtered =
        stated.made(
            "filtered",
            List.of(languages("en", 95, "sw", 5)),
            stated.step(Activity.KEEP_SOME, use(made), use(denied)));

    assertThat(syntheticOf(filtered, "en")).isEqualTo("5..10");
    assertThat(syntheticOf(filtered, "sw")).isEqualTo("3..5");
  }

  @Test
  void recordsWithoutACategory_mayHaveGotOne() {
    Asset made = synthesized("made", composition(Stated.LANGUAGES, 6, "en", 10));
    Asset denied = genuine("denied", languages("en", 90));
    Asset labelled =
        stated.made(
            "labelled",
            List.of(languages("en", 102, "sw", 4)),
            stated.step(Activity.KEEP_ALL, 106, use(made, 16), use(denied, 90)));

    assertThat(syntheticOf(labelled, "en")).isEqualTo("12");
    assertThat(syntheticOf(labelled, "sw")).isEqualTo("4");
  }

  @Test
  void declarationThatCannotFollow_saysNothing() {
    Asset denied = genuine("denied", languages("en", 90));
    Asset more =
        stated.made(
            "more", List.of(languages("en", 95)), stated.step(Activity.KEEP_ALL, use(denied, 90)));

    assertThat(syntheticOf(more, "en")).isEqualTo("0..95");
  }

  @Test
  void inputOfWhichNothingIsKnown_mayBeSynthetic() {
    Asset denied = genuine("denied", languages("en", 90));
    Asset merged =
        stated.made(
            "merged",
            List.of(languages("en", 100)),
            stated.step(Activity.KEEP_ALL, use(denied, 90), use(dataset("far"), 10)));
    Asset incomplete =
        stated.made(
            "incomplete",
            List.of(languages("en", 90)),
            incomplete(stated.step(Activity.KEEP_ALL, use(denied, 90))));

    assertThat(syntheticOf(merged, "en")).isEqualTo("0..10");
    assertThat(syntheticOf(incomplete, "en")).isEqualTo("0..90");
  }

  @Test
  void stepThatGenerates_makesAllOfItSynthetic() {
    Asset denied = genuine("denied", languages("en", 90));
    Step step =
        Stated.synthetic(stated.step(Activity.KEEP_ALL, use(denied, 90)), SyntheticPart.ALL);

    assertThat(syntheticOf(stated.made("derived", step), "en")).isEqualTo("90");
    assertThat(syntheticOf(stated.made("declared", List.of(languages("en", 500)), step), "en"))
        .isEqualTo("500");
  }

  @Test
  void otherWork_addsNothingSynthetic() {
    Asset denied = genuine("denied", languages("en", 90));
    Asset silent = stated.ingested("silent", languages("en", 90));
    List<Composition> declared = List.of(languages("en", 50));

    assertThat(
            syntheticOf(
                stated.made("pure", declared, stated.step(Activity.OTHER, use(denied))), "en"))
        .isEqualTo("0");
    assertThat(
            syntheticOf(
                stated.made("mixed", declared, stated.step(Activity.OTHER, use(silent))), "en"))
        .isEqualTo("0..50");
  }

  @Test
  void reclassification_decides() {
    Asset denied = genuine("denied", languages("en", 10));
    Asset yes =
        stated.put(
            dataset("yes"),
            List.of(),
            Optional.of(true),
            stated.step(Activity.KEEP_ALL, use(denied, 10)));
    Asset no =
        stated.put(
            dataset("no"),
            List.of(languages("en", 10)),
            Optional.of(false),
            stated.step(Activity.SYNTHESIZE));
    Asset seeded =
        stated.put(
            dataset("seeded"),
            List.of(languages("en", 10)),
            Optional.of(false),
            stated.step(Activity.SYNTHESIZE, use(yes, 10)));

    assertThat(syntheticOf(yes, "en")).isEqualTo("10");
    assertThat(syntheticOf(no, "en")).isEqualTo("0");
    assertThat(syntheticOf(seeded, "en")).isEqualTo("0..10");
  }

  @Test
  void whatAnEventStatesOfItsInput_isCutToWhatItCanBe() {
    Asset made = synthesized("made", languages("en", 10));
    Asset denied = genuine("denied", languages("en", 90));
    Asset merged =
        stated.made("merged", stated.step(Activity.KEEP_ALL, use(made, 10), use(denied, 90)));
    Asset read =
        stated.made(
            "read", stated.step(Activity.KEEP_ALL, stating(use(merged, 95), languages("en", 95))));

    assertThat(syntheticOf(read, "en")).isEqualTo("5..10");
  }

  @Test
  void whatAnEventStatesOfAPart_isAllSyntheticWhereTheWholeIs() {
    Asset made = synthesized("made", languages("en", 10));
    Asset merged = stated.made("merged", stated.step(Activity.KEEP_ALL, use(made, 10)));
    Asset read =
        stated.made(
            "read", stated.step(Activity.KEEP_ALL, stating(use(merged, 5), languages("en", 5))));

    assertThat(syntheticOf(read, "en")).isEqualTo("5");
  }

  @Test
  void cycleOfDeclaredAssets_leavesItOpen() {
    Asset a = dataset("a");
    Asset b =
        stated.made("b", List.of(languages("en", 10)), stated.step(Activity.KEEP_ALL, use(a, 10)));
    stated.made("a", List.of(languages("en", 10)), stated.step(Activity.KEEP_ALL, use(b, 10)));

    assertThat(syntheticOf(a, "en")).isEqualTo("0..10");
    assertThat(syntheticOf(b, "en")).isEqualTo("0..10");
    assertThat(syntheticOf(stated.made("c", stated.step(Activity.KEEP_ALL, use(b, 10))), "en"))
        .isEqualTo("0..10");
  }

  @Test
  void severalEvents_areOpenBetweenThem() {
    Step genuine = stated.step(Activity.KEEP_ALL, use(genuine("denied", languages("en", 10)), 10));
    Step made = stated.step(Activity.SYNTHESIZE);

    assertThat(syntheticOf(stated.made("both", List.of(languages("en", 30)), made, genuine), "en"))
        .isEqualTo("20..30");
    assertThat(syntheticOf(stated.made("same", List.of(languages("en", 8)), made, genuine), "en"))
        .isEqualTo("0..8");
    assertThat(
            syntheticOf(
                stated.made(
                    "all",
                    List.of(languages("en", 8)),
                    made,
                    Stated.synthetic(genuine, SyntheticPart.ALL)),
                "en"))
        .isEqualTo("8");
  }
}
