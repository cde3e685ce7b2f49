package dev.headwater.remedy;

import static dev.headwater.remedy.Given.DATA;
import static dev.headwater.remedy.Given.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.json.Json;
import dev.headwater.engine.EngineJudgement;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Generator;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Limits;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stated;
import dev.headwater.model.Synthesize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RemedyTest {
  /** How many variations of each subset of the conditions. */
  private static final int VARIATIONS = 12;

  private static final Set<Condition> ALL = EnumSet.allOf(Condition.class);

  static List<Set<Condition>> subsets() {
    return Given.subsets().filter(subset -> !subset.isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void filledIn_documentsTheAsset(Set<Condition> missing) {
    for (int seed = 0; seed < VARIATIONS; seed++) {
      LineageEvent synthesis = Given.synthesis(new Random(seed), missing, TIME);
      Remedy remedy = Given.remedy(List.of(synthesis)).orElseThrow();

      LineageEvent document = EventJson.read(Filled.all(remedy.json()));

      assertThat(verdict(synthesis, document))
          .as("seed %d: %s", seed, remedy.json())
          .isEqualTo(Documentation.DOCUMENTED);
      assertThat(document.document().flatMap(Document::amends)).contains(synthesis.eventId());
      assertThat(List.of(document.producer(), document.job(), document.run()))
          .isEqualTo(List.of(synthesis.producer(), synthesis.job(), synthesis.run()));
    }
  }

  /** One blank that is left is enough: the server refuses it, or the asset is not documented. */
  @ParameterizedTest
  @MethodSource("subsets")
  void withAnyOneBlankLeft_theAssetIsNotDocumented(Set<Condition> missing) {
    for (int seed = 0; seed < VARIATIONS; seed++) {
      LineageEvent synthesis = Given.synthesis(new Random(seed), missing, TIME);
      Remedy remedy = Given.remedy(List.of(synthesis)).orElseThrow();
      String json = remedy.json();

      assertThat(Filled.count(json)).as(json).isEqualTo(remedy.blanks().size());
      for (int left = 0; left < Filled.count(json); left++) {
        assertNotDocumented(remedy, synthesis, Filled.allBut(json, left), "seed " + seed);
      }
    }
  }

  /** What the server would take of a form in which only the places are filled that it checks. */
  @ParameterizedTest
  @MethodSource("subsets")
  void asItIs_isRefusedOrDocumentsNothing(Set<Condition> missing) {
    for (int seed = 0; seed < VARIATIONS; seed++) {
      LineageEvent synthesis = Given.synthesis(new Random(seed), missing, TIME);
      Remedy remedy = Given.remedy(List.of(synthesis)).orElseThrow();

      assertNotDocumented(remedy, synthesis, remedy.json(), "seed " + seed);
      assertThatThrownBy(() -> EventJson.read(remedy.json()))
          .isInstanceOf(InvalidException.class)
          .hasMessageContaining("eventTime");
      Remedy dated = remedy.at(UUID.fromString("22222222-2222-4222-8222-222222222222"), TIME);
      assertNotDocumented(dated, synthesis, dated.json(), "seed " + seed);
      String checked =
          Filled.only(dated.json(), List.of("asset", "type", "role", "name", "producer"));
      if (!Filled.fields(checked).isEmpty()) {
        EventJson.read(checked);
        assertNotDocumented(dated, synthesis, checked, "seed " + seed);
      }
    }
  }

  private static void assertNotDocumented(
      Remedy remedy, LineageEvent synthesis, String json, String what) {
    LineageEvent document;
    try {
      document = EventJson.read(json);
    } catch (InvalidException refused) {
      assertThat(refused.problems())
          .as("%s: %s", what, json)
          .allSatisfy(
              problem ->
                  assertThat(remedy.blanks()).extracting(Blank::path).contains(problem.path()));
      return;
    }
    assertThat(verdict(synthesis, document))
        .as("%s: %s", what, json)
        .isNotEqualTo(Documentation.DOCUMENTED);
  }

  private static Documentation verdict(LineageEvent... events) {
    return EngineJudgement.of(DATA, List.of(events)).summary().documentation();
  }

  /** An unfilled seed that got on record would keep C3 from holding for good. */
  @Test
  void aBlankSeed_isRefused() {
    LineageEvent synthesis = Given.synthesis(new Random(1), ALL, TIME);
    Remedy remedy = remedyFor(withoutInputs(synthesis));

    assertThatThrownBy(() -> EventJson.read(remedy.at(UUID.randomUUID(), TIME).json()))
        .hasMessageContaining("inputs[0].asset");
  }

  private static LineageEvent withoutInputs(LineageEvent event) {
    return LineageEvent.builder(event.type())
        .eventId(event.eventId())
        .eventTime(event.eventTime())
        .producer(event.producer())
        .job(event.job())
        .run(event.run())
        .outputs(event.outputs())
        .build();
  }

  private static Remedy remedyFor(LineageEvent... events) {
    return Given.remedy(List.of(events)).orElseThrow();
  }

  /** Applies remedies until there is none. */
  @Test
  void severalRecords_areDocumentedOneRemedyAfterTheOther() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<LineageEvent> events = new ArrayList<>();
      int records = random.nextInt(5);
      for (int i = 0; i < records; i++) {
        events.add(Given.synthesis(random, Given.someSubset(random), TIME.plusSeconds(i)));
      }
      if (records == 0) {
        events.add(Given.reclassification(random, true));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        Optional<UUID> amends =
            records > 0 && random.nextBoolean()
                ? Optional.of(events.get(random.nextInt(records)).eventId())
                : Optional.empty();
        events.add(Given.document(random, ALL, TIME.plusSeconds(i), amends));
      }
      int rounds = 0;
      Optional<Remedy> remedy = Given.remedy(events);
      while (remedy.filter(r -> r.kind() == Remedy.Kind.DOCUMENT).isPresent()) {
        assertThat(rounds++).as("seed %d", seed).isLessThanOrEqualTo(records);
        Remedy dated = remedy.get().at(new UUID(random.nextLong(), rounds), TIME.plusSeconds(60));
        events.add(EventJson.read(Filled.all(dated.json())));
        remedy = Given.remedy(events);
      }
      assertThat(EngineJudgement.of(DATA, events).summary().documentation())
          .as("seed %d", seed)
          .isEqualTo(Documentation.DOCUMENTED);
    }
  }

  @Test
  void recordsThatLackTheSame_areCompletedByOneEvent() {
    LineageEvent one = withoutInputs(Given.synthesis(new Random(1), ALL, TIME));
    LineageEvent other = withoutInputs(Given.synthesis(new Random(2), ALL, TIME.plusSeconds(1)));
    Remedy remedy = remedyFor(one, other);

    LineageEvent document = EventJson.read(Filled.all(remedy.json()));

    assertThat(document.document().flatMap(Document::amends)).isEmpty();
    assertThat(remedy.notes()).anyMatch(note -> note.contains("every synthesis record"));
    assertThat(verdict(one, other, document)).isEqualTo(Documentation.DOCUMENTED);
  }

  @Test
  void recordsThatDiffer_areNotCompletedWithWhatBelongsToAnother() {
    LineageEvent complete = Given.synthesis(new Random(1), Set.of(), TIME);
    LineageEvent bare = withoutInputs(Given.synthesis(new Random(2), ALL, TIME.minusSeconds(1)));

    LineageEvent document = EventJson.read(Filled.all(remedyFor(complete, bare).json()));

    assertThat(document.document().flatMap(Document::amends)).contains(bare.eventId());
    assertThat(verdict(complete, bare, document)).isEqualTo(Documentation.DOCUMENTED);
  }

  @Test
  void recordsThatAreNotAtHand_areNotTakenForComplete() {
    LineageEvent complete = Given.synthesis(new Random(1), Set.of(), TIME);
    LineageEvent bare = withoutInputs(Given.synthesis(new Random(2), ALL, TIME.minusSeconds(1)));
    EngineJudgement judged = EngineJudgement.of(DATA, List.of(complete, bare));

    Remedy remedy = Remedy.of(DATA, judged.summary(), List.of(complete), List.of()).orElseThrow();
    LineageEvent document = EventJson.read(Filled.all(remedy.json()));

    assertThat(document.document().flatMap(Document::amends)).isEmpty();
    assertThat(verdict(complete, bare, document)).isEqualTo(Documentation.DOCUMENTED);
  }

  @Test
  void manyGenerators_areBoundedAndSaidSo() {
    List<Generator> many =
        IntStream.range(0, 5_000).mapToObj(i -> new Generator("x", "model-" + i, "")).toList();
    Synthesize payload =
        new Synthesize(
            Optional.empty(),
            new Stated.Given<>(many),
            Optional.empty(),
            new Stated.Given<>(List.of()),
            new Stated.Given<>(new TreeMap<>()),
            OptionalLong.empty(),
            OptionalLong.empty(),
            List.of(),
            "",
            "");
    Remedy remedy =
        remedyFor(
            Given.event(
                new Random(1),
                TIME,
                LineageEvent.builder(EventType.SYNTHESIZE)
                    .outputs(List.of(output(DATA)))
                    .synthesize(payload)));

    assertThat(remedy.json().length()).isLessThan(Limits.BODY_BYTES / 10);
    assertThat(remedy.notes()).anyMatch(note -> note.contains("4900 more generators"));
  }

  private static Output output(Asset asset) {
    return new Output(asset, OptionalLong.empty(), OptionalLong.empty(), "", List.of());
  }

  @Test
  void anAssetThatIsOnlyExposed_hasNone() {
    LineageEvent bare = withoutInputs(Given.synthesis(new Random(2), ALL, TIME));
    Asset model = Asset.parse("model:lab:tutor@1");
    LineageEvent training =
        Given.event(
            new Random(3),
            TIME,
            LineageEvent.builder(EventType.TRAIN)
                .inputs(List.of(Input.of(DATA, Role.SOURCE)))
                .outputs(List.of(output(model))));

    EngineJudgement judged = EngineJudgement.of(model, List.of(bare, training));

    assertThat(judged.summary().exposures().undocumented()).isEqualTo(1);
    assertThat(Remedy.of(model, judged.summary(), judged.syntheses(), judged.documents()))
        .isEmpty();
  }

  @Test
  void aDocumentedAsset_hasNone() {
    assertThat(Given.remedy(List.of(Given.synthesis(new Random(1), Set.of(), TIME)))).isEmpty();
  }

  @Test
  void anUnknownOrigin_isIngested() {
    LineageEvent use = use();
    EngineJudgement before = EngineJudgement.of(DATA, List.of(use));
    Remedy remedy = remedyFor(use);

    assertThat(before.originKnown()).isFalse();
    assertThat(remedy.kind()).isEqualTo(Remedy.Kind.INGEST);
    assertThatThrownBy(() -> EventJson.read(remedy.at(UUID.randomUUID(), TIME).json()))
        .hasMessageContaining("ingest.containsSynthetic");
    LineageEvent ingest = EventJson.read(Filled.all(remedy.json()));
    assertThat(EngineJudgement.of(DATA, List.of(use, ingest)).originKnown()).isTrue();
    assertThat(Given.remedy(List.of(use, ingest))).isEmpty();
  }

  /** The one blank that an event is taken with: the ingest then names no source. */
  @Test
  void anIngestWithABlankLeft_isRefusedOrNamesNoSource() {
    String json = remedyFor(use()).json();
    for (int left = 0; left < Filled.count(json); left++) {
      String form = Filled.allBut(json, left);
      if (Filled.fields(form).equals(List.of("sourceUri"))) {
        assertThat(EventJson.read(form).ingest().map(Ingest::namesSource)).contains(false);
      } else {
        assertThatThrownBy(() -> EventJson.read(form)).isInstanceOf(InvalidException.class);
      }
    }
  }

  private static LineageEvent use() {
    return Given.event(
        new Random(3),
        TIME,
        LineageEvent.builder(EventType.CLEAN)
            .inputs(List.of(Input.of(DATA, Role.SOURCE)))
            .outputs(List.of(output(Asset.parse("dataset:lab:clean@1")))));
  }

  @Test
  void aModelOfUnknownOrigin_hasNoWaiver() {
    Asset model = Asset.parse("model:meta:llama@7b");
    LineageEvent training =
        Given.event(
            new Random(3),
            TIME,
            LineageEvent.builder(EventType.TRAIN)
                .inputs(List.of(Input.of(model, Role.BASE_MODEL)))
                .outputs(List.of(output(Asset.parse("model:lab:tutor@1")))));
    EngineJudgement judged = EngineJudgement.of(model, List.of(training));

    Remedy remedy = Remedy.of(model, judged.summary(), List.of(), List.of()).orElseThrow();

    assertThat(remedy.kind()).isEqualTo(Remedy.Kind.INGEST);
    assertThat(remedy.waiver()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = RuleName.class,
      names = {"UNDOCUMENTED_SYNTHETIC", "UNKNOWN_ORIGIN"})
  void aWaiverWithAnyOneBlankLeft_isRefused(RuleName rule) {
    LineageEvent cause =
        rule == RuleName.UNKNOWN_ORIGIN ? use() : Given.synthesis(new Random(1), ALL, TIME);
    Remedy waiver = remedyFor(cause).waiver().orElseThrow();
    String json = waiver.json();

    assertThat(EventJson.read(Filled.all(json)).document().flatMap(Document::waive))
        .hasValueSatisfying(
            waive -> {
              assertThat(waive.rule()).isEqualTo(rule);
              assertThat(waive.origin()).contains(DATA);
            });
    assertThat(Filled.count(json)).isEqualTo(waiver.blanks().size());
    for (int left = 0; left < Filled.count(json); left++) {
      String form = Filled.allBut(json, left);
      assertThatThrownBy(() -> EventJson.read(form)).isInstanceOf(InvalidException.class);
    }
  }

  @Test
  void at_fillsInIdAndTime() {
    UUID id = UUID.fromString("22222222-2222-4222-8222-222222222222");
    Instant time = Instant.parse("2026-11-25T08:00:00.123456789Z");
    Remedy remedy =
        remedyFor(Given.synthesis(new Random(1), Set.of(Condition.PROMPTS), TIME)).at(id, time);

    assertThat(remedy.blanks())
        .extracting(Blank::path)
        .containsExactly("document.synthesize.prompts[0].template");
    LineageEvent event = EventJson.read(remedy.json());
    assertThat(event.eventId()).isEqualTo(id);
    assertThat(event.eventTime()).isEqualTo(Instant.parse("2026-11-25T08:00:00.123456Z"));
  }

  @Test
  void theSameFacts_giveTheSameForms() {
    LineageEvent synthesis = Given.synthesis(new Random(1), ALL, TIME);

    assertThat(remedyFor(synthesis).cli()).isEqualTo(remedyFor(synthesis).cli());
    assertThat(Json.parse(remedyFor(synthesis).json()).isObject()).isTrue();
  }

  @Test
  void aSummaryOfAnotherAsset_isRefused() {
    EngineJudgement judged = EngineJudgement.of(DATA, List.of(use()));

    assertThatThrownBy(
            () ->
                Remedy.of(
                    Asset.parse("dataset:lab:clean@1"), judged.summary(), List.of(), List.of()))
        .hasMessageContaining("dataset:lab:dialogues@1");
  }
}
