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
import dev.headwater.model.Asset;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Answers about the past, computed by hand. Every question is asked at minute 1,000. */
class OracleTimeTest {
  private static final String S = "dataset:lab:s@1";
  private static final String A = "dataset:lab:a@1";
  private static final String B = "dataset:lab:b@1";
  private static final String M = "model:lab:m@1";
  private static final Moment NOW = Moment.at(minute(1000));

  private final Story story = new Story();

  @Test
  void asOf_countsAnEventFromItsOwnTimeOn_toTheMicrosecond() {
    Instant happens = minute(10).plusNanos(5_000);
    story.tell(SYNTHESIZE).at(happens).arrives(20).out(S).done();

    assertNotFound(S, NOW.withAsOf(happens.minusNanos(1_000)));
    assertGate(S, NOW.withAsOf(happens), FAIL);
    assertGate(S, NOW.withAsOf(happens.plusNanos(1_000)), FAIL);
  }

  @Test
  void asOf_doesNotRegardWhenTheEventArrived() {
    story.tell(SYNTHESIZE).at(10).arrives(900).out(S).done();

    assertGate(S, asOf(10), FAIL);
  }

  @Test
  void knownAt_countsARecordFromItsArrivalOn_toTheMillisecond() {
    story.tell(SYNTHESIZE).at(10).arrives(20).out(S).done();

    assertNotFound(S, NOW.withKnownAt(minute(20).minusMillis(1)));
    assertGate(S, knownAt(20), FAIL);
    assertGate(S, NOW.withKnownAt(minute(20).plusMillis(1)), FAIL);
  }

  @Test
  void knownAt_countsAnEventThatIsStillToHappen() {
    story.tell(SYNTHESIZE).at(30).arrives(10).out(S).done();

    assertGate(S, knownAt(10), FAIL);
    assertNotFound(S, asOf(29));
  }

  @Test
  void both_needTheEventToHaveHappenedAndToHaveArrived() {
    story.tell(SYNTHESIZE).at(10).arrives(50).out(S).done();
    story.tell(SYNTHESIZE).at(50).arrives(10).out(A).done();

    assertNotFound(S, both(10, 49));
    assertGate(S, both(10, 50), FAIL);
    assertNotFound(A, both(49, 10));
    assertGate(A, both(50, 10), FAIL);
  }

  @Test
  void asOf_aLaterRetractionTakesTheEventBack() {
    undocumentedThenCorrected();

    assertGate(A, asOf(50), PASS);
    assertThat(oracle(asOf(50)).closure(asset(A))).containsExactly(asset(A));
  }

  @Test
  void knownAt_aRetractionThatHadNotArrivedTakesNothingBack() {
    undocumentedThenCorrected();

    assertGate(A, knownAt(99), FAIL);
    assertGate(A, knownAt(100), PASS);
  }

  @Test
  void both_aRetractionCountsByItsArrivalAlone() {
    undocumentedThenCorrected();

    assertGate(A, both(50, 50), FAIL);
    assertGate(A, both(50, 99), FAIL);
    assertGate(A, both(50, 100), PASS);
  }

  @Test
  void knownAt_aRetractionDatedBeforeCountsOnlyOnceItArrives() {
    UUID made = story.tell(SYNTHESIZE).at(10).out(S).done();
    story.tell(RETRACT).at(11).arrives(60).retracting(made).out(S).done();

    assertGate(S, knownAt(59), FAIL);
    assertGate(S, knownAt(60), INDETERMINATE);
    assertGate(S, asOf(10), INDETERMINATE);
  }

  @Test
  void retraction_beforeItsEvent_namesNothing_andHoldsOnceTheEventIsThere() {
    UUID later = new UUID(1, 2);
    story.tell(RETRACT).at(10).retracting(later).out(S).done();
    story.tell(SYNTHESIZE).id(later).at(5).arrives(40).out(S).done();

    assertNotFound(S, knownAt(39));
    assertGate(S, knownAt(40), INDETERMINATE);
    assertNotFound(S, asOf(4));
    assertGate(S, asOf(5), INDETERMINATE);
  }

  @Test
  void retraction_ofARetraction_doesNothingAtAnyTime() {
    UUID made = story.tell(SYNTHESIZE).at(10).out(S).done();
    UUID retract = story.tell(RETRACT).at(20).retracting(made).out(S).done();
    story.tell(RETRACT).at(30).retracting(retract).out(S).done();

    assertGate(S, knownAt(19), FAIL);
    assertGate(S, knownAt(30), INDETERMINATE);
    assertGate(S, asOf(10), INDETERMINATE);
  }

  @Test
  void retraction_ofOneOutput_leavesTheOther() {
    UUID made = story.tell(SYNTHESIZE).at(10).out(S, A).done();
    story.tell(RETRACT).at(20).retracting(made).out(A).done();

    assertGate(A, both(10, 19), FAIL);
    assertGate(A, both(10, 20), INDETERMINATE);
    assertGate(S, both(10, 20), FAIL);
  }

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
  void duplicate_theEarliestArrivalOfTheContentCounts() {
    UUID made = story.tell(SYNTHESIZE).at(10).arrives(50).out(S).done();
    story.again(made, minute(20));
    story.again(made, minute(80));

    assertNotFound(S, knownAt(19));
    assertGate(S, knownAt(20), FAIL);
  }

