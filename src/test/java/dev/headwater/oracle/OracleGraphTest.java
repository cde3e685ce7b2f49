package dev.headwater.oracle;

import static dev.headwater.model.EventType.CLEAN;
import static dev.headwater.model.EventType.DOCUMENT;
import static dev.headwater.model.EventType.INGEST;
import static dev.headwater.model.EventType.SYNTHESIZE;
import static dev.headwater.model.EventType.TRAIN;
import static dev.headwater.model.EventType.TRANSFORM;
import static dev.headwater.model.OriginKind.INCOMPLETE;
import static dev.headwater.model.OriginKind.SYNTHETIC;
import static dev.headwater.model.OriginKind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.Synthetic;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows edges, retraction, origins and exposures in the oracle, with expected results computed by
 * hand.
 */
class OracleGraphTest {
  private static final String S = "dataset:lab:s@1";
  private static final String A = "dataset:lab:a@1";
  private static final String B = "dataset:lab:b@1";
  private static final String M = "model:lab:m@1";
  private static final String N = "model:lab:n@1";

  private final Story story = new Story();

  @Test
  void exposure_takesTheShortestPath_ofADiamond() {
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, A);
    edge(A, B);
    edge(B, M);
    edge(S, M);

    assertExposure(M, S, SYNTHETIC, 1, 1);
    assertExposure(B, S, SYNTHETIC, 2, 2);
    assertExposure(S, S, SYNTHETIC, 0, 0);
  }

  @Test
  void exposure_goesRoundACycle_andEndsWithTheEdgeIntoIt() {
    story.tell(SYNTHESIZE).out(S).done();
    UUID into = edge(S, A);
    edge(A, B);
    edge(B, A);
    edge(A, A);
    assertExposure(B, S, SYNTHETIC, 2, 2);

    story.retract(into, A);
    assertThat(state(A).exposures()).isEmpty();
    assertThat(state(B).exposures()).isEmpty();
  }

  @Test
  void exposure_doesNotTravelAlongAFilterModel() {
    story.tell(INGEST).out(A).done();
    story.tell(SYNTHESIZE).out(S).done();
    story
        .tell(TRANSFORM)
        .in(Role.FILTER_MODEL, S)
        .in(Role.ANNOTATOR_MODEL, S)
        .in(Role.REFERENCE, S)
        .out(A)
        .done();

    assertThat(state(A).exposures()).isEmpty();
    assertThat(state(A).upstream()).hasSize(3);
    assertThat(state(S).downstream()).hasSize(3);
  }

  @Test
  void direct_hasNoOtherModelBetween_andNoInferredEdge() {
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, M);
    edge(M, N);
    assertExposure(M, S, SYNTHETIC, 1, 1);
    assertExposure(N, S, SYNTHETIC, 2, -1);

    edge(S, A);
    edge(A, B);
    edge(B, N);
    assertExposure(N, S, SYNTHETIC, 2, 3);

    story.tell(CLEAN).inferred(Role.SOURCE, A).out("dataset:lab:c").done();
    assertExposure("dataset:lab:c", S, SYNTHETIC, 2, -1);
  }

  @Test
  void edge_isInferred_onlyIfEveryLiveEventSaysSo() {
    story.tell(SYNTHESIZE).out(S).done();
    story.tell(CLEAN).inferred(Role.SOURCE, S).out(A).done();
    assertExposure(A, S, SYNTHETIC, 1, -1);

    UUID stated = edge(S, A, CLEAN);
    assertExposure(A, S, SYNTHETIC, 1, 1);

    story.retract(stated, A);
    assertExposure(A, S, SYNTHETIC, 1, -1);
  }

  @Test
  void edge_livesWhileOneAssertingEventDoes() {
    story.tell(SYNTHESIZE).out(S).done();
    UUID one = edge(S, A);
    UUID two = edge(S, A);
    story.retract(one, A);
    assertExposure(A, S, SYNTHETIC, 1, 1);

    story.retract(two, A);
    assertThat(state(A).exposures()).isEmpty();
    assertThat(state(S).downstream()).isEmpty();
  }

  @Test
  void edge_runIsTheLatestEvents() {
    UUID early = story.tell(CLEAN).at(9).in(Role.SOURCE, S).out(A).done();
    story.tell(CLEAN).at(1).in(Role.SOURCE, S).out(A).done();

    assertThat(state(A).upstream())
        .singleElement()
        .extracting(Expected.Link::run)
        .isEqualTo(story.event(early).run());
  }

  @Test
  void retract_leavesTheContributionOfAnOutputThatItLeavesOut() {
    UUID made = story.tell(SYNTHESIZE).in(Role.SEED, B).out(S, A).done();
    story.retract(made, A);

    assertThat(state(S).contributions()).containsExactly(made);
    assertThat(state(S).synthetic()).isEqualTo(Synthetic.YES);
    assertThat(state(A).contributions()).isEmpty();
    assertThat(state(A).synthetic()).isEqualTo(Synthetic.UNKNOWN);
    assertThat(state(B).downstream()).extracting(link -> link.to().urn()).containsExactly(S);
  }

  @Test
  void retract_beforeItsEvent_holds() {
    UUID later = new UUID(1, 2);
    story.retract(later, S);
    story.tell(SYNTHESIZE).id(later).out(S).done();

    assertThat(state(S).contributions()).isEmpty();
    assertThat(state(S).synthetic()).isEqualTo(Synthetic.UNKNOWN);
  }

  @Test
  void retract_cannotBeRetracted() {
    UUID made = story.tell(SYNTHESIZE).out(S).done();
    UUID retract = story.retract(made, S);
    story.retract(retract, S);

    assertThat(state(S).contributions()).isEmpty();
  }

  @Test
  void retract_ofAnAssetThatTheEventDidNotMake_doesNothing() {
    UUID made = story.tell(SYNTHESIZE).in(Role.SEED, A).out(S).done();
    story.retract(made, A, B);

    assertThat(state(S).contributions()).containsExactly(made);
    assertThat(new Oracle(story.log(), Grace.DEFAULT, Story.minute(60)).named())
        .containsExactly(Asset.parse(A), Asset.parse(S));
  }

  @Test
  void retract_ofADocument_endsItsEdges() {
    story.tell(SYNTHESIZE).out(S).done();
    UUID late = story.tell(DOCUMENT).document(A).in(Role.SEED, S).done();
    assertExposure(A, S, SYNTHETIC, 1, 1);

    story.retract(late, A);
    assertThat(state(A).exposures()).isEmpty();
  }

  @Test
  void sameIdWithOtherContent_theFirstStands() {
    UUID id = story.tell(SYNTHESIZE).out(S).done();
    story.tell(SYNTHESIZE).id(id).out(A).done();

    assertThat(state(S).contributions()).containsExactly(id);
    assertThat(new Oracle(story.log(), Grace.DEFAULT, Story.minute(60)).named())
        .containsExactly(Asset.parse(S));
  }

  @Test
  void version_andUnversionedAsset_areDifferentAssets() {
    story.tell(SYNTHESIZE).out("dataset:lab:s").done();
    edge(S, A);

    assertThat(state(S).synthetic()).isEqualTo(Synthetic.UNKNOWN);
    assertThat(state(A).exposures()).doesNotContainKey(origin(S, SYNTHETIC));
  }

  @Test
  void unknownOrigin_isAUsedDatasetThatNothingExplains() {
    edge(A, B);
    assertExposure(A, A, UNKNOWN, 0, 0);
    assertExposure(B, A, UNKNOWN, 1, 1);

    story.tell(CLEAN).in(Role.SOURCE, A).out(A).done();
    assertExposure(A, A, UNKNOWN, 0, 0);

    story.tell(DOCUMENT).document(A).ingest("", Answer.NO).done();
    assertExposure(A, A, UNKNOWN, 0, 0);

    UUID uri = story.tell(DOCUMENT).document(A).ingest("https://a.example", Answer.NO).done();
    assertThat(state(B).exposures()).isEmpty();

    story.retract(uri, A);
    story.tell(CLEAN).in(Role.REFERENCE, S).out(A).done();
    assertThat(state(B).exposures()).isEmpty();
  }

  @Test
  void unknownOrigin_isNeitherAModelNorADatasetOnlyReferredTo() {
    edge(M, B);
    story.tell(CLEAN).in(Role.REFERENCE, A).out(B).done();

    assertThat(state(B).exposures()).isEmpty();
    assertThat(state(M).exposures()).isEmpty();
    assertThat(state(A).exposures()).isEmpty();
  }

  @Test
  void unknownOrigin_isASelfLoopThatNothingElseExplains() {
    edge(A, A);

    assertExposure(A, A, UNKNOWN, 0, 0);
  }

  @Test
  void incomplete_isWhateverAnIncompleteEventMade_butADocumentMakesNothing() {
    story.tell(TRAIN).in(Role.SOURCE, A).out(M).incomplete().done();
    story.tell(INGEST).out(A).done();
    story.tell(DOCUMENT).document(A).incomplete().done();
    edge(M, N);

    assertExposure(M, M, INCOMPLETE, 0, 0);
    assertExposure(N, M, INCOMPLETE, 1, 1);
    assertThat(state(A).exposures()).isEmpty();
  }

  @Test
  void incompleteModel_isADirectOriginOfWhatComesOfIt() {
    story.tell(TRANSFORM).out(M).incomplete().done();
    edge(M, A);
    edge(A, N);

    assertExposure(N, M, INCOMPLETE, 2, 2);
  }

  @Test
  void synthetic_isTheFirstThatHolds() {
    story.tell(SYNTHESIZE).out(S).done();
    story.tell(INGEST).out(A).ingest("", Answer.NO).done();
    assertThat(state(A).synthetic()).isEqualTo(Synthetic.NO);

    edge(S, A, CLEAN);
    assertThat(state(A).synthetic()).isEqualTo(Synthetic.INHERITED);

    story.reclassify(A, true);
    assertThat(state(A).synthetic()).isEqualTo(Synthetic.YES);

    story.reclassify(S, false);
    assertThat(state(S).synthetic()).isEqualTo(Synthetic.NO);

    story.reclassify(A, false);
    assertThat(state(A).synthetic()).isEqualTo(Synthetic.NO);
  }

  private UUID edge(String from, String to) {
    return edge(from, to, to.startsWith("model") ? TRAIN : CLEAN);
  }

  private UUID edge(String from, String to, EventType type) {
    return story.tell(type).in(Role.SOURCE, from).out(to).done();
  }

  private void assertExposure(
      String asset, String origin, OriginKind kind, int distance, int direct) {
    Expected.Exposure exposure = state(asset).exposures().get(origin(origin, kind));
    assertThat(exposure).isNotNull();
    assertThat(exposure.distance()).isEqualTo(distance);
    assertThat(exposure.direct())
        .isEqualTo(direct < 0 ? OptionalInt.empty() : OptionalInt.of(direct));
  }

  private static Expected.Origin origin(String urn, OriginKind kind) {
    return new Expected.Origin(Asset.parse(urn), kind);
  }

  private Expected.State state(String urn) {
    return new Oracle(story.log(), Grace.DEFAULT, Story.minute(60)).state(Asset.parse(urn));
  }
}
