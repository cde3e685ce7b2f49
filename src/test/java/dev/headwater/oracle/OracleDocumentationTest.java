package dev.headwater.oracle;

import static dev.headwater.model.Condition.AGENT;
import static dev.headwater.model.Condition.GENERATOR;
import static dev.headwater.model.Condition.PARAMETERS;
import static dev.headwater.model.Condition.PROMPTS;
import static dev.headwater.model.Condition.REVISION;
import static dev.headwater.model.Condition.SEED;
import static dev.headwater.oracle.Story.Synthesis.FULL;
import static dev.headwater.oracle.Story.Synthesis.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Shows the definition of documented synthetic data in the oracle, case by case, with expected
 * results computed by hand.
 */
class OracleDocumentationTest {
  private static final String DATA = "dataset:lab:talk@1";

  private final Story story = new Story();

  @Test
  void record_withAllSix_isDocumented() {
    synthesize(FULL);

    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void record_withoutPayload_isUndocumented() {
    story.tell(EventType.SYNTHESIZE).out(DATA).done();

    assertVerdict(
        Documentation.UNDOCUMENTED, GENERATOR, REVISION, SEED, PROMPTS, PARAMETERS, AGENT);
  }

  @Test
  void record_withGeneratorAndAgentOnly_isUndocumented() {
    synthesize(NOTHING.generator("acme", "writer", "2026-01"));

    assertVerdict(Documentation.UNDOCUMENTED, SEED, PROMPTS, PARAMETERS);
  }

  @Test
  void record_withOneOfSeedPromptsParameters_isPartial() {
    synthesize(NOTHING.prompt("write"));

    assertVerdict(Documentation.PARTIAL, GENERATOR, REVISION, SEED, PARAMETERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "N/A",
        " none ",
        "OTHER",
        "tbd",
        "ToDo",
        "Templates",
        "[More Information Needed]",
        "",
        " "
      })
  void placeholder_doesNotCount(String nothing) {
    synthesize(FULL.prompt(nothing).parameter("temperature", nothing));

    assertVerdict(Documentation.PARTIAL, PROMPTS, PARAMETERS);
  }

  @Test
  void generator_withoutRevision_lacksOnlyTheRevision() {
    synthesize(FULL.generator("acme", "writer", ""));

    assertVerdict(Documentation.PARTIAL, REVISION);
  }

  @Test
  void generator_withPlaceholderProvider_isNone() {
    synthesize(FULL.generator("unknown", "writer", "2026-01"));

    assertVerdict(Documentation.PARTIAL, GENERATOR, REVISION);
  }

  @Test
  void generator_asInputModel_counts() {
    story
        .tell(EventType.SYNTHESIZE)
        .in(Role.TRANSLATOR, "model:acme:writer@2026-01")
        .out(DATA)
        .synthesis(FULL.generators(new Stated.Withheld<>("a contract")))
        .by(AgentType.ORGANIZATION)
        .done();

    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void generator_asInputDataset_doesNotCount() {
    story
        .tell(EventType.SYNTHESIZE)
        .in(Role.GENERATOR, "dataset:acme:writer@2026-01")
        .out(DATA)
        .synthesis(FULL.generators(new Stated.Given<>(List.of())))
        .by(AgentType.PERSON)
        .done();

    assertVerdict(Documentation.PARTIAL, GENERATOR, REVISION);
  }

  @Test
  void revision_isMissing_whenOneOfTwoGeneratorsHasNone() {
    synthesize(FULL);
    document(NOTHING.generator("acme", "other writer", ""));

    assertVerdict(Documentation.PARTIAL, REVISION);
  }

  @Test
  void revision_ofTheSameGenerator_isCompletedByADocument() {
    synthesize(FULL.generator("acme", "writer", "tbd"));
    document(NOTHING.generator("acme", "writer", "2026-01"));
    document(NOTHING.generator("acme", "writer", "unknown"));

    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void seed_withVersionOrChecksum_counts_andEachMust() {
    seeds("dataset:lab:seed@1", "", "dataset:lab:more", "9c1f");
    assertVerdict(Documentation.DOCUMENTED);

    story.tell(EventType.DOCUMENT).document(DATA).in(Role.SEED, "dataset:lab:third@unknown").done();
    assertVerdict(Documentation.PARTIAL, SEED);

    story
        .tell(EventType.DOCUMENT)
        .document(DATA)
        .in(Role.SEED, "dataset:lab:third@unknown", "77ab")
        .done();
    assertVerdict(Documentation.DOCUMENTED);
  }

  private void seeds(String one, String oneSha256, String other, String otherSha256) {
    story
        .tell(EventType.SYNTHESIZE)
        .in(Role.SEED, one, oneSha256)
        .in(Role.SEED, other, otherSha256)
        .out(DATA)
        .synthesis(
            NOTHING
                .generator("acme", "writer", "2026-01")
                .prompt("write")
                .parameter("temperature", "1.0"))
        .by(AgentType.PERSON)
        .done();
  }

  @Test
  void withheld_doesNotCount_andReplacesNothing() {
    synthesize(
        FULL.seed(new Stated.Withheld<>("a contract"))
            .prompts(new Stated.Withheld<>("a contract"))
            .parameters(new Stated.Withheld<>("a contract")));
    assertVerdict(Documentation.UNDOCUMENTED, SEED, PROMPTS, PARAMETERS);

    document(FULL);
    document(NOTHING.prompts(new Stated.Withheld<>("a contract")));
    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void parameters_notApplicable_onlyForTemplatesAndSimulations() {
    synthesize(FULL.parameters(new Stated.NotApplicable<>("rules")).kind(SynthesisKind.LLM));
    assertVerdict(Documentation.PARTIAL, PARAMETERS);

    document(NOTHING.kind(SynthesisKind.SIMULATION));
    assertVerdict(Documentation.DOCUMENTED);

    document(NOTHING.kind(SynthesisKind.OTHER));
    assertVerdict(Documentation.DOCUMENTED);

    document(NOTHING.kind(SynthesisKind.SPEECH));
    assertVerdict(Documentation.PARTIAL, PARAMETERS);
  }

  @Test
  void prompts_notApplicable_holdForAnyKind() {
    synthesize(FULL.prompts(new Stated.NotApplicable<>("none asked")).kind(SynthesisKind.LLM));

    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void agent_thatIsSoftware_doesNotCount_andADocumentsPersonDoes() {
    story.tell(EventType.SYNTHESIZE).out(DATA).synthesis(FULL).by(AgentType.SOFTWARE).done();
    assertVerdict(Documentation.PARTIAL, AGENT);

    story.tell(EventType.DOCUMENT).document(DATA).by(AgentType.PERSON).done();
    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void document_thatAmends_completesThatRecordOnly() {
    UUID one = story.tell(EventType.SYNTHESIZE).out(DATA).by(AgentType.PERSON).done();
    synthesize(FULL);
    story.tell(EventType.DOCUMENT).document(DATA, one).synthesis(FULL).done();
    assertVerdict(Documentation.DOCUMENTED);

    story.tell(EventType.SYNTHESIZE).out(DATA).by(AgentType.PERSON).done();
    assertVerdict(Documentation.UNDOCUMENTED, GENERATOR, REVISION, SEED, PROMPTS, PARAMETERS);
  }

  @Test
  void verdict_isTheWorstRecord_andMissingTheUnion() {
    synthesize(FULL.generator("acme", "writer", ""));
    synthesize(NOTHING.generator("acme", "writer", "2026-01").prompt("write"));

    assertVerdict(Documentation.PARTIAL, REVISION, SEED, PARAMETERS);
  }

  @Test
  void document_beforeItsRecord_completesIt() {
    document(FULL);
    story.tell(EventType.SYNTHESIZE).out(DATA).by(AgentType.PERSON).done();

    assertVerdict(Documentation.DOCUMENTED);
  }

  @Test
  void document_makesNothing() {
    document(FULL);

    assertVerdict(Documentation.NOT_APPLICABLE);
  }

  @Test
  void document_retracted_completesNoMore() {
    synthesize(NOTHING.generator("acme", "writer", "2026-01"));
    UUID late = document(FULL);
    story.retract(late, DATA);

    assertVerdict(Documentation.UNDOCUMENTED, SEED, PROMPTS, PARAMETERS);
  }

  @Test
  void reclassification_latestByTimeThenIdAsText_decides() {
    UUID low = new UUID(0x7fffffffffffffffL, 0);
    UUID high = new UUID(0x8000000000000000L, 0);
    synthesize(FULL);
    reclassified(high, 10, false);
    reclassified(low, 10, true);
    assertVerdict(Documentation.NOT_APPLICABLE);

    reclassified(new UUID(0, 1), 9, true);
    assertVerdict(Documentation.NOT_APPLICABLE);

    story.retract(high, DATA);
    assertVerdict(Documentation.DOCUMENTED);
  }

  private void reclassified(UUID id, long minute, boolean synthetic) {
    story.tell(EventType.DOCUMENT).id(id).at(minute).document(DATA).reclassify(synthetic).done();
  }

  @Test
  void reclassification_withoutRecord_isAnEmptyOne_thatDocumentsComplete() {
    story.reclassify(DATA, true);
    assertVerdict(
        Documentation.UNDOCUMENTED, GENERATOR, REVISION, SEED, PROMPTS, PARAMETERS, AGENT);

    document(FULL);
    assertVerdict(Documentation.PARTIAL, AGENT);
  }

  @Test
  void reclassification_ofAModel_makesNoOrigin() {
    story.tell(EventType.DOCUMENT).document("model:lab:m@1").reclassify(true).done();

    Expected.State state = state("model:lab:m@1");
    assertThat(state.verdict()).isEqualTo(Expected.Verdict.NOT_APPLICABLE);
    assertThat(state.exposures()).isEmpty();
  }

  @Test
  void syntheticData_comesFromATransformByAGenerator_andFromAnIngestThatSaysSo() {
    story
        .tell(EventType.TRANSFORM)
        .in(Role.GENERATOR, "model:acme:writer@1")
        .out("dataset:lab:a", "model:lab:b")
        .done();
    story.tell(EventType.TRANSFORM).out("dataset:lab:c").synthesis(NOTHING).done();
    story.tell(EventType.INGEST).out("dataset:lab:d").ingest("", Answer.YES).done();
    story.tell(EventType.INGEST).out("dataset:lab:e").ingest("", Answer.UNKNOWN).done();
    story
        .tell(EventType.CLEAN)
        .in(Role.GENERATOR, "model:acme:writer@1")
        .out("dataset:lab:f")
        .done();

    assertThat(state("dataset:lab:a").verdict().missing())
        .containsExactly(SEED, PROMPTS, PARAMETERS, AGENT);
    assertThat(state("model:lab:b").verdict()).isEqualTo(Expected.Verdict.NOT_APPLICABLE);
    assertThat(state("dataset:lab:c").verdict().documentation())
        .isEqualTo(Documentation.UNDOCUMENTED);
    assertThat(state("dataset:lab:d").verdict().documentation())
        .isEqualTo(Documentation.UNDOCUMENTED);
    assertThat(state("dataset:lab:e").verdict()).isEqualTo(Expected.Verdict.NOT_APPLICABLE);
    assertThat(state("dataset:lab:f").verdict()).isEqualTo(Expected.Verdict.NOT_APPLICABLE);
  }

  private UUID synthesize(Story.Synthesis synthesis) {
    return story
        .tell(EventType.SYNTHESIZE)
        .out(DATA)
        .synthesis(synthesis)
        .by(AgentType.PERSON)
        .done();
  }

  private UUID document(Story.Synthesis synthesis) {
    return story.tell(EventType.DOCUMENT).document(DATA).synthesis(synthesis).done();
  }

  private void assertVerdict(Documentation documentation, Condition... missing) {
    assertThat(state(DATA).verdict())
        .isEqualTo(new Expected.Verdict(documentation, List.of(missing)));
  }

  private Expected.State state(String urn) {
    return new Oracle(story.log(), Grace.DEFAULT, Story.minute(60)).state(Asset.parse(urn));
  }
}