  @Test
  void otherContentUnderAUsedId_neverCounts() {
    UUID made = story.tell(SYNTHESIZE).at(40).arrives(20).out(S).done();
    story.tell(SYNTHESIZE).id(made).at(10).arrives(30).out(A).done();

    assertNotFound(A, asOf(39));
    assertNotFound(A, knownAt(30));
    assertNotFound(S, asOf(39));
    assertGate(S, knownAt(20), FAIL);
  }

  @Test
  void anAssetThatOnlyInputsName_isFoundFromThatEventOn() {
    story.tell(CLEAN).at(10).arrives(20).in(Role.SOURCE, A).out(B).done();

    assertNotFound(A, asOf(9));
    assertGate(A, asOf(10), INDETERMINATE);
    assertNotFound(A, knownAt(19));
    assertGate(A, knownAt(20), INDETERMINATE);
  }

  @Test
  void anAssetThatOnlyARetractionNames_isNeverFound() {
    UUID made = story.tell(SYNTHESIZE).at(10).out(S).done();
    story.tell(RETRACT).at(20).retracting(made).in(Role.SOURCE, B).out(A).done();

    assertNotFound(A, NOW);
    assertNotFound(B, NOW);
    assertNotFound(A, asOf(20));
  }

  @Test
  void anAssetWhoseEventsAreAllTakenBack_isFoundAndUnknown() {
    UUID made = story.tell(INGEST).at(10).out(A).done();
    story.tell(RETRACT).at(20).retracting(made).out(A).done();

    assertGate(A, knownAt(19), PASS);
    assertGate(A, asOf(10), INDETERMINATE);
    assertNotFound(A, asOf(9));
  }

  @Test
  void origin_thatIsStatedLate_wasUnknownAsKnownThen() {
    story.tell(CLEAN).at(10).in(Role.SOURCE, A).out(B).done();
    story.tell(INGEST).at(5).arrives(100).out(A).ingest("https://a.example", Answer.NO).done();

    assertGate(B, asOf(10), PASS);
    assertGate(B, knownAt(99), INDETERMINATE);
    assertGate(B, both(10, 99), INDETERMINATE);
    assertGate(B, both(4, 100), Optional.empty());
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
  void lineage_isThatOfTheCountedEvents() {
    UUID edge = story.tell(CLEAN).at(10).arrives(20).in(Role.SOURCE, A).out(B).done();
    story.tell(TRAIN).at(30).arrives(15).in(Role.SOURCE, B).out(M).done();
    story.tell(RETRACT).at(40).retracting(edge).out(B).done();

    assertThat(oracle(asOf(30)).links())
        .extracting(link -> link.from().urn() + " " + link.to().urn())
        .containsExactly(B + " " + M);
    assertThat(oracle(knownAt(20)).links()).hasSize(2);
    assertThat(oracle(knownAt(15)).links()).hasSize(1);
    assertThat(oracle(both(29, 20)).links()).extracting(link -> link.to().urn()).containsExactly(B);
  }

  /** A is ingested and cleaned from undocumented S; the latter is taken back at minute 100. */
  private void undocumentedThenCorrected() {
    story.tell(INGEST).at(5).out(A).done();
    story.tell(SYNTHESIZE).at(10).out(S).done();
    UUID edge = story.tell(CLEAN).at(20).in(Role.SOURCE, S).out(A).done();
    story.tell(RETRACT).at(100).retracting(edge).in(Role.SOURCE, S).out(A).done();
  }

  private void waivedFrom20Until60(String target, RuleName rule) {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    waiver(target, rule, 60).at(20).done();
  }

  private Story.Told waiver(String target, RuleName rule, long until) {
    return story.tell(DOCUMENT).document(target).waive(rule, Optional.empty(), until);
  }

  private static Moment asOf(long minute) {
    return NOW.withAsOf(minute(minute));
  }

  private static Moment knownAt(long minute) {
    return NOW.withKnownAt(minute(minute));
  }

  private static Moment both(long asOf, long knownAt) {
    return asOf(asOf).withKnownAt(minute(knownAt));
  }

  private void assertNotFound(String urn, Moment moment) {
    assertGate(urn, moment, Optional.empty());
  }

  private void assertGate(String urn, Moment moment, Expected.Gate verdict) {
    assertGate(urn, moment, Optional.of(verdict));
  }

  private void assertGate(String urn, Moment moment, Optional<Expected.Gate> verdict) {
    assertThat(oracle(moment).gate(asset(urn)).map(GateAnswer::verdict))
        .as(urn + " " + moment)
        .isEqualTo(verdict);
  }

  private Oracle oracle(Moment moment) {
    return new Oracle(story.log(), Terms.DEFAULT, moment);
  }

  private static Asset asset(String urn) {
    return Asset.parse(urn);
  }
}
