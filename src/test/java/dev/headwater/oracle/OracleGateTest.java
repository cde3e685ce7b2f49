package dev.headwater.oracle;

import static dev.headwater.model.EventType.CLEAN;
import static dev.headwater.model.EventType.DOCUMENT;
import static dev.headwater.model.EventType.INGEST;
import static dev.headwater.model.EventType.SYNTHESIZE;
import static dev.headwater.model.EventType.TRAIN;
import static dev.headwater.model.EventType.TRANSFORM;
import static dev.headwater.oracle.Finding.INCOMPLETE_INPUTS;
import static dev.headwater.oracle.Finding.INPUTS_NOT_ASSERTED;
import static dev.headwater.oracle.Finding.SOURCE_NOT_STATED;
import static dev.headwater.oracle.Finding.SYNTHETIC_NOT_STATED;
import static dev.headwater.oracle.Finding.UNDOCUMENTED_SYNTHETIC;
import static dev.headwater.oracle.Finding.UNKNOWN_ORIGIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.Ingest;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Shows the verdict of the oracle's gate and the findings that it lists, with expected results
 * computed by hand.
 */
class OracleGateTest {
  private static final String S = "dataset:lab:s@1";
  private static final String T = "dataset:lab:t@1";
  private static final String A = "dataset:lab:a@1";
  private static final String B = "dataset:lab:b@1";
  private static final String M = "model:lab:m@1";
  private static final String N = "model:lab:n@1";

  private final Story story = new Story();
  private Terms terms = Terms.DEFAULT;

  @Test
  void fail_listsEveryUndocumentedOrigin_andWhatIsUncertainToo() {
    story.tell(SYNTHESIZE).out(S, T).complete().done();
    story
        .tell(TRAIN)
        .in(Role.SOURCE, S)
        .in(Role.SEED, T)
        .in(Role.TEACHER, N)
        .out(M)
        .incomplete()
        .done();
    story.tell(TRAIN).in(Role.SOURCE, A).out(N).complete().done();

    assertGate(
        M,
        Expected.Gate.FAIL,
        UNDOCUMENTED_SYNTHETIC,
        S,
        UNDOCUMENTED_SYNTHETIC,
        T,
        INCOMPLETE_INPUTS,
        M,
        UNKNOWN_ORIGIN,
        A);
    assertThat(answer(M).deciding())
        .containsExactlyInAnyOrder(
            reason(UNDOCUMENTED_SYNTHETIC, S), reason(UNDOCUMENTED_SYNTHETIC, T));
  }

  @Test
  void fail_theAssetItself() {
    story.tell(SYNTHESIZE).out(S).complete().done();

    assertGate(S, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);
  }

  @Test
  void pass_whatIsDocumented_andPartialIsNotEnough() {
    story.tell(SYNTHESIZE).out(S).synthesis(Story.Synthesis.FULL).complete().done();
    edge(S, M);
    assertGate(M, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);

    story.tell(DOCUMENT).document(S).by(AgentType.PERSON).done();
    assertGate(M, Expected.Gate.PASS);
  }

  @Test
  void pass_whatTheNamespaceRequires() {
    story
        .tell(SYNTHESIZE)
        .out(S)
        .synthesis(Story.Synthesis.NOTHING.prompt("write"))
        .complete()
        .done();
    assertGate(S, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);

    terms = new Terms(Grace.DEFAULT, Map.of("lab", Set.of(Condition.PROMPTS)), asset -> false);
    assertGate(S, Expected.Gate.PASS);
    assertThat(oracle().state(Asset.parse(S)).verdict().documentation())
        .isEqualTo(Documentation.DOCUMENTED);

    terms =
        new Terms(
            Grace.DEFAULT,
            Map.of("lab", Set.of(Condition.PROMPTS, Condition.SEED)),
            asset -> false);
    assertGate(S, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);
    assertThat(oracle().state(Asset.parse(S)).verdict().missing()).containsExactly(Condition.SEED);
  }

  @Test
  void closure_followsEveryCarryingRole_andNoOther() {
    for (Role role : Role.values()) {
      String origin = "dataset:lab:" + role.name().toLowerCase(java.util.Locale.ROOT);
      story.tell(SYNTHESIZE).out(origin).complete().done();
      story.tell(CLEAN).in(role, origin).out(A).complete().done();
    }

    assertThat(answer(A).findings())
        .extracting(reason -> reason.origin().name())
        .containsExactlyInAnyOrder(
            "source", "seed", "generator", "translator", "base_model", "teacher");
    assertThat(oracle().closure(Asset.parse(A))).hasSize(7);
  }

  @Test
  void closure_goesRoundCycles_andThroughInferredEdges() {
    story.tell(SYNTHESIZE).out(S).complete().done();
    story.tell(CLEAN).inferred(Role.SOURCE, S).out(A).complete().done();
    edge(A, B);
    edge(B, A);

    assertGate(A, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);
    assertGate(B, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);
    assertThat(oracle().closure(Asset.parse(B))).hasSize(3);
  }

