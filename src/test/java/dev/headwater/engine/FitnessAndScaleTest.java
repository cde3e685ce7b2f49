package dev.headwater.engine;

import static dev.headwater.engine.RepresentationScene.composition;
import static dev.headwater.engine.RepresentationScene.data;
import static dev.headwater.engine.RepresentationScene.input;
import static dev.headwater.engine.RepresentationScene.languages;
import static dev.headwater.engine.RepresentationScene.model;
import static dev.headwater.engine.RepresentationScene.output;
import static dev.headwater.engine.RepresentationScene.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Asset;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FitnessAndScaleTest {
  private static final RuleName GAP = RuleName.FITNESS_GAP;
  private static final RuleName SCALE = RuleName.SCALE_WITHOUT_DIVERSITY;
  private static final RuleName DECISION = RuleName.UNATTRIBUTED_DECISION;
  private static final Asset TUTOR = model("tutor@1");
  private static final Asset ONE = data("one@1");
  private static final Asset TWO = data("two@1");

  private final RepresentationScene scene = new RepresentationScene();

  @Test
  void shareBelowTheTarget_isAGapOfTheTrainingData() {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    scene.train(List.of(input(ONE)), TUTOR, target("sw", 0.2, "en", 0.5, "zu", 0.05));

    Alert alert = scene.alert(GAP, TUTOR, ONE, "language").orElseThrow();
    assertThat(alert.path()).containsExactly(ONE, TUTOR);
    assertThat(alert.severity()).isEqualTo(Severity.WARNING);
    AlertEvidence sw = alert.evidence().get(0);
    assertThat(alert.evidence())
        .extracting(AlertEvidence::category)
        .as("the largest gap first")
        .containsExactly("sw", "zu");
    assertThat(sw.value()).hasValue(0.1);
    assertThat(sw.low()).hasValue(0.1);
    assertThat(sw.high()).hasValue(0.1);
    assertThat(sw.threshold()).hasValue(0.2);
  }

  @ParameterizedTest
  @CsvSource({"0.1,false", "0.100001,true"})
  void shareThatIsJustEnough_isNoGap(double share, boolean gap) {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    scene.train(List.of(input(ONE)), TUTOR, target("sw", share));

    assertThat(scene.open(GAP)).hasSize(gap ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"10,true", "11,false", "90,false"})
  void whatIsUnknown_mayBelongToTheCategory(double unknown, boolean gap) {
    scene.ingest(ONE, composition("language", "records", unknown, "en", 90 - unknown, "sw", 10));
    scene.train(List.of(input(ONE)), TUTOR, target("sw", 0.21));

    assertThat(scene.open(GAP)).hasSize(gap ? 1 : 0);
  }

  @Test
  void severalDatasets_countTogetherWithTheModelAsOrigin() {
    scene.ingest(ONE, languages("en", 100));
    scene.train(List.of(input(ONE), input(TWO)), TUTOR, target("sw", 0.2));
    assertThat(scene.open(GAP)).as("the second may be all Swahili").isEmpty();

    scene.ingest(TWO, languages("sw", 20));

    Alert alert = scene.alert(GAP, TUTOR, TUTOR, "language").orElseThrow();
    assertThat(alert.path()).containsExactly(TUTOR);
    assertThat(alert.evidence().get(0).value().getAsDouble()).isCloseTo(20 / 120.0, within(1e-9));
  }

  @Test
  void datasetOfWhichOnlyTheSizeIsKnown_isUnknown() {
    scene.ingest(ONE, languages("en", 80));
    scene.send(
        scene.event(EventType.INGEST).outputs(List.of(output(TWO, OptionalLong.of(20)))).build());
    scene.train(List.of(input(ONE), input(TWO)), TUTOR, target("sw", 0.21, "zu", 0.2));

    AlertEvidence sw = scene.open(GAP).get(0).evidence().get(0);
    assertThat(scene.categories(GAP)).containsExactly("sw");
    assertThat(sw.low()).hasValue(0);
    assertThat(sw.high()).hasValue(0.2);
  }

  @Test
  void partOfADataset_mayBeOfOneCategory() {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    scene.train(
        List.of(input(ONE, OptionalLong.of(50), OptionalDouble.empty())),
        TUTOR,
        target("sw", 0.21, "en", 0.9));

    AlertEvidence sw = scene.open(GAP).get(0).evidence().get(0);
    assertThat(scene.categories(GAP)).containsExactly("sw");
    assertThat(sw.low()).hasValue(0);
    assertThat(sw.high()).hasValue(0.2);
  }

  @Test
  void weights_decideWhereEveryDatasetHasOne() {
    scene.ingest(ONE, languages("en", 1000));
    scene.ingest(TWO, languages("sw", 10));
    scene.train(
        List.of(
            input(ONE, OptionalLong.empty(), OptionalDouble.of(1)),
            input(TWO, OptionalLong.empty(), OptionalDouble.of(3))),
        TUTOR,
        target("sw", 0.7, "en", 0.26));

    assertThat(scene.categories(GAP)).containsExactly("en");
    assertThat(scene.open(GAP).get(0).evidence().get(0).value()).hasValue(0.25);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightsOfOneOfTwoTrainings_countForNothing(boolean latest) {
    scene.ingest(ONE, languages("en", 100));
    scene.ingest(TWO, languages("sw", 900));
    Input weighing = input(ONE, OptionalLong.empty(), OptionalDouble.of(1));
    scene.train(List.of(latest ? input(TWO) : weighing), TUTOR);
    scene.train(List.of(latest ? weighing : input(TWO)), TUTOR, target("en", 0.5, "sw", 0.5));

    assertThat(scene.categories(GAP)).containsExactly("en");
    assertThat(scene.open(GAP).get(0).evidence().get(0).value()).hasValue(0.1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightsOfTwoTrainings_boundTheShares(boolean oneIsLatest) {
    scene.ingest(ONE, languages("en", 100));
    scene.ingest(TWO, languages("sw", 900));
    List<Input> one =
        List.of(
            input(ONE, OptionalLong.empty(), OptionalDouble.of(3)),
            input(TWO, OptionalLong.empty(), OptionalDouble.of(1)));
    List<Input> two =
        List.of(
            input(ONE, OptionalLong.empty(), OptionalDouble.of(50)),
            input(TWO, OptionalLong.empty(), OptionalDouble.of(50)));
    scene.train(oneIsLatest ? two : one, TUTOR);
    scene.train(oneIsLatest ? one : two, TUTOR, target("en", 0.7, "sw", 0.6));

    assertThat(scene.categories(GAP)).as("en can be 0.75").containsExactly("sw");
    AlertEvidence sw = scene.open(GAP).get(0).evidence().get(0);
    assertThat(sw.low()).hasValue(0.25);
    assertThat(sw.high()).hasValue(0.5);
  }

  @Test
  void statementOfOneTraining_isNotUsedForTheWeightsOfAnother() {
    Input silent = input(ONE, OptionalLong.empty(), OptionalDouble.of(1));
    Input stating = input(ONE, OptionalLong.empty(), OptionalDouble.of(1), languages("en", 100));
    scene.train(List.of(stating), TUTOR);
    LineageEvent training = scene.train(List.of(silent), TUTOR, target("sw", 0.5));
    assertThat(scene.open(GAP)).isEmpty();

    scene.retract(training);
    scene.train(List.of(stating), TUTOR, target("sw", 0.5));
    assertThat(scene.categories(GAP)).containsExactly("sw");
  }

  @Test
  void retractedTraining_resolvesTheGap() {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    LineageEvent training = scene.train(List.of(input(ONE)), TUTOR, target("sw", 0.2));
    scene.retract(training);
    assertThat(scene.alert(GAP, TUTOR, ONE, "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);
  }

  @Test
  void betterData_resolvesTheGap() {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    scene.train(List.of(input(ONE)), TUTOR, target("sw", 0.2));
    scene.ingest(ONE, languages("en", 90, "sw", 30));
    assertThat(scene.alert(GAP, TUTOR, ONE, "language").orElseThrow().resolution())
        .contains(Resolution.CORRECTED);
  }

  @Test
  void largerVersionWithLessDiversity_isFlagged() {
    scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    scene.ingest(data("web@2"), languages("en", 900, "sw", 100));

    Alert alert = scene.alert(SCALE, data("web@2"), data("web@1"), "language").orElseThrow();
    AlertEvidence line = alert.evidence().get(0);
    assertThat(alert.evidence()).hasSize(1);
    assertThat(line.category()).isEmpty();
    assertThat(line.before().getAsDouble()).isCloseTo(2, within(1e-12));
    assertThat(line.after().getAsDouble()).isCloseTo(Math.exp(0.32508297), within(1e-7));
    assertThat(line.value().getAsDouble()).isCloseTo(Math.exp(0.32508297) / 2, within(1e-7));
    assertThat(line.threshold()).hasValue(0.95);
  }

  /** 104 is less than 5 % more than 100; 105 is 5 % more. */
  @ParameterizedTest
  @CsvSource({"94,10,false", "95,10,true", "50,54,false", "85,20,true"})
  void boundaries_ofGrowthAndLoss(long en, long sw, boolean flagged) {
    scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    scene.ingest(data("web@2"), languages("en", en, "sw", sw));

    assertThat(scene.open(SCALE)).hasSize(flagged ? 1 : 0);
  }

  @Test
  void versionThatArrivesLate_isComparedWithItsNeighbours() {
    LineageEvent.Builder second =
        scene.event(EventType.INGEST).outputs(List.of(output(data("web@2"), languages("en", 900))));
    scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    scene.ingest(data("web@3"), languages("en", 900, "sw", 101));
    assertThat(scene.open(SCALE)).extracting(Alert::origin).containsExactly(data("web@1"));

    LineageEvent late = scene.send(second.build());

    // It was made before both, so that nothing is compared with the first version's predecessor.
    assertThat(scene.open(SCALE)).extracting(Alert::origin).containsExactly(data("web@1"));
    scene.retract(late);
    assertThat(scene.open(SCALE)).extracting(Alert::subject).containsExactly(data("web@3"));
  }

  @Test
  void versionInBetween_takesThePlaceOfTheEarlierOne() {
    scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    LineageEvent.Builder second =
        scene
            .event(EventType.INGEST)
            .outputs(List.of(output(data("web@2"), languages("en", 899, "sw", 100))));
    scene.ingest(data("web@3"), languages("en", 900, "sw", 100));
    assertThat(scene.open(SCALE)).extracting(Alert::subject).containsExactly(data("web@3"));

    LineageEvent inBetween = scene.send(second.build());
    assertThat(scene.open(SCALE)).extracting(Alert::subject).containsExactly(data("web@2"));
    assertThat(
            scene.alert(SCALE, data("web@3"), data("web@1"), "language").orElseThrow().resolution())
        .contains(Resolution.CORRECTED);

    scene.retract(inBetween);
    assertThat(scene.open(SCALE)).extracting(Alert::subject).containsExactly(data("web@3"));
    assertThat(
            scene.alert(SCALE, data("web@2"), data("web@1"), "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web@1", "web@2"})
  void retractedVersion_resolvesAsRetracted(String retracted) {
    scene.ingest(data("web@0"), composition("region", "records", 0, "ke", 1));
    LineageEvent first = scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    LineageEvent second = scene.ingest(data("web@2"), languages("en", 900, "sw", 100));

    scene.retract(retracted.equals("web@1") ? first : second);

    assertThat(
            scene.alert(SCALE, data("web@2"), data("web@1"), "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);
  }

  @Test
  void retractedUnit_resolvesAsRetracted() {
    scene.ingest(data("web@1"), composition("language", "tokens", 0, "en", 1));
    LineageEvent records = scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    scene.ingest(data("web@2"), languages("en", 900, "sw", 100));

    scene.retract(records);

    assertThat(
            scene.alert(SCALE, data("web@2"), data("web@1"), "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);
  }

  @Test
  void moreTrainingData_correctsTheGapOfTheFirst() {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    scene.ingest(TWO, languages("sw", 1000));
    scene.train(List.of(input(ONE)), TUTOR, target("sw", 0.2));
    LineageEvent more = scene.train(List.of(input(TWO)), TUTOR);
    assertThat(scene.alert(GAP, TUTOR, ONE, "language").orElseThrow().resolution())
        .contains(Resolution.CORRECTED);

    scene.retract(more);
    assertThat(scene.open(GAP)).extracting(Alert::origin).containsExactly(ONE);
  }

  @Test
  void retractedTrainingOfTwo_retractsTheGapOfBoth() {
    scene.ingest(ONE, languages("en", 90, "sw", 10));
    scene.ingest(TWO, languages("en", 90, "sw", 10));
    scene.train(List.of(input(ONE)), TUTOR, target("sw", 0.2));
    LineageEvent more = scene.train(List.of(input(TWO)), TUTOR);
    scene.retract(more);

    assertThat(scene.alert(GAP, TUTOR, TUTOR, "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);
  }

  /** The list of versions does not keep how diverse a version with such names is. */
  @Test
  void versionWithLongNames_isComparedAgainWhenItsDeclarationChanges() {
    String topic = "topic-" + "x".repeat(300);
    String form = "form-" + "x".repeat(300);
    Asset first = data("web@1");
    Asset second = data("web@2");
    LineageEvent early = scene.ingest(first, composition(topic, "records", 0, "a", 50, "b", 50));
    scene.ingest(first, composition(form, "records", 0, "poem", 1));
    scene.ingest(second, composition(topic, "records", 0, "a", 110, "b", 1));
    assertThat(scene.open(SCALE)).extracting(Alert::subject).containsExactly(second);

    // It comes last, and is not the latest event of the version.
    scene.send(
        scene
            .event(EventType.INGEST)
            .eventTime(early.eventTime().plusSeconds(1))
            .outputs(List.of(output(first, composition(topic, "records", 0, "a", 100, "b", 1))))
            .build());

    assertThat(scene.open(SCALE)).isEmpty();
  }

  @Test
  void versionsWithoutComposition_areSkipped() {
    scene.ingest(data("web@1"), languages("en", 50, "sw", 50));
    scene.ingest(data("web@2"));
    scene.ingest(data("web@3"), languages("en", 900, "sw", 100));

    assertThat(scene.open(SCALE)).extracting(Alert::origin).containsExactly(data("web@1"));
  }

  @Test
  void decisionsOfNobody_areListedWhereTheRuleIsOn() {
    RepresentationScene on =
        new RepresentationScene(
            new Policy(
                List.of(
                    new Policy.Clause(
                        "*",
                        Optional.empty(),
                        List.of(
                            new Policy.RuleSetting(
                                DECISION,
                                Optional.of(true),
                                Optional.empty(),
                                Optional.empty()))))));
    for (RepresentationScene each : List.of(scene, on)) {
      each.send(
          each.event(EventType.INGEST)
              .outputs(List.of(output(ONE)))
              .agents(
                  List.of(
                      new Agent("bot", AgentType.SOFTWARE, "filter", ""),
                      new Agent("ann", AgentType.PERSON, "editor", "")))
              .decisions(List.of(decision("d1", "bot"), decision("d2", "ann"), decision("d3", "x")))
              .build());
    }

    assertThat(scene.open(DECISION)).isEmpty();
    assertThat(on.categories(DECISION)).containsExactly("d1", "d3");
    assertThat(on.open(DECISION).get(0).severity()).isEqualTo(Severity.INFO);
    assertThat(on.open(DECISION).get(0).dimension()).isEmpty();
  }

  private static Decision decision(String id, String by) {
    return new Decision(
        id,
        DecisionKind.FILTER,
        "which?",
        "all",
        "because",
        List.of(by),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
