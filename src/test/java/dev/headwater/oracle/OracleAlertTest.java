package dev.headwater.oracle;

import static dev.headwater.model.EventType.CLEAN;
import static dev.headwater.model.EventType.DOCUMENT;
import static dev.headwater.model.EventType.INGEST;
import static dev.headwater.model.EventType.SYNTHESIZE;
import static dev.headwater.model.EventType.TRAIN;
import static dev.headwater.model.RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC;
import static dev.headwater.model.RuleName.TRAINED_ON_UNKNOWN_ORIGIN;
import static dev.headwater.model.RuleName.UNDOCUMENTED_SYNTHETIC;
import static dev.headwater.model.RuleName.UNKNOWN_ORIGIN;
import static dev.headwater.oracle.Story.Synthesis.FULL;
import static dev.headwater.oracle.Story.Synthesis.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows the four rules on assets, grace, waivers and the gate in the oracle, with expected results
 * computed by hand.
 */
class OracleAlertTest {
  private static final String S = "dataset:lab:s@1";
  private static final String A = "dataset:lab:a@1";
  private static final String M = "model:lab:m@1";
  private static final String N = "model:lab:n@1";

  private final Story story = new Story();

  @Test
  void undocumented_alertsAtTheDataset_andAtEveryTrainedModel() {
    story.tell(SYNTHESIZE).out(S).done();
    train(S, M);
    train(M, N);
    story.tell(CLEAN).in(Role.BASE_MODEL, N).out("model:lab:cleaned").done();

    assertOpen(
        60,
        "WARNING UNDOCUMENTED_SYNTHETIC " + S + " " + S,
        "CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + M + " " + S,
        "WARNING TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + N + " " + S);
    assertThat(oracle(60).alerts()).allSatisfy(alert -> assertThat(alert.missing()).hasSize(6));
  }

  @Test
  void documented_alertsNowhere() {
    story.tell(SYNTHESIZE).out(S).synthesis(FULL).by(AgentType.PERSON).done();
    train(S, M);

    assertOpen(60);
    assertThat(gate(S, 60)).isEqualTo(Expected.Gate.PASS);
    assertThat(gate(M, 60)).isEqualTo(Expected.Gate.PASS);
  }

  @Test
  void inferredEdge_lowersTheSeverity() {
    story.tell(SYNTHESIZE).out(S).done();
    story.tell(TRAIN).inferred(Role.SOURCE, S).out(M).done();

    assertOpen(
        60,
        "WARNING UNDOCUMENTED_SYNTHETIC " + S + " " + S,
        "WARNING TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + M + " " + S);
  }

  @Test
  void retractedTraining_endsTheAlert_whileTheModelStillDescends() {
    story.tell(SYNTHESIZE).out(S).done();
    UUID training = train(S, M);
    story.tell(CLEAN).in(Role.SOURCE, S).out(M).done();
    story.retract(training, M);

    assertOpen(60, "WARNING UNDOCUMENTED_SYNTHETIC " + S + " " + S);
    assertThat(gate(M, 60)).isEqualTo(Expected.Gate.FAIL);
  }

  @Test
  void unknownOrigin_alertsAfterItsGrace_fromTheArrivalOfItsUse() {
    train(A, M);

    assertOpen(9);
    assertThat(gate(M, 9)).isEqualTo(Expected.Gate.INDETERMINATE);
    assertOpen(
        10,
        "WARNING UNKNOWN_ORIGIN " + A + " " + A,
        "WARNING TRAINED_ON_UNKNOWN_ORIGIN " + M + " " + A);

    story.tell(INGEST).out(A).done();
    assertOpen(60);
    assertThat(gate(M, 60)).isEqualTo(Expected.Gate.PASS);
  }

  @Test
  void undocumentedGrace_delaysTheDatasetsAlertOnly() {
    story.tell(SYNTHESIZE).out(S).done();
    train(S, M);
    Grace grace = new Grace(Duration.ofMinutes(5), Duration.ofMinutes(10));

    assertThat(new Oracle(story.log(), grace, Story.minute(4)).alerts())
        .extracting(Expected.OpenAlert::rule)
        .containsExactly(TRAINED_ON_UNDOCUMENTED_SYNTHETIC);
    assertThat(new Oracle(story.log(), grace, Story.minute(5)).alerts()).hasSize(2);
  }

  @Test
  void waiverAtTheDataset_holdsForTheModels_untilItEnds() {
    story.tell(SYNTHESIZE).out(S).done();
    train(S, M);
    story.waive(S, UNDOCUMENTED_SYNTHETIC, 30);

    assertOpen(29);
    assertThat(gate(S, 29)).isEqualTo(Expected.Gate.PASS);
    assertThat(gate(M, 29)).isEqualTo(Expected.Gate.PASS);
    assertThat(oracle(30).alerts()).hasSize(2);
    assertThat(gate(M, 30)).isEqualTo(Expected.Gate.FAIL);
  }

  @Test
  void anyUnexpiredWaiver_counts_andARetractedOneDoesNot() {
    story.tell(SYNTHESIZE).out(S).done();
    UUID longer = story.waive(S, UNDOCUMENTED_SYNTHETIC, 50);
    story.waive(S, UNDOCUMENTED_SYNTHETIC, 20);
    assertOpen(49);

    story.retract(longer, S);
    assertThat(oracle(49).alerts()).hasSize(1);
    assertOpen(19);
  }

  @Test
  void waiverAtTheModel_holdsForThatModelAndOriginOnly() {
    story.tell(SYNTHESIZE).out(S).done();
    story.tell(SYNTHESIZE).out(A).done();
    story.tell(TRAIN).in(Role.SOURCE, S).in(Role.SOURCE, A).out(M).done();
    train(M, N);
    story
        .tell(DOCUMENT)
        .document(M)
        .waive(TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Optional.of(S), 90)
        .done();

    assertOpen(
        60,
        "WARNING UNDOCUMENTED_SYNTHETIC " + S + " " + S,
        "WARNING UNDOCUMENTED_SYNTHETIC " + A + " " + A,
        "CRITICAL TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + M + " " + A,
        "WARNING TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + N + " " + S,
        "WARNING TRAINED_ON_UNDOCUMENTED_SYNTHETIC " + N + " " + A);

    story.waive(M, TRAINED_ON_UNDOCUMENTED_SYNTHETIC, 90);
    assertThat(gate(M, 60)).isEqualTo(Expected.Gate.PASS);
    assertThat(gate(N, 60)).isEqualTo(Expected.Gate.FAIL);
  }

  @Test
  void waiverOfAnotherOrigin_isNone() {
    story.tell(SYNTHESIZE).out(S).done();
    story.tell(DOCUMENT).document(S).waive(UNDOCUMENTED_SYNTHETIC, Optional.of(A), 90).done();

    assertThat(oracle(60).alerts()).hasSize(1);
  }

  @Test
  void waiverOfUnknownOrigin_closesTheModelsAlert_andLeavesTheGate() {
    train(A, M);
    story.waive(A, UNKNOWN_ORIGIN, 90);
    assertOpen(60);
    assertThat(gate(M, 60)).isEqualTo(Expected.Gate.INDETERMINATE);
    assertThat(oracle(91).alerts()).hasSize(2);

    story.waive(M, TRAINED_ON_UNKNOWN_ORIGIN, 200);
    assertOpen(91, "WARNING UNKNOWN_ORIGIN " + A + " " + A);
  }

  @Test
  void gate_ofAnAssetWhoseOriginNobodyStates_cannotTell() {
    story.tell(CLEAN).out(A).done();
    assertThat(gate(A, 60)).isEqualTo(Expected.Gate.INDETERMINATE);
    story.tell(INGEST).out(A).done();
    assertThat(gate(A, 60)).isEqualTo(Expected.Gate.PASS);
    story.tell(CLEAN).out(A).incomplete().done();
    assertThat(gate(A, 60)).isEqualTo(Expected.Gate.INDETERMINATE);
    story.reclassify(A, true);
    assertThat(gate(A, 60)).isEqualTo(Expected.Gate.FAIL);
  }

  @Test
  void documentedAfterTraining_whenTheDocumentsKnownThenDidNotDo() {
    story.tell(SYNTHESIZE).at(0).out(S).by(AgentType.PERSON).done();
    story.tell(TRAIN).at(10).in(Role.SOURCE, S).out(M).done();
    story.tell(DOCUMENT).at(20).document(S).synthesis(FULL).done();
    assertThat(how()).isEqualTo(Resolution.DOCUMENTED_AFTER_TRAINING);

    story.tell(TRAIN).at(30).in(Role.SOURCE, S).out(M).done();
    assertThat(how()).isEqualTo(Resolution.DOCUMENTED);

    story
        .tell(DOCUMENT)
        .at(40)
        .document(S)
        .synthesis(NOTHING.generator("acme", "second", ""))
        .done();
    assertThat(oracle(60).alerts()).isNotEmpty();
    story
        .tell(DOCUMENT)
        .at(50)
        .document(S)
        .synthesis(NOTHING.generator("acme", "second", "r1"))
        .done();
    assertOpen(60);
    assertThat(how()).isEqualTo(Resolution.DOCUMENTED);
  }

  @Test
  void documentedAfterTraining_tiesGoByTheIdAsText() {
    UUID low = new UUID(0x7fffffffffffffffL, 0);
    UUID high = new UUID(0x8000000000000000L, 0);
    story.tell(SYNTHESIZE).at(0).out(S).by(AgentType.PERSON).done();
    story.tell(TRAIN).at(10).id(low).in(Role.SOURCE, S).out(M).done();
    story.tell(DOCUMENT).at(10).id(high).document(S).synthesis(FULL).done();

    assertThat(how()).isEqualTo(Resolution.DOCUMENTED_AFTER_TRAINING);
  }

  private Resolution how() {
    return oracle(60).documentedHow(Asset.parse(M), Asset.parse(S));
  }

  private UUID train(String from, String to) {
    return story
        .tell(EventType.TRAIN)
        .in(from.startsWith("model") ? Role.BASE_MODEL : Role.SOURCE, from)
        .out(to)
        .done();
  }

  private Expected.Gate gate(String urn, long minute) {
    return oracle(minute).state(Asset.parse(urn)).gate();
  }

  private void assertOpen(long minute, String... alerts) {
    assertThat(oracle(minute).alerts())
        .extracting(
            alert ->
                alert.severity()
                    + " "
                    + alert.rule()
                    + " "
                    + alert.subject()
                    + " "
                    + alert.origin())
        .containsExactlyInAnyOrder(alerts);
  }

  private Oracle oracle(long minute) {
    Instant now = Story.minute(minute);
    return new Oracle(story.log(), Grace.DEFAULT, now);
  }
}
