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
import static dev.headwater.oracle.Finding.INPUTS_NOT_ASSERTED;
import static dev.headwater.oracle.Finding.UNDOCUMENTED_SYNTHETIC;
import static dev.headwater.oracle.Finding.UNKNOWN_ORIGIN;
import static dev.headwater.oracle.Ruling.ALLOWED;
import static dev.headwater.oracle.Ruling.POSSIBLE;
import static dev.headwater.oracle.Ruling.REFUSED;
import static dev.headwater.oracle.Story.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows which answers {@link ReadOracle} allows and refuses while events arrive, with cases made by
 * hand.
 */
class ReadOracleTest {
  private static final String S = "dataset:lab:s@1";
  private static final String T = "dataset:lab:t@1";
  private static final String A = "dataset:lab:a@1";
  private static final String B = "dataset:lab:b@1";
  private static final String M = "model:lab:m@1";

  private final Story story = new Story();
  private int acknowledged;
  private Moment moment = Moment.at(minute(100));
  private Instant answered = minute(101);
  private int maxOpen = ReadOracle.MAX_OPEN;
  private long maxSteps = ReadOracle.MAX_STEPS;

  @Test
  void whatWasAcknowledged_counts() {
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, M);
    request();

    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(M, PASS)).isEqualTo(REFUSED);
    assertThat(judge(M, INDETERMINATE, UNKNOWN_ORIGIN, S)).isEqualTo(REFUSED);
    assertThat(judge(M, FAIL, A)).isEqualTo(REFUSED);
    assertThat(judge(M, FAIL)).isEqualTo(REFUSED);
    assertThat(oracle().judgeNotFound(asset(M))).isEqualTo(REFUSED);
  }

  @Test
  void whatCameAfter_mayCountOrNot() {
    ingest(A);
    edge(A, M);
    request();
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, M);

    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(M, INDETERMINATE, UNKNOWN_ORIGIN, S))
        .as("without the first")
        .isEqualTo(ALLOWED);
    assertThat(judge(M, INDETERMINATE, UNKNOWN_ORIGIN, A)).isEqualTo(REFUSED);
    assertThat(judge(A, FAIL, S)).as("S is not upstream of A").isEqualTo(REFUSED);
  }

  @Test
  void aPass_thatRegardsADocumentBeforeItArrived_isAllowed_andAFailAfterItWasAcknowledged_isNot() {
    story.tell(SYNTHESIZE).out(S).by(AgentType.PERSON).done();
    edge(S, M);
    request();
    story.tell(DOCUMENT).document(S).synthesis(Story.Synthesis.FULL).done();
    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);

    request();
    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, S)).isEqualTo(REFUSED);
  }

  @Test
  void someOutputsOfAnEvent_mayCount() {
    ingest(A);
    ingest(B);
    edge(A, M);
    edge(B, M);
    request();
    story.tell(SYNTHESIZE).out(A, B).done();

    assertThat(judge(M, FAIL, A)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, B)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, A, B)).isEqualTo(ALLOWED);
    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
  }

  @Test
  void someOutputsOfARetraction_mayCount_butNoneOfOneThatWasAcknowledgedMayNot() {
    UUID made = story.tell(SYNTHESIZE).out(A, B).done();
    ingest(A);
    ingest(B);
    story.tell(TRAIN).in(Role.SOURCE, A).in(Role.SOURCE, B).out(M).done();
    request();
    story.tell(RETRACT).retracting(made).out(A, B).done();
    assertThat(judge(M, FAIL, A)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, A, B)).isEqualTo(ALLOWED);
    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);

    request();
    assertThat(judge(M, FAIL, A)).isEqualTo(REFUSED);
    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
  }

  @Test
  void anEventThatWasTakenBackBeforeItCame_neverCounts() {
    UUID later = new UUID(3, 4);
    ingest(S);
    story.tell(RETRACT).retracting(later).out(S).done();
    request();
    story.tell(SYNTHESIZE).id(later).out(S).done();

    assertThat(judge(S, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(S, FAIL, S)).isEqualTo(REFUSED);
  }

  @Test
  void findings_thatNeedTwoSetsAtOnce_areRefused() {
    // The same event makes S synthetic and ends its unknown origin, so S is never both synthetic
    // and of unknown origin.
    edge(S, M);
    request();
    story.tell(SYNTHESIZE).out(S).done();

    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(M, INDETERMINATE, UNKNOWN_ORIGIN, S)).isEqualTo(ALLOWED);
    Claim mixed =
        new Claim(
            FAIL,
            Set.of(reason(UNDOCUMENTED_SYNTHETIC, S), reason(UNKNOWN_ORIGIN, S)),
            Set.of(UNDOCUMENTED_SYNTHETIC, UNKNOWN_ORIGIN),
            Map.of());
    assertThat(oracle().judge(asset(M), mixed)).isEqualTo(REFUSED);
  }

  @Test
  void aReason_mustBeReachedByEdgesOfTheSameSet() {
    UUID edge = edge(S, A);
    story.tell(SYNTHESIZE).out(S).done();
    ingest(A);
    edge(A, M);
    ingest(B);
    edge(B, M);
    request();
    story.tell(RETRACT).retracting(edge).out(A).done();
    edge(S, B);

    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
    assertThat(judgePath(M, S, S, A, M)).isEqualTo(ALLOWED);
    assertThat(judgePath(M, S, S, B, M)).isEqualTo(ALLOWED);
    assertThat(judgePath(M, S, S, M)).isEqualTo(REFUSED);
    assertThat(judgePath(M, S, A, M)).as("does not begin at the origin").isEqualTo(REFUSED);
    assertThat(judgePath(M, S, S, A)).as("does not end at the asset").isEqualTo(REFUSED);
  }

  @Test
  void pathsOfOneAnswer_mustBeOfOneSet() {
    // In each set of events, either the edge from S to A holds or its retraction counts, never
    // both.
    UUID one = edge(S, A);
    story.tell(SYNTHESIZE).out(S, T).done();
    edge(A, M);
    request();
    story.tell(RETRACT).retracting(one).out(A).done();
    story.tell(TRAIN).in(Role.SOURCE, T).out(M).done();

    assertThat(judge(M, FAIL, S, T)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, T)).as("A is not explained any more").isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(M, PASS)).isEqualTo(REFUSED);
    assertThat(judge(M, INDETERMINATE, UNKNOWN_ORIGIN, A)).isEqualTo(ALLOWED);
  }

  @Test
  void anAssetThatNothingAcknowledgedNames_isNotFound_orIsWhatItsEventsSay() {
    request();
    story.tell(INGEST).out(A).done();

    assertThat(oracle().judgeNotFound(asset(A))).isEqualTo(ALLOWED);
    assertThat(judge(A, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(A, INDETERMINATE, UNKNOWN_ORIGIN, A))
        .as("it is named by what says where it comes from")
        .isEqualTo(REFUSED);
    assertThat(oracle().judge(asset(B), Claim.of(PASS, Set.of()))).isEqualTo(REFUSED);
    assertThat(oracle().judge(asset(B), Optional.empty())).isEqualTo(ALLOWED);
  }

  @Test
  void anAssetThatIsNamedAsAnInput_isUnknownUntilItIsExplained() {
    request();
    story.tell(INGEST).out(A).done();
    edge(A, B);

    assertThat(judge(A, INDETERMINATE, UNKNOWN_ORIGIN, A)).isEqualTo(ALLOWED);
    assertThat(judge(A, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(A, FAIL, A)).isEqualTo(REFUSED);
  }

  @Test
  void anAssetThatIsNamedAndTakenBack_isUnknown() {
    request();
    UUID made = story.tell(INGEST).out(A).done();
    story.tell(RETRACT).retracting(made).out(A).done();

    assertThat(judge(A, INDETERMINATE, UNKNOWN_ORIGIN, A)).isEqualTo(ALLOWED);
    assertThat(judge(A, PASS)).isEqualTo(ALLOWED);
    assertThat(oracle().judgeNotFound(asset(A))).isEqualTo(ALLOWED);
  }

  @Test
  void aWaiver_mayHaveEndedBetweenRequestAndAnswer() {
    story.tell(SYNTHESIZE).out(S).done();
    story.waive(S, RuleName.UNDOCUMENTED_SYNTHETIC, 101);
    request();
    assertThat(judge(S, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(S, FAIL, S)).as("it ends as the answer comes").isEqualTo(ALLOWED);

    answered = minute(101).minusMillis(1);
    assertThat(judge(S, FAIL, S)).isEqualTo(REFUSED);

    moment = Moment.at(minute(101));
    answered = minute(102);
    assertThat(judge(S, PASS)).as("it ended before the request").isEqualTo(REFUSED);
  }

  @Test
  void waiversOfOneAnswer_areJudgedAtOneInstant() {
    story.tell(SYNTHESIZE).out(S, T).done();
    story.tell(TRAIN).in(Role.SOURCE, S).in(Role.SOURCE, T).out(M).done();
    story.waive(S, RuleName.UNDOCUMENTED_SYNTHETIC, 101);
    story.waive(T, RuleName.UNDOCUMENTED_SYNTHETIC, 102);
    request();
    answered = minute(110);

    assertThat(judge(M, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, S, T)).isEqualTo(ALLOWED);
    assertThat(judge(M, FAIL, T)).as("S's waiver ends first").isEqualTo(REFUSED);
  }

  @Test
  void aQuestionAboutThePast_hasOneInstant_andOnlyWhatCountsIsOpen() {
    story.tell(SYNTHESIZE).at(10).out(S).done();
    request();
    story.tell(DOCUMENT).at(50).arrives(100).document(S).reclassify(false).done();
    moment = Moment.at(minute(100)).withAsOf(minute(49));
    assertThat(judge(S, FAIL, S)).isEqualTo(ALLOWED);
    assertThat(judge(S, PASS)).isEqualTo(REFUSED);

    moment = Moment.at(minute(100)).withAsOf(minute(50));
    assertThat(judge(S, PASS)).isEqualTo(ALLOWED);

    moment = Moment.at(minute(100)).withKnownAt(minute(99));
    assertThat(judge(S, PASS)).isEqualTo(REFUSED);
  }

  @Test
  void aWaiverThatHasEndedSince_heldInThePast() {
    story.tell(SYNTHESIZE).out(S).done();
    story.waive(S, RuleName.UNDOCUMENTED_SYNTHETIC, 50);
    request();

    moment = Moment.at(minute(100)).withAsOf(minute(49));
    assertThat(judge(S, PASS)).isEqualTo(ALLOWED);
    assertThat(judge(S, FAIL, S)).isEqualTo(REFUSED);
    moment = Moment.at(minute(100)).withKnownAt(minute(50));
    assertThat(judge(S, PASS)).isEqualTo(REFUSED);
    assertThat(judge(S, FAIL, S)).isEqualTo(ALLOWED);
  }

  @Test
  void remarks_areComparedOnRequest() {
    ingest(A);
    request();
    Set<Reason> remark = Set.of(reason(INPUTS_NOT_ASSERTED, A));
    assertThat(oracle().judge(asset(A), Claim.ofAll(new GateAnswer(PASS, remark))))
        .isEqualTo(ALLOWED);
    assertThat(oracle().judge(asset(A), Claim.ofAll(new GateAnswer(PASS, Set.of()))))
        .isEqualTo(REFUSED);
    assertThat(judge(A, PASS)).isEqualTo(ALLOWED);
  }

  @Test
  void beyondTheBound_whatCannotBeIsStillRefused_andTheRestIsPossible() {
    maxOpen = 2;
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, M);
    ingest(A);
    request();
    for (int i = 0; i < 3; i++) {
      edge(A, M);
    }
    edge(A, B);

    assertThat(judge(M, FAIL, S)).isEqualTo(POSSIBLE);
    assertThat(judge(M, PASS)).as("S is upstream in any case").isEqualTo(REFUSED);
    assertThat(judge(M, INDETERMINATE, UNKNOWN_ORIGIN, S)).isEqualTo(REFUSED);
    assertThat(judge(M, FAIL, S, A)).as("A is never synthetic").isEqualTo(REFUSED);
    assertThat(judge(M, FAIL, T)).as("T is never upstream").isEqualTo(REFUSED);
    assertThat(judgePath(M, S, S, B, M)).as("no such edge in any set").isEqualTo(REFUSED);
    assertThat(judge(A, PASS)).as("the bound is of the closure").isEqualTo(ALLOWED);
  }

  @Test
  void beyondTheBoundOfSteps_theSameHolds() {
    maxSteps = 1;
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, M);
    request();

    assertThat(judge(M, FAIL, S)).isEqualTo(POSSIBLE);
    assertThat(judge(M, PASS)).isEqualTo(REFUSED);
  }

  @Test
  void claim_refusesAReasonThatIsNotCompared() {
    assertThatThrownBy(() -> Claim.of(PASS, Set.of(reason(UNKNOWN_ORIGIN, A))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UNKNOWN_ORIGIN");
  }

  private void request() {
    acknowledged = story.log().size();
  }

  private UUID edge(String from, String to) {
    return story.tell(to.startsWith("model") ? TRAIN : CLEAN).in(Role.SOURCE, from).out(to).done();
  }

  private void ingest(String urn) {
    story.tell(INGEST).out(urn).ingest("https://a.example", Answer.NO).done();
  }

  private Ruling judge(String urn, Expected.Gate verdict, String... undocumented) {
    return judge(urn, verdict, UNDOCUMENTED_SYNTHETIC, undocumented);
  }

  private Ruling judge(String urn, Expected.Gate verdict, Finding finding, String... origins) {
    Set<Reason> reasons =
        Arrays.stream(origins).map(origin -> reason(finding, origin)).collect(Collectors.toSet());
    return oracle().judge(asset(urn), Claim.of(verdict, reasons));
  }

  private Ruling judgePath(String urn, String origin, String... path) {
    Reason reason = reason(UNDOCUMENTED_SYNTHETIC, origin);
    List<Asset> assets = Arrays.stream(path).map(Asset::parse).toList();
    return oracle()
        .judge(asset(urn), Claim.of(FAIL, Set.of(reason)).withPaths(Map.of(reason, assets)));
  }

  private ReadOracle oracle() {
    List<Arrival> log = story.log();
    return new ReadOracle(
        log.subList(0, acknowledged),
        log.subList(acknowledged, log.size()),
        Terms.DEFAULT,
        moment,
        answered,
        maxOpen,
        maxSteps);
  }

  private static Asset asset(String urn) {
    return Asset.parse(urn);
  }

  private static Reason reason(Finding finding, String urn) {
    return new Reason(finding, Asset.parse(urn));
  }
}
