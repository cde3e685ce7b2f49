package dev.headwater.engine;

import static dev.headwater.engine.RepresentationScene.composition;
import static dev.headwater.engine.RepresentationScene.data;
import static dev.headwater.engine.RepresentationScene.input;
import static dev.headwater.engine.RepresentationScene.languages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.TransformOperation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RemovalRulesTest {
  private static final RuleName REMOVAL = RuleName.DISPARATE_REMOVAL;
  private static final RuleName ERASED = RuleName.GROUP_ERASED;
  private static final Asset RAW = data("raw@1");
  private static final Asset CLEAN = data("clean@1");

  private final RepresentationScene scene = new RepresentationScene();

  @Test
  void categoryThatKeepsMuchLess_isFlaggedWithItsNumbers() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN, languages("en", 900, "sw", 450));

    Alert alert = scene.alert(REMOVAL, CLEAN, RAW, "language").orElseThrow();

    assertThat(alert.status()).isEqualTo(AlertStatus.OPEN);
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    assertThat(alert.path()).containsExactly(RAW, CLEAN);
    AlertEvidence sw = alert.evidence().get(0);
    assertThat(alert.evidence()).hasSize(1);
    assertThat(sw.category()).isEqualTo("sw");
    assertThat(sw.value()).hasValue(0.5);
    // The Katz interval: exp(ln 0.5 -+ 1.96 sqrt(1/450 - 1/1000 + 1/900 - 1/1000)).
    assertThat(sw.low().getAsDouble()).isCloseTo(0.46547, within(0.00001));
    assertThat(sw.high().getAsDouble()).isCloseTo(0.53709, within(0.00001));
    assertThat(sw.threshold()).hasValue(0.8);
    assertThat(sw.before()).hasValue(1000);
    assertThat(sw.after()).hasValue(450);
    assertThat(scene.node(CLEAN).openAlerts()).isEqualTo(1);
  }

  @Test
  void alertsBeyondTheBound_resolveNoneWhoseCauseHolds() {
    int many = RepresentationAlerts.MAX_OPEN;
    scene.ingest(RAW, everywhere(many, "a", 1000, "b", 1000, "c", 1000));
    scene.clean(input(RAW), CLEAN, everywhere(many, "a", 900, "c", 900));
    assertThat(scene.open(ERASED)).hasSize(many);

    scene.clean(input(RAW), CLEAN, everywhere(many, "a", 900, "c", 100));

    assertThat(scene.open(ERASED)).hasSize(many);
    assertThat(scene.open(REMOVAL)).isEmpty();
    assertThat(scene.node(CLEAN).openAlerts()).isEqualTo(many);

    scene.clean(input(RAW), CLEAN, everywhere(many, "a", 900, "b", 900, "c", 100));

    assertThat(scene.open(ERASED)).isEmpty();
    assertThat(scene.open(REMOVAL)).hasSize(many);
  }

  /** The same counts in many dimensions. */
  private static Composition[] everywhere(int dimensions, Object... counts) {
    return IntStream.range(0, dimensions)
        .mapToObj(i -> composition("dimension " + i, "records", 0, counts))
        .toArray(Composition[]::new);
  }

  /** The examples of the EEOC's questions and answers of 1979: 75, 80 and 85 % of the others. */
  @ParameterizedTest
  @CsvSource({"45,true", "48,false", "51,false"})
  void fourFifths_areNotFlagged(long kept, boolean flagged) {
    scene.ingest(RAW, languages("a", 100_000, "b", 100_000));
    scene.clean(input(RAW), CLEAN, languages("a", 60_000, "b", kept * 1000));

    assertThat(scene.categories(REMOVAL)).isEqualTo(flagged ? List.of("b") : List.of());
  }

  /** The removals of the C4 blocklist of Dodge et al. 2021, against that of the reference group. */
  @ParameterizedTest
  @CsvSource({"580,0.618", "680,0.725"})
  void removalsOfC4_areFlagged(long kept, double ratio) {
    scene.ingest(RAW, languages("rest", 1000, "group", 1000));
    scene.clean(input(RAW), CLEAN, languages("rest", 938, "group", kept));

    double value =
        scene
            .alert(REMOVAL, CLEAN, RAW, "language")
            .orElseThrow()
            .evidence()
            .get(0)
            .value()
            .orElseThrow();
    assertThat(value).isCloseTo(ratio, within(0.0005));
  }

  @Test
  void smallDifferenceOfC4_isNotFlagged() {
    scene.ingest(RAW, languages("rest", 1000, "group", 1000));
    scene.clean(input(RAW), CLEAN, languages("rest", 938, "group", 928));

    assertThat(scene.open(REMOVAL)).isEmpty();
  }

  @Test
  void countsOfTenBillion_areComparedExactly() {
    scene.ingest(RAW, languages("a", 10_000_000_000L, "b", 10_000_000_000L));
    scene.clean(input(RAW), CLEAN, languages("a", 10_000_000_000L, "b", 8_000_000_000L));
    assertThat(scene.open(REMOVAL)).isEmpty();

    scene.clean(input(RAW), CLEAN, languages("a", 10_000_000_000L, "b", 7_999_999_999L));
    assertThat(scene.categories(REMOVAL)).containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource({"29,false", "30,true"})
  void smallCategories_areNotJudged(long before, boolean flagged) {
    scene.ingest(RAW, languages("en", 1000, "sw", before, "zu", before));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 5));

    assertThat(scene.categories(REMOVAL)).isEqualTo(flagged ? List.of("sw") : List.of());
    assertThat(scene.categories(ERASED)).isEqualTo(flagged ? List.of("zu") : List.of());
  }

  /** 22 of 30 is 0.73 of all, but that may be chance. */
  @Test
  void ratioThatMayBeChance_isNotFlagged() {
    scene.ingest(RAW, languages("en", 40, "sw", 30));
    scene.clean(input(RAW), CLEAN, languages("en", 38, "sw", 25));
    assertThat(scene.open(REMOVAL)).isEmpty();

    scene.ingest(data("b@1"), languages("en", 30, "sw", 30));
    scene.clean(input(data("b@1")), data("c@1"), languages("en", 15, "sw", 10));
    assertThat(scene.open(REMOVAL)).isEmpty();
  }

  @Test
  void categoryThatIsGone_isErasedAndNotListedTwice() {
    scene.ingest(RAW, languages("en", 1000, "sw", 300, "zu", 400));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 0));

    assertThat(scene.open(REMOVAL)).isEmpty();
    List<AlertEvidence> evidence = scene.open(ERASED).get(0).evidence();
    assertThat(evidence).extracting(AlertEvidence::category).containsExactly("zu", "sw");
    assertThat(evidence.get(0).value()).hasValue(0);
    assertThat(evidence.get(0).before()).hasValue(400);
    assertThat(evidence.get(0).after()).hasValue(0);
  }

  /** A step that counts its output states this if it wrote nothing. */
  @Test
  void outputWithoutAnyRecords_hasAllErased() {
    scene.ingest(RAW, languages("en", 1000, "sw", 300, "zu", 29));
    scene.clean(input(RAW), CLEAN, languages());

    assertThat(scene.open(REMOVAL)).isEmpty();
    assertThat(scene.open(ERASED).get(0).evidence())
        .extracting(AlertEvidence::category)
        .containsExactly("en", "sw");
  }

  /**
   * The rest keeps all. Measured against everything, sw itself included, it would not stand out.
   */
  @Test
  void reference_isAllOthersWithoutTheCategory() {
    scene.ingest(RAW, languages("en", 1000, "sw", 9000));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 6300));

    assertThat(scene.open(REMOVAL).get(0).evidence().get(0).value()).hasValue(0.7);
  }

  @Test
  void unitsAndDimensions_areNotMixed() {
    scene.ingest(
        RAW,
        languages("en", 1000, "sw", 1000),
        composition("region", "records", 0, "KE", 1000, "GB", 1000));
    scene.clean(
        input(RAW),
        CLEAN,
        composition("language", "tokens", 0, "en", 1000, "sw", 10),
        composition("region", "records", 0, "KE", 990, "GB", 1000));

    assertThat(scene.open(REMOVAL)).isEmpty();
    assertThat(scene.open(ERASED)).isEmpty();
  }

  @Test
  void dimensions_haveAlertsOfTheirOwn() {
    scene.ingest(
        RAW,
        languages("en", 1000, "sw", 1000),
        composition("region", "records", 0, "KE", 1000, "GB", 1000));
    scene.clean(
        input(RAW),
        CLEAN,
        languages("en", 1000, "sw", 100),
        composition("region", "records", 0, "KE", 100, "GB", 1000));

    assertThat(scene.open(REMOVAL))
        .extracting(Alert::dimension)
        .containsExactlyInAnyOrder("language", "region");
  }

  @Test
  void moreThanTwentyCategories_areCounted() {
    Object[] before = new Object[62];
    Object[] after = new Object[62];
    for (int i = 0; i < 31; i++) {
      before[2 * i] = "c" + i;
      after[2 * i] = "c" + i;
      before[2 * i + 1] = i == 0 ? 100_000 : 1000;
      after[2 * i + 1] = i == 0 ? 100_000 : 100 + i;
    }
    scene.ingest(RAW, languages(before));
    scene.clean(input(RAW), CLEAN, languages(after));

    Alert alert = scene.open(REMOVAL).get(0);
    assertThat(alert.evidence()).hasSize(20);
    assertThat(alert.evidence().get(0).category()).isEqualTo("c1");
    assertThat(alert.moreEvidence()).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource(TransformOperation.class)
  void transforms_areJudgedIfTheyOnlyRemove(TransformOperation operation) {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.transform(operation, List.of(input(RAW)), CLEAN, languages("en", 1000, "sw", 100));

    boolean removes =
        operation == TransformOperation.DEDUPLICATE || operation == TransformOperation.SAMPLE;
    assertThat(scene.open(REMOVAL)).hasSize(removes ? 1 : 0);
  }

  @Test
  void stepWithTwoInputs_isNotJudged() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.ingest(data("more@1"), languages("en", 1000));
    scene.transform(
        TransformOperation.SAMPLE,
        List.of(input(RAW), input(data("more@1"))),
        CLEAN,
        languages("en", 1000, "sw", 100));

    assertThat(scene.open(REMOVAL)).isEmpty();
  }

  @Test
  void lateComposition_ofTheInput_opensTheAlert() {
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    assertThat(scene.open(REMOVAL)).isEmpty();

    scene.ingest(RAW, languages("en", 1000, "sw", 1000));

    assertThat(scene.categories(REMOVAL)).containsExactly("sw");
  }

  @Test
  void lateComposition_ofTheOutput_opensTheAlert() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN);
    assertThat(scene.open(REMOVAL)).isEmpty();

    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));

    assertThat(scene.categories(REMOVAL)).containsExactly("sw");
  }

  @Test
  void compositionOnTheEventsInput_countsOnlyWhereTheInputDeclaresNothing() {
    scene.clean(
        input(RAW, languages("en", 1000, "sw", 1000)), CLEAN, languages("en", 900, "sw", 300));
    assertThat(scene.categories(REMOVAL)).containsExactly("sw");

    LineageEvent own = scene.ingest(RAW, languages("en", 900, "sw", 310));
    assertThat(scene.open(REMOVAL)).isEmpty();
    assertThat(scene.alert(REMOVAL, CLEAN, RAW, "language").orElseThrow().resolution())
        .contains(Resolution.CORRECTED);

    scene.retract(own);
    assertThat(scene.categories(REMOVAL)).containsExactly("sw");
  }

  @Test
  void inputThatDeclaresMore_neverOpensAnAlertForWhatTheEventStates() {
    scene.ingest(RAW, languages("en", 1000, "sw", 400));
    scene.clean(
        input(RAW, languages("en", 1000, "sw", 4000)), CLEAN, languages("en", 1000, "sw", 400));

    assertThat(scene.alert(REMOVAL, CLEAN, RAW, "language")).isEmpty();
  }

  @Test
  void correctedComposition_resolvesTheAlert() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 1000));

    Alert alert = scene.alert(REMOVAL, CLEAN, RAW, "language").orElseThrow();
    assertThat(alert.resolution()).contains(Resolution.CORRECTED);
    assertThat(alert.evidence()).as("what it was about").hasSize(1);
    assertThat(scene.node(CLEAN).openAlerts()).isZero();
  }

  @Test
  void retractedSide_resolvesTheAlert() {
    LineageEvent raw = scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    String id = scene.open(REMOVAL).get(0).id();

    scene.retract(raw);
    assertThat(scene.alert(REMOVAL, CLEAN, RAW, "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);

    scene.ingest(RAW, languages("en", 1000, "sw", 2000));
    assertThat(scene.open(REMOVAL)).extracting(Alert::id).containsExactly(id);
  }

  @Test
  void changedEvidence_isDeliveredAndAnUnchangedAlertIsNot() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    long records = scene.records();

    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    assertThat(scene.records()).isEqualTo(records);

    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 50));
    assertThat(scene.records()).isEqualTo(records + 1);
    assertThat(scene.open(REMOVAL).get(0).evidence().get(0).after()).hasValue(50);
  }

  @Test
  void waiver_resolvesTheAlertUntilItEnds() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    String id = scene.open(REMOVAL).get(0).id();

    scene.waive(CLEAN, REMOVAL, RepresentationScene.START.plusSeconds(7200));
    assertThat(scene.alert(REMOVAL, CLEAN, RAW, "language").orElseThrow().resolution())
        .contains(Resolution.WAIVED);

    scene.passTimeTo(RepresentationScene.START.plusSeconds(7199));
    assertThat(scene.open(REMOVAL)).isEmpty();
    scene.passTimeTo(RepresentationScene.START.plusSeconds(7200));
    assertThat(scene.open(REMOVAL)).extracting(Alert::id).containsExactly(id);
  }

  @Test
  void waiverOfTheDataset_doesNotWaiveAnotherRule() {
    scene.ingest(RAW, languages("en", 1000, "sw", 1000));
    scene.clean(input(RAW), CLEAN, languages("en", 1000, "sw", 100));
    scene.waive(CLEAN, ERASED, RepresentationScene.START.plusSeconds(7200));

    assertThat(scene.open(REMOVAL)).hasSize(1);
  }

  @Test
  void anInputIsOnlyWatched_whereARuleCanUseIt() {
    scene.ingest(RAW, languages("en", 1000));
    scene.clean(input(RAW), CLEAN);
    scene.transform(
        TransformOperation.FORMAT, List.of(input(RAW)), data("other@1"), languages("en", 1));
    assertThat(scene.owner(RAW).watchers(RAW, java.util.Optional.empty(), 9)).isEmpty();

    LineageEvent declared = scene.clean(input(RAW), CLEAN, languages("en", 1000));
    assertThat(scene.node(RAW).representation().watchers()).isEqualTo(1);

    scene.retract(declared);
    assertThat(scene.node(RAW).representation().watchers()).isZero();
    assertThat(scene.node(CLEAN).representation().watched()).isZero();
  }

  @Test
  void anAssetWithoutCompositions_costsNothing() {
    scene.ingest(RAW);
    scene.clean(input(RAW), CLEAN);

    assertThat(scene.node(RAW).representation()).isEqualTo(Represented.NOT);
    assertThat(scene.node(CLEAN).representation()).isEqualTo(Represented.NOT);
  }
}
