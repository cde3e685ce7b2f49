package dev.headwater.representation;

import static dev.headwater.representation.Stated.composition;
import static dev.headwater.representation.Stated.dataset;
import static dev.headwater.representation.Stated.incomplete;
import static dev.headwater.representation.Stated.inferred;
import static dev.headwater.representation.Stated.languages;
import static dev.headwater.representation.Stated.stating;
import static dev.headwater.representation.Stated.text;
import static dev.headwater.representation.Stated.use;
import static dev.headwater.representation.Stated.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.representation.Representation.Method;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.TargetShare.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of step means for the amounts of what it made. */
class DerivationTest {
  private static final Measure HOURS = new Measure("language", "hours");
  private static final Measure REGIONS = new Measure("region", "records");

  private final Stated stated = new Stated();

  private String languagesOf(Asset asset) {
    return text(stated.languagesOf(asset));
  }

  private Optional<String> whyNot(Asset asset) {
    return stated.languagesOf(asset).notDerivable();
  }

  @Test
  void declared_stands() {
    Asset raw = stated.ingested("raw", languages("en", 5));
    Asset clean =
        stated.made(
            "clean",
            List.of(languages("en", 90, "sw", 7)),
            stated.step(Activity.KEEP_SOME, use(raw)));

    Representation representation = stated.languagesOf(clean);

    assertThat(text(representation)).isEqualTo("total 97, en 90, sw 7");
    assertThat(representation.method()).isEqualTo(Method.MEASURED);
    assertThat(representation.of()).containsExactly(clean);
    assertThat(representation.isExact()).isTrue();
  }

  @Test
  void merge_ofWholeInputs_isExact() {
    Asset one = stated.ingested("one", languages("en", 90, "sw", 10));
    Asset other = stated.ingested("other", languages("sw", 5, "yo", 1));
    Asset merged =
        stated.made("merged", stated.step(Activity.KEEP_ALL, use(one, 100), use(other, 6)));

    Representation representation = stated.languagesOf(merged);

    assertThat(text(representation)).isEqualTo("total 106, en 90, sw 15, yo 1");
    assertThat(representation.method()).isEqualTo(Method.DERIVED);
    assertThat(representation.isExact()).isTrue();
  }

  @Test
  void merge_withoutRecords_isAnyPart() {
    Asset one = stated.ingested("one", languages("en", 90, "sw", 10));
    Asset merged = stated.made("merged", stated.step(Activity.KEEP_ALL, use(one)));

    assertThat(languagesOf(merged)).isEqualTo("total 0..100, en 0..90, sw 0..10");
  }

  @Test
  void merge_thatStatesItsRecords_isTightenedByThem() {
    Asset one = stated.ingested("one", languages("en", 90, "sw", 10));
    Asset other = stated.ingested("other", languages("sw", 5, "yo", 1));
    Asset all = stated.made("all", stated.step(Activity.KEEP_ALL, 106, use(one), use(other)));
    Asset most = stated.made("most", stated.step(Activity.KEEP_ALL, 103, use(one), use(other)));

    assertThat(languagesOf(all)).isEqualTo("total 106, en 90, sw 15, yo 1");
    assertThat(languagesOf(most)).isEqualTo("total 103, en 87..90, sw 12..15, yo 0..1");
  }

  @Test
  void wholeInput_leavesTheRestToTheOthers() {
    Asset one = stated.ingested("one", languages("en", 10));
    Asset other = stated.ingested("other", languages("sw", 5));
    Asset merged =
        stated.made("merged", stated.step(Activity.KEEP_ALL, 12, use(one, 10), use(other)));

    assertThat(languagesOf(merged)).isEqualTo("total 12, en 10, sw 2");
  }

  @Test
  void filter_keepsAnyPartOfItsSize() {
    Asset raw = stated.ingested("raw", languages("en", 90, "sw", 10));
    Asset sized = stated.made("sized", stated.step(Activity.KEEP_SOME, 95, use(raw, 100)));
    Asset unsized = stated.made("unsized", stated.step(Activity.KEEP_SOME, use(raw, 100)));

    assertThat(languagesOf(sized)).isEqualTo("total 95, en 85..90, sw 5..10");
    assertThat(languagesOf(unsized)).isEqualTo("total 0..100, en 0..90, sw 0..10");
  }

