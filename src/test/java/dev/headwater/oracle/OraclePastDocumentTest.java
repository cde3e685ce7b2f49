package dev.headwater.oracle;

import static dev.headwater.model.EventType.CLEAN;
import static dev.headwater.model.EventType.DOCUMENT;
import static dev.headwater.model.EventType.INGEST;
import static dev.headwater.model.EventType.RETRACT;
import static dev.headwater.model.EventType.SYNTHESIZE;
import static dev.headwater.model.EventType.TRAIN;
import static dev.headwater.oracle.Expected.Gate.FAIL;
import static dev.headwater.oracle.Expected.Gate.INDETERMINATE;
import static dev.headwater.oracle.Expected.Gate.PASS;
import static dev.headwater.oracle.Story.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows how documents, waivers, reclassifications and grace count in the oracle's answers about the
 * past, with expected results computed by hand.
 */
class OraclePastDocumentTest extends PastAnswers {
  private static final String S = "dataset:lab:s@1";
  private static final String A = "dataset:lab:a@1";
  private static final String B = "dataset:lab:b@1";
  private static final String M = "model:lab:m@1";

  @Test
  void asOf_aDocumentDatedLaterDoesNotCount_thoughItHadArrived() {
    story.tell(SYNTHESIZE).at(10).out(S).by(AgentType.PERSON).done();
    story.tell(DOCUMENT).at(60).arrives(20).document(S).synthesis(Story.Synthesis.FULL).done();

    assertGate(S, asOf(59), FAIL);
    assertGate(S, asOf(60), PASS);
    assertGate(S, knownAt(20), PASS);
    assertGate(S, both(59, 20), FAIL);
  }

  @Test
  void knownAt_aDocumentThatArrivedLaterDoesNotCount_whateverItsDate() {
    story.tell(SYNTHESIZE).at(10).out(S).by(AgentType.PERSON).done();
    story.tell(DOCUMENT).at(15).arrives(60).document(S).synthesis(Story.Synthesis.FULL).done();

    assertGate(S, knownAt(59), FAIL);
    assertGate(S, asOf(15), PASS);
    assertGate(S, both(15, 59), FAIL);
    assertGate(S, both(15, 60), PASS);
    assertGate(S, both(14, 60), FAIL);
  }

  @Test
  void waiver_endsAtUntil_judgedAtAsOf() {
    waivedFrom20Until60(S, RuleName.UNDOCUMENTED_SYNTHETIC);

    assertGate(S, asOf(19), FAIL);
    assertGate(S, asOf(20), PASS);
    assertGate(S, NOW.withAsOf(minute(60).minusNanos(1_000)), PASS);
    assertGate(S, asOf(60), FAIL);
    assertGate(S, NOW, FAIL);
  }

  @Test
  void waiver_endsAtUntil_judgedAtKnownAt() {
    waivedFrom20Until60(S, RuleName.UNDOCUMENTED_SYNTHETIC);

    assertGate(S, knownAt(19), FAIL);
    assertGate(S, NOW.withKnownAt(minute(60).minusMillis(1)), PASS);
    assertGate(S, knownAt(60), FAIL);
  }

  @Test
  void waiver_isJudgedAtKnownAt_ratherThanAtAsOf() {
    waivedFrom20Until60(S, RuleName.UNDOCUMENTED_SYNTHETIC);

    assertGate(S, both(30, 60), FAIL);
    assertGate(S, both(60, 59), PASS);
    assertGate(S, both(19, 59), FAIL);
  }

  @Test
  void waiver_datedAfterAsOf_doesNotCount_thoughItHadArrivedAndHasNotEnded() {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    waiver(S, RuleName.UNDOCUMENTED_SYNTHETIC, 2000).at(50).arrives(20).done();

    assertGate(S, asOf(49), FAIL);
    assertGate(S, both(49, 20), FAIL);
    assertGate(S, asOf(50), PASS);
    assertGate(S, knownAt(20), PASS);
    assertGate(S, NOW, PASS);
  }

  @Test
  void waiver_thatIsTakenBackLater_heldOnlyAsKnownThen() {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    UUID waiver = waiver(S, RuleName.UNDOCUMENTED_SYNTHETIC, 2000).at(20).done();
    story.tell(RETRACT).at(80).retracting(waiver).out(S).done();

    assertGate(S, asOf(30), FAIL);
    assertGate(S, knownAt(79), PASS);
    assertGate(S, knownAt(80), FAIL);
    assertGate(S, both(30, 79), PASS);
  }