  @Test
  void indeterminate_anOriginUnknown_ofADatasetUpstream_butNotOfAModelUpstream() {
    edge(A, B);
    edge(N, B);

    assertGate(B, Expected.Gate.INDETERMINATE, UNKNOWN_ORIGIN, A);
  }

  @Test
  void indeterminate_theAssetItself_beItAModelOrNeverUsed() {
    edge(N, B);
    story.tell(DOCUMENT).document(A).ingest("", Answer.NO).done();

    assertGate(N, Expected.Gate.INDETERMINATE, UNKNOWN_ORIGIN, N);
    assertGate(A, Expected.Gate.INDETERMINATE, UNKNOWN_ORIGIN, A);
  }

  @Test
  void indeterminate_incompleteInputs_upstreamOrOwn() {
    story.tell(INGEST).out(A).ingest("https://a.example", Answer.NO).incomplete().done();
    edge(A, B);

    assertGate(A, Expected.Gate.INDETERMINATE, INCOMPLETE_INPUTS, A);
    assertGate(B, Expected.Gate.INDETERMINATE, INCOMPLETE_INPUTS, A);
  }

  @Test
  void waiver_atTheOrigin_holdsForAllThatDescend() {
    story.tell(SYNTHESIZE).out(S).complete().done();
    edge(S, M);
    story.waive(S, RuleName.UNDOCUMENTED_SYNTHETIC, 60);

    assertGate(S, Expected.Gate.PASS);
    assertGate(M, Expected.Gate.PASS);
  }

  @Test
  void waiver_ofAModel_holdsForThatModelAndTheOriginThatItNames() {
    story.tell(SYNTHESIZE).out(S, T).complete().done();
    edge(S, M);
    edge(T, M);
    edge(M, N);
    story
        .tell(DOCUMENT)
        .document(M)
        .waive(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, Optional.of(S), 60)
        .done();

    assertGate(M, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, T);
    assertGate(N, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S, UNDOCUMENTED_SYNTHETIC, T);

    story.waive(M, RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, 60);
    assertGate(M, Expected.Gate.PASS);
  }

  @Test
  void waiver_ofTheWrongRuleOrPlace_changesNothing() {
    story.tell(SYNTHESIZE).out(S).complete().done();
    edge(S, A);
    edge(A, M);
    story.waive(A, RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, 60);
    story.waive(A, RuleName.UNDOCUMENTED_SYNTHETIC, 60);
    story.waive(M, RuleName.UNDOCUMENTED_SYNTHETIC, 60);
    story.waive(S, RuleName.UNKNOWN_ORIGIN, 60);
    story.waive(M, RuleName.TRAINED_ON_UNKNOWN_ORIGIN, 60);
    story
        .tell(DOCUMENT)
        .document(S)
        .waive(RuleName.UNDOCUMENTED_SYNTHETIC, Optional.of(A), 60)
        .done();

    assertGate(A, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);
    assertGate(M, Expected.Gate.FAIL, UNDOCUMENTED_SYNTHETIC, S);
  }

  @Test
  void waiver_ofAnUnknownOrigin_neverChangesTheGate() {
    edge(A, M);
    story.waive(A, RuleName.UNKNOWN_ORIGIN, 60);
    story.waive(M, RuleName.TRAINED_ON_UNKNOWN_ORIGIN, 60);

    assertGate(M, Expected.Gate.INDETERMINATE, UNKNOWN_ORIGIN, A);
  }

  @Test
  void remarks_areOfEveryAssetInTheClosure() {
    story.tell(INGEST).out(A).done();
    story.tell(TRANSFORM).in(Role.SOURCE, A).out(B).done();

    assertGate(
        B,
        Expected.Gate.PASS,
        INPUTS_NOT_ASSERTED,
        A,
        SYNTHETIC_NOT_STATED,
        A,
        SOURCE_NOT_STATED,
        A,
        INPUTS_NOT_ASSERTED,
        B);
  }

  @Test
  void syntheticNotStated_isOfNoIngestWithASynthesisPayload() {
    story
        .tell(INGEST)
        .complete()
        .synthesis(Story.Synthesis.FULL)
        .by(AgentType.PERSON)
        .out(A)
        .done();

    assertGate(A, Expected.Gate.PASS, SOURCE_NOT_STATED, A);
  }

  @Test
  void sourceNotStated_isOfAnIngestWithNoneOfThreeFields() {
    ingest(A, "https://a.example", "", "");
    ingest(B, "", "scraped", "");
    ingest(S, "", "", "2019");
    ingest(T, "", "", "");

    assertGate(A, Expected.Gate.PASS);
    assertGate(B, Expected.Gate.PASS);
    assertGate(S, Expected.Gate.PASS);
    assertGate(T, Expected.Gate.PASS, SOURCE_NOT_STATED, T);

    story.tell(DOCUMENT).document(T).ingest("https://t.example", Answer.UNKNOWN).done();
    assertGate(T, Expected.Gate.PASS);
  }