  @Test
  void partOfAnInput_isAnyPartOfThatSize() {
    Asset raw = stated.ingested("raw", languages("en", 90, "sw", 10));
    Asset merged = stated.made("merged", stated.step(Activity.KEEP_ALL, use(raw, 95)));

    assertThat(languagesOf(merged)).isEqualTo("total 95, en 85..90, sw 5..10");
  }

  @Test
  void recordsThatTheCompositionDoesNotCount_areUnknownForWhatIsMadeOfIt() {
    Asset raw = stated.made("raw", List.of(languages("en", 80)), stated.step(Activity.INGEST, 100));
    Asset part = stated.made("part", stated.step(Activity.KEEP_ALL, use(raw, 90)));

    assertThat(languagesOf(raw)).isEqualTo("total 80, en 80");
    assertThat(languagesOf(part)).isEqualTo("total 90, unknown 10..20, en 70..80");
  }

  @Test
  void translation_leavesLanguagesUnknownAndOthersAsTheyWere() {
    Asset raw = stated.ingested("raw", languages("en", 100), composition(REGIONS, 0, "KE", 100));
    Asset translated = stated.made("translated", stated.step(Activity.TRANSLATE, use(raw, 100)));

    assertThat(languagesOf(translated)).isEqualTo("total 100, unknown 100");
    assertThat(whyNot(translated))
        .hasValueSatisfying(why -> assertThat(why).contains("translated"));
    assertThat(text(stated.derive(translated, REGIONS))).isEqualTo("total 100, KE 100");
  }

  @Test
  void synthesis_isUnknownUnlessItDeclares() {
    Asset seed = stated.ingested("seed", languages("en", 100));
    Asset made = stated.made("made", stated.step(Activity.SYNTHESIZE, 500, use(seed, 100)));
    Asset below = stated.made("below", stated.step(Activity.KEEP_ALL, use(made, 500)));

    assertThat(languagesOf(made)).isEqualTo("total 500, unknown 500");
    assertThat(whyNot(made)).isPresent();
    assertThat(languagesOf(below)).isEqualTo("total 500, unknown 500");
  }

  @Test
  void whatSaysNothingOfAmounts_isNotDerivable() {
    Asset raw = stated.ingested("raw", languages("en", 100));
    Step merge = stated.step(Activity.KEEP_ALL, 100, use(raw, 100));
    Asset other = stated.made("other", stated.step(Activity.OTHER, use(raw, 100)));
    Asset incomplete = stated.made("incomplete", incomplete(merge));

    assertThat(languagesOf(other)).isEqualTo("total 0.., unknown 0..");
    assertThat(whyNot(other)).isPresent();
    assertThat(languagesOf(incomplete)).isEqualTo("total 100, unknown 100");
    assertThat(whyNot(incomplete))
        .contains("event " + merge.event() + " does not name all its inputs");
  }

  @Test
  void stepThatNamesNoDataset_isNotDerivable() {
    Asset clean =
        stated.put(
            dataset("clean"),
            List.of(),
            Optional.empty(),
            stated.step(Activity.KEEP_ALL, OptionalLong.empty(), List.of()));

    Representation representation =
        Derivation.of(clean, stated::of, Optional.of("language")).get(Stated.LANGUAGES);

    assertThat(text(representation)).isEqualTo("total 0.., unknown 0..");
    assertThat(representation.notDerivable()).isPresent();
  }

  @Test
  void moreThanCanBeThere_isAContradictionThatIsNamed() {
    Asset raw = stated.ingested("raw", languages("en", 100));
    Step tooMany = stated.step(Activity.KEEP_SOME, 120, use(raw, 100));
    Step tooFew = stated.step(Activity.KEEP_ALL, 80, use(raw, 100));

    assertThat(whyNot(stated.made("more", tooMany)))
        .contains(
            "event "
                + tooMany.event()
                + " says that it made 120 records, but at most 100 can have gone in");
    assertThat(whyNot(stated.made("less", tooFew)))
        .contains(
            "event "
                + tooFew.event()
                + " says that it made 80 records and that it kept all of its inputs, but at least"
                + " 100 have gone in");
  }