  @Test
  void waiverOfAModel_holdsForIt_fromItsArrivalToItsEnd() {
    story.tell(TRAIN).at(11).in(Role.SOURCE, S).out(M).done();
    waivedFrom20Until60(M, RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC);

    assertGate(M, knownAt(19), FAIL);
    assertGate(M, knownAt(20), PASS);
    assertGate(M, knownAt(60), FAIL);
    assertGate(S, knownAt(20), FAIL);
  }

  @Test
  void reclassification_countsFromItsEventTime() {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    story.tell(DOCUMENT).at(40).arrives(90).document(S).reclassify(false).done();

    assertGate(S, asOf(39), FAIL);
    assertGate(S, asOf(40), PASS);
    assertGate(S, knownAt(89), FAIL);
    assertGate(S, both(40, 89), FAIL);
    assertGate(S, both(40, 90), PASS);
  }

  @Test
  void reclassification_theLatestByEventTimeDecides_ofThoseThatCount() {
    story.tell(INGEST).at(10).out(A).done();
    story.tell(DOCUMENT).at(40).arrives(50).document(A).reclassify(false).done();
    story.tell(DOCUMENT).at(20).arrives(60).document(A).reclassify(true).done();

    assertGate(A, knownAt(50), PASS);
    assertGate(A, knownAt(60), PASS);
    assertGate(A, asOf(39), FAIL);
    assertGate(A, asOf(40), PASS);
    assertGate(A, both(39, 59), PASS);
  }

  @Test
  void lateSeed_joinsTheClosureWithItsDocument() {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    story.tell(INGEST).at(10).out(A).done();
    story.tell(DOCUMENT).at(30).arrives(70).document(A).in(Role.SEED, S).done();

    assertGate(A, asOf(29), PASS);
    assertGate(A, asOf(30), FAIL);
    assertGate(A, knownAt(69), PASS);
    assertThat(oracle(knownAt(70)).closure(asset(A))).containsExactly(asset(A), asset(S));
  }

  @Test
  void origin_thatIsStatedLate_wasUnknownAsKnownThen() {
    story.tell(CLEAN).at(10).in(Role.SOURCE, A).out(B).done();
    story.tell(INGEST).at(5).arrives(100).out(A).ingest("https://a.example", Answer.NO).done();

    assertGate(B, asOf(10), PASS);
    assertGate(B, knownAt(99), INDETERMINATE);
    assertGate(B, both(10, 99), INDETERMINATE);
    assertNotFound(B, both(4, 100));
    assertGate(A, asOf(5), PASS);
  }

  @Test
  void grace_isJudgedAtKnownAt_fromTheArrivalOfTheCause() {
    story.tell(CLEAN).at(3).arrives(10).in(Role.SOURCE, A).out(B).done();

    assertThat(oracle(NOW.withKnownAt(minute(20).minusMillis(1))).alerts()).isEmpty();
    assertThat(oracle(knownAt(20)).alerts())
        .extracting(Expected.OpenAlert::rule)
        .containsExactly(RuleName.UNKNOWN_ORIGIN);
  }

  @Test
  void grace_isJudgedAtAsOf_fromTheArrivalOfTheCause() {
    UUID used = story.tell(CLEAN).at(3).arrives(30).in(Role.SOURCE, A).out(B).done();
    story.again(used, minute(35));

    assertThat(oracle(asOf(39)).alerts()).isEmpty();
    assertThat(oracle(asOf(40)).alerts()).hasSize(1);
    assertThat(oracle(both(3, 39)).alerts()).isEmpty();
    assertThat(oracle(both(3, 40)).alerts()).hasSize(1);
  }

  @Test
  void grace_runsFromTheEarliestArrival_whicheverRecordIsListedFirst() {
    UUID used = story.tell(CLEAN).at(3).arrives(30).in(Role.SOURCE, A).out(B).done();
    story.again(used, minute(25));

    assertThat(oracle(asOf(34)).alerts()).isEmpty();
    assertThat(oracle(asOf(35)).alerts()).hasSize(1);
  }

  private void waivedFrom20Until60(String target, RuleName rule) {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    waiver(target, rule, 60).at(20).done();
  }

  private Story.Told waiver(String target, RuleName rule, long until) {
    return story.tell(DOCUMENT).document(target).waive(rule, Optional.empty(), until);
  }
}
