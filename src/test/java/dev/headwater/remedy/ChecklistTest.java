package dev.headwater.remedy;

import static dev.headwater.remedy.Given.DATA;
import static dev.headwater.remedy.Given.TIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.engine.EngineJudgement;
import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChecklistTest {
  private static final Set<Condition> ALL = EnumSet.allOf(Condition.class);

  static List<Set<Condition>> subsets() {
    return Given.subsets().toList();
  }

  private static Checklist checklist(List<LineageEvent> events) {
    EngineJudgement judged = EngineJudgement.of(DATA, events);
    return Checklist.of(judged.summary(), judged.syntheses(), judged.documents());
  }

  private static Checklist.Line line(Checklist checklist, Condition condition) {
    return checklist.lines().get(condition.ordinal());
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void of_tellsWhatHoldsAndWhatIsMissing(Set<Condition> missing) {
    for (int seed = 0; seed < 12; seed++) {
      List<LineageEvent> events = List.of(Given.synthesis(new Random(seed), missing, TIME));
      List<Condition> expected = EngineJudgement.of(DATA, events).summary().missing();

      for (Checklist.Line line : checklist(events).lines()) {
        assertThat(line.holds())
            .as("seed %d: %s", seed, line)
            .isEqualTo(expected.contains(line.condition()) ? Answer.NO : Answer.YES);
      }
    }
  }

  /**
   * The summary alone decides what is missing. Without it, the records as they are read here have
   * to come to the same as the engine.
   */
  @Test
  void records_agreeWithTheEngine() {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      List<LineageEvent> events = history(random);
      EngineJudgement judged = EngineJudgement.of(DATA, events);
      Records records = Records.of(judged.summary(), judged.syntheses(), judged.documents());

      List<Condition> lacking =
          List.of(Condition.values()).stream()
              .filter(condition -> !records.lacking(condition).isEmpty())
              .toList();

      assertThat(lacking).as("seed %d", seed).isEqualTo(judged.summary().missing());
      assertThat(records.whole()).as("seed %d", seed).isTrue();
    }
  }

  private static List<LineageEvent> history(Random random) {
    List<LineageEvent> events = new ArrayList<>();
    int records = random.nextInt(4);
    for (int i = 0; i < records; i++) {
      events.add(
          Given.synthesis(random, Given.someSubset(random), TIME.plusSeconds(random.nextInt(4))));
    }
    if (records == 0) {
      events.add(Given.reclassification(random, true));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      Optional<UUID> amends =
          random.nextBoolean()
              ? Optional.of(events.get(random.nextInt(events.size())).eventId())
              : Optional.empty();
      events.add(
          Given.document(
              random, Given.someSubset(random), TIME.plusSeconds(random.nextInt(4)), amends));
    }
    return events;
  }

  @Test
  void lines_nameWhatSatisfiesThem() {
    Checklist checklist = checklist(List.of(Given.synthesis(new Random(5), Set.of(), TIME)));

    assertThat(checklist.remark()).isEmpty();
    assertThat(checklist.lines())
        .extracting(Checklist.Line::condition)
        .containsExactly(Condition.values());
    assertThat(line(checklist, Condition.GENERATOR).detail()).contains("openai davinci");
    assertThat(line(checklist, Condition.REVISION).detail()).contains("openai davinci 003");
    assertThat(line(checklist, Condition.PARAMETERS).detail()).isEqualTo("temperature = 1.0.");
    assertThat(line(checklist, Condition.AGENT).detail()).isEqualTo("org:lab.");
    assertThat(line(checklist, Condition.REVISION).title())
        .isEqualTo("C2 Every generator has a revision");
  }

  @Test
  void lines_nameWhatIsMissing() {
    Set<Condition> missing = EnumSet.of(Condition.REVISION, Condition.AGENT);
    Checklist checklist = checklist(List.of(Given.synthesis(new Random(5), missing, TIME)));

    assertThat(line(checklist, Condition.REVISION).detail())
        .isEqualTo("No revision is named of openai davinci, x y.");
    assertThat(line(checklist, Condition.AGENT).detail())
        .isEqualTo("No person and no organization is named.");
  }

  @Test
  void oneOfSeveralRecords_isCounted() {
    Checklist checklist =
        checklist(
            List.of(
                Given.synthesis(new Random(1), Set.of(), TIME),
                Given.synthesis(new Random(2), Set.of(Condition.AGENT), TIME.plusSeconds(1))));

    assertThat(line(checklist, Condition.AGENT).detail()).startsWith("1 of 2 records lack it.");
    assertThat(checklist.remark()).contains("Each of its 2 synthesis records");
  }

  @Test
  void aRecordThatIsNotAtHand_isNotTakenForComplete() {
    LineageEvent complete = Given.synthesis(new Random(1), Set.of(), TIME);
    LineageEvent older =
        Given.synthesis(new Random(2), Set.of(Condition.AGENT), TIME.minusSeconds(1));
    AssetSummary summary = EngineJudgement.of(DATA, List.of(complete, older)).summary();

    Checklist checklist = Checklist.of(summary, List.of(complete), List.of());

    assertThat(line(checklist, Condition.AGENT).holds()).isEqualTo(Answer.NO);
    assertThat(line(checklist, Condition.AGENT).detail()).contains("not at hand");
    assertThat(checklist.remark()).contains("older synthesis records");
  }

  /** As with a policy that does not require the condition, or a list that was cut. */
  @Test
  void whatNothingAtHandShows_isNotSaidToHold() {
    LineageEvent bare = Given.synthesis(new Random(2), ALL, TIME);
    LineageEvent older = Given.synthesis(new Random(3), Set.of(), TIME.minusSeconds(1));
    AssetSummary lenient = requiringNothing(EngineJudgement.of(DATA, List.of(bare)).summary());
    AssetSummary cut = requiringNothing(EngineJudgement.of(DATA, List.of(bare, older)).summary());

    assertThat(Checklist.of(lenient, List.of(bare), List.of()).lines())
        .allSatisfy(line -> assertThat(line.holds()).isEqualTo(Answer.NO))
        .allSatisfy(line -> assertThat(line.detail()).contains("policy does not require"));
    assertThat(Checklist.of(cut, List.of(bare), List.of()).lines())
        .allSatisfy(line -> assertThat(line.holds()).isEqualTo(Answer.UNKNOWN));
    assertThat(Checklist.of(cut, List.of(), List.of()).lines())
        .allSatisfy(line -> assertThat(line.holds()).isEqualTo(Answer.UNKNOWN));
  }

  private static AssetSummary requiringNothing(AssetSummary from) {
    return new AssetSummary(
        from.asset(),
        from.synthetic(),
        Documentation.DOCUMENTED,
        List.of(),
        from.producedBy(),
        from.records(),
        from.bytes(),
        from.sha256(),
        from.composition(),
        from.agents(),
        from.decisions(),
        from.ingest(),
        from.inputsComplete(),
        from.exposures(),
        from.openAlerts());
  }

  @Test
  void annotatorsWhoAreFew_answerWithoutBeingNamed() {
    for (int count : new int[] {4, 5}) {
      List<Agent> agents = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        agents.add(new Agent("worker-" + i, AgentType.PERSON, "annotator", ""));
      }
      LineageEvent synthesis =
          LineageEvent.builder(EventType.SYNTHESIZE)
              .eventId(new UUID(1, count))
              .eventTime(TIME)
              .producer("p")
              .job(new Job("n", "j"))
              .run("r")
              .outputs(List.of(Output.of(DATA)))
              .agents(agents)
              .build();

      Checklist.Line line = line(checklist(List.of(synthesis)), Condition.AGENT);

      assertThat(line.holds()).isEqualTo(Answer.YES);
      if (count == 4) {
        assertThat(line.detail()).contains("fewer than 5 annotators").doesNotContain("worker");
      } else {
        assertThat(line.detail()).contains("worker-0").doesNotContain("fewer");
      }
    }
  }

  @Test
  void anAssetThatIsNotSynthetic_hasNoLinesAndSaysWhy() {
    LineageEvent synthesis = Given.synthesis(new Random(1), ALL, TIME);
    Asset clean = Asset.parse("dataset:lab:clean@1");
    Asset model = Asset.parse("model:lab:tutor@1");
    List<LineageEvent> events =
        List.of(synthesis, made(EventType.CLEAN, clean), made(EventType.TRAIN, model));

    assertThat(empty(clean, events)).contains("descends from synthetic data");
    assertThat(empty(model, events)).contains("is a model");
    assertThat(empty(Asset.parse("dataset:lab:raw"), List.of(use()))).contains("No event makes it");
    assertThat(empty(DATA, List.of(synthesis, Given.reclassification(new Random(9), false))))
        .contains("contains no synthetic data");
  }

  private static String empty(Asset asset, List<LineageEvent> events) {
    EngineJudgement judged = EngineJudgement.of(asset, events);
    Checklist checklist = Checklist.of(judged.summary(), judged.syntheses(), judged.documents());
    assertThat(checklist.lines()).isEmpty();
    return checklist.remark();
  }

  private static LineageEvent made(EventType type, Asset asset) {
    return event(type, DATA, asset);
  }

  private static LineageEvent use() {
    return event(EventType.CLEAN, Asset.parse("dataset:lab:raw"), DATA);
  }

  private static LineageEvent event(EventType type, Asset from, Asset to) {
    return Given.event(
        new Random(type.ordinal()),
        TIME,
        LineageEvent.builder(type)
            .inputs(List.of(Input.of(from, Role.SOURCE)))
            .outputs(
                List.of(
                    new Output(to, OptionalLong.empty(), OptionalLong.empty(), "", List.of()))));
  }
}