  @Test
  void inferredInput_mayNotHaveGoneIn() {
    Asset one = stated.ingested("one", languages("en", 90));
    Asset other = stated.ingested("other", languages("sw", 10));
    Asset merged =
        stated.made(
            "merged", stated.step(Activity.KEEP_ALL, use(one, 90), inferred(use(other, 10))));

    assertThat(languagesOf(merged)).isEqualTo("total 90..100, en 90, sw 0..10");
  }

  @Test
  void whatAnEventStatesOfItsInput_countsForThatStepAlone() {
    Asset raw = stated.ingested("raw");
    Asset clean =
        stated.made(
            "clean", stated.step(Activity.KEEP_ALL, stating(use(raw, 100), languages("en", 100))));
    Asset other = stated.made("other", stated.step(Activity.KEEP_ALL, use(raw, 100), use(clean)));

    assertThat(languagesOf(clean)).isEqualTo("total 100, en 100");
    assertThat(languagesOf(other)).isEqualTo("total 100..200, unknown 100, en 0..100");
  }

  @Test
  void whatAnEventStatesOfAnInputThatDeclares_doesNotCount() {
    Asset raw = stated.ingested("raw", languages("sw", 50));
    Asset clean =
        stated.made(
            "clean", stated.step(Activity.KEEP_ALL, stating(use(raw, 50), languages("en", 100))));

    assertThat(languagesOf(clean)).isEqualTo("total 50, sw 50");
  }

  @Test
  void inputWithoutComposition_countsAsUnknown() {
    Asset known = stated.ingested("known", languages("en", 100));
    Asset sized = stated.made("sized", stated.step(Activity.INGEST, 40));
    Asset merged =
        stated.made("merged", stated.step(Activity.KEEP_ALL, use(known, 100), use(sized, 30)));
    Asset whole = stated.made("whole", stated.step(Activity.KEEP_ALL, use(known, 100), use(sized)));

    assertThat(languagesOf(merged)).isEqualTo("total 130, unknown 30, en 100");
    assertThat(languagesOf(whole)).isEqualTo("total 100..140, unknown 0..40, en 100");
  }

  @Test
  void unitsAndDimensions_areNotMixed() {
    Asset speech =
        stated.made(
            "speech",
            List.of(
                composition(HOURS, 0, "en", 2.5),
                composition(REGIONS, 0, "KE", 1000),
                languages("en", 1000)),
            stated.step(Activity.INGEST, 1000));
    Asset half = stated.made("half", stated.step(Activity.KEEP_ALL, use(speech, 500)));
    Asset whole = stated.made("whole", stated.step(Activity.KEEP_ALL, use(speech, 1000)));
    Asset none = stated.made("none", stated.step(Activity.KEEP_ALL, use(speech, 0)));

    assertThat(stated.derive(half)).containsOnlyKeys(HOURS, REGIONS, Stated.LANGUAGES);
    assertThat(text(stated.derive(half, HOURS))).isEqualTo("total 0..2.5, en 0..2.5");
    assertThat(languagesOf(half)).isEqualTo("total 500, en 500");
    assertThat(text(stated.derive(half, REGIONS))).isEqualTo("total 500, KE 500");
    assertThat(text(stated.derive(whole, HOURS))).isEqualTo("total 2.5, en 2.5");
    assertThat(text(stated.derive(none, HOURS))).isEqualTo("total 0, en 0");
  }

  @Test
  void severalEvents_mayAddOrReplace() {
    Asset one = stated.ingested("one", languages("en", 90, "sw", 10));
    Asset other = stated.ingested("other", languages("en", 20));
    Asset both =
        stated.made(
            "both",
            stated.step(Activity.KEEP_ALL, use(other, 20)),
            stated.step(Activity.KEEP_ALL, use(one, 100)));
    Asset sized =
        stated.made(
            "sized",
            stated.step(Activity.KEEP_ALL, 110, use(other, 20)),
            stated.step(Activity.KEEP_ALL, use(one, 100)));

    assertThat(languagesOf(both)).isEqualTo("total 20..120, en 20..110, sw 0..10");
    assertThat(languagesOf(sized)).isEqualTo("total 110, en 100..110, sw 0..10");
  }