  @Test
  void requireSource_makesSuchAnIngestAnUnknownOrigin() {
    terms = new Terms(Grace.DEFAULT, Map.of(), asset -> true);
    ingest(A, "", "", "");
    ingest(B, "", "scraped", "");
    edge(A, M);
    edge(B, N);

    assertGate(A, Expected.Gate.INDETERMINATE, UNKNOWN_ORIGIN, A, SOURCE_NOT_STATED, A);
    assertGate(M, Expected.Gate.INDETERMINATE, UNKNOWN_ORIGIN, A, SOURCE_NOT_STATED, A);
    assertGate(N, Expected.Gate.PASS);
    assertThat(oracle().state(Asset.parse(M)).exposures())
        .containsOnlyKeys(new Expected.Origin(Asset.parse(A), OriginKind.UNKNOWN));
  }

  @Test
  void isPath_isAlongLiveCarryingEdges_fromOriginToAsset() {
    story.tell(SYNTHESIZE).out(S).done();
    edge(S, A);
    var into = story.tell(TRAIN).in(Role.SOURCE, A).out(M).done();
    story.tell(TRAIN).in(Role.REFERENCE, S).out(M).done();

    assertThat(isPath(S, M, S, A, M)).isTrue();
    assertThat(isPath(S, S, S)).isTrue();
    assertThat(isPath(S, M, S, M)).as("not carrying").isFalse();
    assertThat(isPath(S, M, M, A, S)).as("backwards").isFalse();
    assertThat(isPath(S, M, A, M)).as("not from the origin").isFalse();
    assertThat(isPath(S, M, S, A)).as("not to the asset").isFalse();
    assertThat(isPath(S, M)).as("empty").isFalse();
    assertThat(isPath(N, N, N)).as("never named").isFalse();

    story.retract(into, M);
    assertThat(isPath(S, M, S, A, M)).as("taken back").isFalse();
  }

  @Test
  void gate_ofFacts_agreesWithTheExposures_onRandomHistories() {
    for (long seed = 0; seed < 400; seed++) {
      History history = Histories.random(seed);
      for (Instant probe : History.PROBES) {
        Oracle oracle = new Oracle(history.log(), Grace.DEFAULT, probe);
        for (Asset asset : oracle.named()) {
          Set<Reason> travelled = new HashSet<>();
          oracle
              .state(asset)
              .exposures()
              .forEach(
                  (origin, exposure) -> ofExposure(origin, exposure).ifPresent(travelled::add));
          if (!oracle.originKnown(asset)) {
            travelled.add(new Reason(UNKNOWN_ORIGIN, asset));
          }
          assertThat(uncleanOf(oracle.gate(asset).orElseThrow()))
              .as(() -> asset + " at " + probe + " of " + history)
              .isEqualTo(travelled);
        }
      }
    }
  }

  private static Optional<Reason> ofExposure(Expected.Origin origin, Expected.Exposure exposure) {
    boolean passes =
        exposure.verdict().documentation() == Documentation.DOCUMENTED || exposure.waived();
    return switch (origin.kind()) {
      case SYNTHETIC ->
          passes
              ? Optional.empty()
              : Optional.of(new Reason(UNDOCUMENTED_SYNTHETIC, origin.asset()));
      case UNKNOWN -> Optional.of(new Reason(UNKNOWN_ORIGIN, origin.asset()));
      case INCOMPLETE -> Optional.of(new Reason(INCOMPLETE_INPUTS, origin.asset()));
    };
  }

  private static Set<Reason> uncleanOf(GateAnswer answer) {
    return answer.findings().stream()
        .filter(reason -> reason.finding().verdict() != Expected.Gate.PASS)
        .collect(Collectors.toSet());
  }

  private void edge(String from, String to) {
    story
        .tell(to.startsWith("model") ? TRAIN : CLEAN)
        .in(Role.SOURCE, from)
        .out(to)
        .complete()
        .done();
  }

  private void ingest(String urn, String sourceUri, String method, String collectedFrom) {
    story
        .tell(INGEST)
        .out(urn)
        .complete()
        .ingest(
            new Ingest(
                sourceUri,
                method,
                List.of(),
                collectedFrom,
                "",
                List.of(),
                List.of(),
                "",
                "",
                Answer.UNKNOWN,
                Answer.NO,
                "",
                "",
                ""))
        .done();
  }

  private boolean isPath(String origin, String asset, String... path) {
    return oracle()
        .isPath(
            Asset.parse(origin),
            Asset.parse(asset),
            Arrays.stream(path).map(Asset::parse).toList());
  }

  private static Reason reason(Finding finding, String urn) {
    return new Reason(finding, Asset.parse(urn));
  }

  /**
   * Asserts a verdict with its findings.
   *
   * @param findings a {@link Finding} and the URN of its asset, in turn
   */
  private void assertGate(String urn, Expected.Gate verdict, Object... findings) {
    Set<Reason> expected = new HashSet<>();
    for (int i = 0; i < findings.length; i += 2) {
      expected.add(reason((Finding) findings[i], (String) findings[i + 1]));
    }
    assertThat(answer(urn)).isEqualTo(new GateAnswer(verdict, expected));
  }

  private GateAnswer answer(String urn) {
    return oracle().gate(Asset.parse(urn)).orElseThrow();
  }

  private Oracle oracle() {
    return new Oracle(story.log(), terms, Moment.at(Story.minute(59)));
  }
}
