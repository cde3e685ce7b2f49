package dev.headwater.engine;

import static dev.headwater.engine.RepresentationScene.composition;
import static dev.headwater.engine.RepresentationScene.data;
import static dev.headwater.engine.RepresentationScene.input;
import static dev.headwater.engine.RepresentationScene.languages;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.TransformOperation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticOnlyGroupTest {
  private static final RuleName RULE = RuleName.SYNTHETIC_ONLY_GROUP;
  private static final Asset HUMAN = data("human@1");
  private static final Asset MADE = data("made@1");
  private static final Asset MIX = data("mix@1");

  private final RepresentationScene scene = new RepresentationScene();

  /** Merges both datasets whole, as their records say. */
  private LineageEvent merge(long human, long made, Composition... declared) {
    return scene.transform(
        TransformOperation.MERGE, List.of(part(HUMAN, human), part(MADE, made)), MIX, declared);
  }

  private static Input part(Asset asset, long records) {
    return input(asset, OptionalLong.of(records), OptionalDouble.empty());
  }

  @Test
  void categoryThatIsSynthetic_isNamed() {
    scene.ingest(HUMAN, languages("en", 900, "sw", 40));
    scene.synthetic(MADE, languages("sw", 60, "zu", 10));
    merge(940, 70, languages("en", 900, "sw", 100, "zu", 10));

    Alert alert = scene.alert(RULE, MIX, MIX, "language").orElseThrow();
    assertThat(alert.severity()).isEqualTo(Severity.INFO);
    assertThat(alert.path()).containsExactly(MIX);
    assertThat(scene.categories(RULE)).containsExactly("zu", "sw");
    assertThat(alert.evidence().get(1).value()).hasValue(0.6);
    assertThat(alert.evidence().get(1).low()).hasValue(0.6);
    assertThat(alert.evidence().get(1).threshold()).hasValue(0.5);
  }

  @ParameterizedTest
  @CsvSource({"50,false", "51,true"})
  void halfOfACategory_isNotFlagged(long made, boolean flagged) {
    scene.ingest(HUMAN, languages("en", 900, "sw", 100 - made));
    scene.synthetic(MADE, languages("sw", made));
    merge(1000 - made, made, languages("en", 900, "sw", 100));

    assertThat(scene.open(RULE)).hasSize(flagged ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"100,false", "101,true"})
  void datasetThatIsHalfSynthetic_isNotFlagged(long english, boolean flagged) {
    scene.ingest(HUMAN, languages("en", english));
    scene.synthetic(MADE, languages("sw", 100));
    merge(english, 100, languages("en", english, "sw", 100));

    assertThat(scene.open(RULE)).hasSize(flagged ? 1 : 0);
  }

  @Test
  void whatMayBeHuman_isNotSurelySynthetic() {
    scene.ingest(HUMAN, languages("en", 900, "sw", 100));
    scene.synthetic(MADE, languages("sw", 100));
    scene.transform(
        TransformOperation.SAMPLE,
        List.of(input(HUMAN), input(MADE)),
        MIX,
        languages("en", 900, "sw", 120));
    assertThat(scene.open(RULE)).as("20 of 120").isEmpty();

    scene.ingest(HUMAN, languages("en", 900, "sw", 50));
    assertThat(scene.open(RULE)).as("70 of 120").hasSize(1);
  }

  @Test
  void inputOfWhichNothingIsKnown_mayBeAnything() {
    scene.synthetic(MADE, languages("sw", 100));
    scene.transform(
        TransformOperation.SAMPLE,
        List.of(input(HUMAN), input(MADE)),
        MIX,
        languages("en", 900, "sw", 100));
    assertThat(scene.open(RULE)).isEmpty();

    scene.ingest(HUMAN, languages("en", 900));
    assertThat(scene.categories(RULE)).containsExactly("sw");
  }

  @Test
  void reclassifiedInput_resolvesTheAlertAsCorrected() {
    scene.ingest(HUMAN, languages("en", 900));
    scene.synthetic(MADE, languages("sw", 100));
    merge(900, 100, languages("en", 900, "sw", 100));
    assertThat(scene.open(RULE)).hasSize(1);

    scene.reclassify(MADE, false);
    assertThat(scene.alert(RULE, MIX, MIX, "language").orElseThrow().resolution())
        .contains(Resolution.CORRECTED);

    scene.reclassify(MADE, true);
    assertThat(scene.open(RULE)).hasSize(1);
  }

  @Test
  void datasetThatIsSyntheticItself_isNotJudged() {
    scene.ingest(HUMAN, languages("en", 900));
    scene.synthetic(MADE, languages("sw", 100));
    merge(900, 100, languages("en", 900, "sw", 100));
    scene.reclassify(MIX, true);

    assertThat(scene.open(RULE)).isEmpty();
  }

  @Test
  void anotherInput_keepsTheAlertOpenWhileItsOwnerIsAsked() {
    scene.ingest(HUMAN, languages("en", 900));
    scene.ingest(data("more@1"), languages("en", 10));
    scene.synthetic(MADE, languages("sw", 100));
    merge(900, 100, languages("en", 900, "sw", 100));
    long records = scene.records();

    scene.transform(
        TransformOperation.MERGE,
        List.of(part(HUMAN, 900), part(MADE, 100), part(data("more@1"), 10)),
        MIX,
        languages("en", 900, "sw", 100));

    assertThat(scene.open(RULE)).hasSize(1);
    assertThat(scene.records()).isEqualTo(records);
  }

  @Test
  void retractedStep_resolvesTheAlertAsRetracted() {
    scene.ingest(HUMAN, languages("en", 900));
    scene.synthetic(MADE, languages("sw", 100));
    LineageEvent step = merge(900, 100, languages("en", 900, "sw", 100));
    scene.retract(step);

    assertThat(scene.alert(RULE, MIX, MIX, "language").orElseThrow().resolution())
        .contains(Resolution.RETRACTED);
    assertThat(scene.node(MADE).representation().watchers()).isZero();
  }

  @Test
  void otherUnits_sayNothing() {
    scene.ingest(HUMAN, composition("language", "tokens", 0, "en", 900));
    scene.synthetic(MADE, composition("language", "tokens", 0, "sw", 100));
    merge(900, 100, languages("en", 900, "sw", 100));

    assertThat(scene.open(RULE)).isEmpty();
    assertThat(scene.owner(HUMAN).watchers(HUMAN, Optional.empty(), 9)).hasSize(1);
  }
}