  @Test
  void model_isMadeOfAllThatItWasTrainedOn() {
    Asset one = stated.ingested("one", languages("en", 90, "sw", 10));
    Asset other = stated.ingested("other", languages("yo", 20));
    Asset model =
        stated.trained(
            "model",
            stated.step(Activity.TRAIN, use(other, 10), use(one)),
            stated.step(Activity.TRAIN, use(one)));

    Representation representation = stated.languagesOf(model);

    assertThat(text(representation)).isEqualTo("total 110, en 90, sw 10, yo 10");
    assertThat(representation.of()).containsExactly(one, other);
  }

  @Test
  void datasetOfSeveralTrainings_isWhatTheLatestThatStatesItSays() {
    Asset raw = stated.ingested("raw");
    Asset model =
        stated.trained(
            "model",
            stated.step(Activity.TRAIN, use(raw)),
            stated.step(Activity.TRAIN, stating(use(raw), languages("en", 20))),
            stated.step(Activity.TRAIN, stating(use(raw), languages("sw", 30))));

    assertThat(languagesOf(model)).isEqualTo("total 20, en 20");
  }

  @Test
  void partsOfSeveralTrainings_mayBeTheSameOrNot() {
    Asset raw = stated.ingested("raw", languages("en", 100, "sw", 5));
    Asset model =
        stated.trained(
            "model",
            stated.step(Activity.TRAIN, use(raw, 60)),
            stated.step(Activity.TRAIN, use(raw, 30)));

    assertThat(languagesOf(model)).isEqualTo("total 60..90, en 55..90, sw 0..5");
  }

  @Test
  void severalEventsThatContradictTheSize_areNamed() {
    Asset raw = stated.ingested("raw", languages("en", 100));
    Asset few =
        stated.made(
            "few",
            stated.step(Activity.KEEP_ALL, 10, use(raw, 100)),
            stated.step(Activity.TRANSLATE, use(raw, 100)));
    Asset many =
        stated.made(
            "many",
            stated.step(Activity.KEEP_ALL, 210, use(raw, 100)),
            stated.step(Activity.KEEP_ALL, use(raw, 100)));

    assertThat(whyNot(few))
        .contains("it has 10 records, but the events that made it account for at least 100");
    assertThat(whyNot(many))
        .contains("it has 210 records, but the events that made it account for at most 200");
  }

