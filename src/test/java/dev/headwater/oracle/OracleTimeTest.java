package dev.headwater.oracle;

import static dev.headwater.model.EventType.CLEAN;
import static dev.headwater.model.EventType.INGEST;
import static dev.headwater.model.EventType.RETRACT;
import static dev.headwater.model.EventType.SYNTHESIZE;
import static dev.headwater.model.EventType.TRAIN;
import static dev.headwater.oracle.Expected.Gate.FAIL;
import static dev.headwater.oracle.Expected.Gate.INDETERMINATE;
import static dev.headwater.oracle.Expected.Gate.PASS;
import static dev.headwater.oracle.Story.minute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Role;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows which events and retractions count in the oracle's answers about the past, with expected
 * results computed by hand.
 */
class OracleTimeTest extends PastAnswers {
  private static final String S = "dataset:lab:s@1";
  private static final String A = "dataset:lab:a@1";
  private static final String B = "dataset:lab:b@1";
  private static final String M = "model:lab:m@1";

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

  private void undocumentedThenCorrected() {
    story.tell(INGEST).at(5).out(A).done();
    story.tell(SYNTHESIZE).at(10).out(S).done();
    UUID edge = story.tell(CLEAN).at(20).in(Role.SOURCE, S).out(A).done();
    story.tell(RETRACT).at(100).retracting(edge).in(Role.SOURCE, S).out(A).done();
  }
}