  @Test
  void weights_countForTheSharesOfATrainingMix() {
    Asset one = stated.ingested("one", languages("en", 75, "sw", 25));
    Asset other = stated.ingested("other", languages("sw", 1000));
    Asset model =
        stated.trained(
            "model", stated.step(Activity.TRAIN, weighted(use(one), 3), weighted(use(other), 1)));
    Asset partly =
        stated.trained("partly", stated.step(Activity.TRAIN, weighted(use(one), 3), use(other)));

    Representation representation = stated.languagesOf(model);

    assertThat(text(representation)).isEqualTo("total 1100, en 75, sw 1025");
    assertThat(representation.isWeighted()).isTrue();
    assertThat(Shares.of(representation))
        .containsEntry("en", Interval.point(3 * 0.75 / 4))
        .containsEntry("sw", Interval.point((3 * 0.25 + 1) / 4));
    assertThat(stated.languagesOf(partly).isWeighted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightsOfOneOfTwoTrainings_countForNothing(boolean latest) {
    Asset one = stated.ingested("one", languages("en", 100));
    Asset other = stated.ingested("other", languages("sw", 900));
    Step weighing = stated.step(Activity.TRAIN, weighted(use(one), 1));
    Step silent = stated.step(Activity.TRAIN, use(other));
    Asset model = stated.trained("model", latest ? weighing : silent, latest ? silent : weighing);

    Representation representation = stated.languagesOf(model);

    assertThat(representation.isWeighted()).isFalse();
    assertThat(Shares.of(representation))
        .containsEntry("en", Interval.point(0.1))
        .containsEntry("sw", Interval.point(0.9));
    assertThat(TargetShare.of(representation, "en", 0.5).outcome()).isEqualTo(Outcome.MISSED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightsOfTwoTrainings_boundTheShares(boolean firstIsLatest) {
    Asset one = stated.ingested("one", languages("en", 100));
    Asset other = stated.ingested("other", languages("sw", 900));
    Asset third = stated.ingested("third", languages("yo", 1));
    Step first = stated.step(Activity.TRAIN, weighted(use(one), 3), weighted(use(other), 1));
    Step second = stated.step(Activity.TRAIN, weighted(use(third), 50), weighted(use(other), 50));
    Asset model =
        stated.trained("model", firstIsLatest ? first : second, firstIsLatest ? second : first);

    Representation representation = stated.languagesOf(model);

    assertThat(Shares.of(representation))
        .containsEntry("en", new Interval(0, 0.75))
        .containsEntry("sw", new Interval(0.25, 0.5))
        .containsEntry("yo", new Interval(0, 0.5));
    assertThat(Metrics.of(representation)).isEmpty();
    assertThat(Shares.greatest(representation, "yo")).isEqualTo(0.5);
    assertThat(TargetShare.of(representation, "sw", 0.5).outcome()).isEqualTo(Outcome.NOT_KNOWN);
    assertThat(TargetShare.of(representation, "sw", 0.25).outcome()).isEqualTo(Outcome.REACHED);
  }

  @Test
  void trainingWithoutDatasets_takesNoWeightAway() {
    Asset one = stated.ingested("one", languages("en", 100));
    Asset other = stated.ingested("other", languages("sw", 900));
    Asset model =
        stated.trained(
            "model",
            stated.step(Activity.TRAIN),
            stated.step(Activity.TRAIN, weighted(use(one), 1), weighted(use(other), 1)));

    assertThat(Shares.of(stated.languagesOf(model))).containsEntry("en", Interval.point(0.5));
  }

  @Test
  void assetThatDescendsFromItself_isNotDerivable() {
    Asset raw = stated.ingested("raw", languages("en", 100));
    Asset a = dataset("a");
    Asset b = dataset("b");
    stated.made("a", stated.step(Activity.KEEP_ALL, 100, use(raw, 100), use(b, 0)));
    stated.made("b", stated.step(Activity.KEEP_ALL, use(a, 100)));
    Asset below = stated.made("below", stated.step(Activity.KEEP_ALL, use(raw, 100), use(a, 100)));
    Asset itself =
        stated.made("itself", stated.step(Activity.KEEP_ALL, use(dataset("itself")), use(raw)));

    assertThat(whyNot(a)).contains("it descends from itself");
    assertThat(whyNot(b)).contains("it descends from itself");
    assertThat(whyNot(itself)).contains("it descends from itself");
    assertThat(languagesOf(below)).isEqualTo("total 200, unknown 100, en 100");
  }

  @Test
  void declarationOnACycle_opensIt() {
    Asset a = dataset("a");
    Asset b = stated.made("b", stated.step(Activity.KEEP_ALL, use(a, 100)));
    stated.made("a", List.of(languages("en", 100)), stated.step(Activity.KEEP_SOME, use(b, 100)));

    assertThat(languagesOf(b)).isEqualTo("total 100, en 100");
    assertThat(languagesOf(a)).isEqualTo("total 100, en 100");
  }

  @Test
  void whatWasNotRead_isSaid() {
    Asset known = stated.ingested("known", languages("en", 100));
    Asset merged =
        stated.made(
            "merged", stated.step(Activity.KEEP_ALL, use(known, 100), use(dataset("far"), 30)));
    Asset below = stated.made("below", stated.step(Activity.KEEP_ALL, use(merged, 130)));

    assertThat(languagesOf(below)).isEqualTo("total 130, unknown 30, en 100");
    assertThat(whyNot(below)).contains("what events state of dataset:lab:far@1 was not read");
  }

  @Test
  void dimensionThatNothingStates_isNotDerivable() {
    Asset raw =
        stated.made("raw", List.of(languages("en", 100)), stated.step(Activity.INGEST, 100));

    assertThat(Derivation.of(raw, stated::of, Optional.of("region")))
        .hasSize(1)
        .hasEntrySatisfying(
            REGIONS,
            representation -> {
              assertThat(text(representation)).isEqualTo("total 100, unknown 100");
              assertThat(representation.notDerivable())
                  .contains(
                      "no event states a composition by region of it or of anything that it"
                          + " descends from");
            });
  }
}
