package dev.headwater.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headwater.model.Agent;
import dev.headwater.model.Answer;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.EventType;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.InvalidException;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stated;
import dev.headwater.model.SynthesisKind;
import dev.headwater.model.Target;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.Waive;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Shows that each builder puts what it is given into the right fields of the event, and that {@code
 * build} names what is missing or wrong. Uses examples.
 */
class EventBuildersTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Agent LAB = Agents.organization("org:lab", "OWNER");
  private static final Run RUN =
      Run.of("https://git.example/x@1", new Job("pipelines", "nightly"), "r1")
          .clock(Clock.fixed(NOW, ZoneOffset.UTC))
          .with(LAB);
  private static final Data RAW = Data.dataset("lab", "raw", "1").records(10).bytes(99);
  private static final Data CLEAN = Data.dataset("lab", "clean", "1").sha256("ab12");
  private static final Data MODEL = Data.model("lab", "m", "1");

  @Test
  void everyEvent_hasWhatTheRunHasAndItsOwnId() {
    LineageEvent one = RUN.ingest(RAW).build();
    LineageEvent two = RUN.ingest(RAW).build();

    assertThat(one.producer()).isEqualTo("https://git.example/x@1");
    assertThat(one.job()).isEqualTo(new Job("pipelines", "nightly"));
    assertThat(one.run()).isEqualTo("r1");
    assertThat(one.eventTime()).isEqualTo(NOW);
    assertThat(one.agents()).containsExactly(LAB);
    assertThat(one.eventId()).isNotEqualTo(two.eventId());
  }

  @Test
  void ingest_recordsSourceAndMeasurements() {
    LineageEvent event =
        RUN.ingest(RAW.measured("language", "records", Map.of("sw", 7, "ii", 3)))
            .source(
                Source.at("https://cldr.unicode.org")
                    .collected("downloaded", "2026", "2026")
                    .license("Unicode-3.0")
                    .personalData(Answer.NO)
                    .languages(List.of("sw", "ii")))
            .build();

    assertThat(event.type()).isEqualTo(EventType.INGEST);
    assertThat(event.ingest().orElseThrow().sourceUri()).isEqualTo("https://cldr.unicode.org");
    assertThat(event.ingest().orElseThrow().declaredLicense()).isEqualTo("Unicode-3.0");
    var output = event.outputs().get(0);
    assertThat(output.records()).isEqualTo(OptionalLong.of(10));
    assertThat(output.bytes()).isEqualTo(OptionalLong.of(99));
    assertThat(output.composition().get(0).method()).isEqualTo(CompositionMethod.MEASURED);
    assertThat(output.composition().get(0).counts()).isEqualTo(Map.of("sw", 7.0, "ii", 3.0));
  }

  @Test
  void clean_recordsFiltersRemovalsAndDecisions() {
    LineageEvent event =
        RUN.clean(RAW, CLEAN)
            .filter("minimum length", "Clean.java", "4 code points", "abbreviations")
            .removed("too short", 3)
            .decision(
                DecisionBuilder.of(DecisionKind.FILTER, "d-1")
                    .question("How short?")
                    .choice("4")
                    .rationale("abbreviations")
                    .decidedBy("org:lab")
                    .affects("ii"))
            .build();

    assertThat(event.inputs().get(0).asset()).isEqualTo(RAW.asset());
    assertThat(event.inputs().get(0).records()).isEqualTo(OptionalLong.of(10));
    assertThat(event.outputs().get(0).sha256()).isEqualTo("ab12");
    assertThat(event.clean().orElseThrow().removedByReason()).isEqualTo(Map.of("too short", 3L));
    assertThat(event.decisions().get(0).affectedGroups()).containsExactly("ii");
  }

  @Test
  void transform_recordsItsOperation() {
    LineageEvent event =
        RUN.transform(RAW, CLEAN)
            .input(MODEL, Role.TRANSLATOR)
            .operation(TransformOperation.TRANSLATE)
            .dropped("email")
            .inputsComplete(Completeness.COMPLETE)
            .build();

    assertThat(event.transform().orElseThrow().operation()).contains(TransformOperation.TRANSLATE);
    assertThat(event.transform().orElseThrow().droppedFields()).containsExactly("email");
    assertThat(event.inputs())
        .extracting(i -> i.role())
        .containsExactly(Role.SOURCE, Role.TRANSLATOR);
    assertThat(RUN.transform(RAW, CLEAN).build().transform()).isEmpty();
  }

  @Test
  void synthesize_recordsHow() {
    LineageEvent event =
        RUN.synthesize(CLEAN)
            .input(RAW, Role.SEED)
            .synthesis(
                Synthesis.of(SynthesisKind.LLM)
                    .generator("openai", "m", "r")
                    .promptAt("user", "https://git.example/p.txt", "ab")
                    .parametersWithheld("under contract")
                    .counts(10, 7))
            .build();

    var how = event.synthesize().orElseThrow();
    assertThat(how.kind()).contains(SynthesisKind.LLM);
    assertThat(how.prompts()).isInstanceOf(Stated.Given.class);
    assertThat(how.parameters()).isEqualTo(new Stated.Withheld<>("under contract"));
    assertThat(how.kept()).isEqualTo(OptionalLong.of(7));
    assertThat(event.inputs().get(0).role()).isEqualTo(Role.SEED);
  }

  @Test
  void train_recordsHyperparameters() {
    LineageEvent event =
        RUN.train(CLEAN, MODEL).stage("fine-tuning").hyperparameter("epochs", "3").build();

    assertThat(event.train().orElseThrow().hyperparameters()).isEqualTo(Map.of("epochs", "3"));
    assertThat(event.outputs().get(0).asset()).isEqualTo(MODEL.asset());
  }

  @Test
  void train_recordsItsIntendedUseAndTargets() {
    LineageEvent event =
        RUN.train(CLEAN, MODEL)
            .intendedUse(
                IntendedUseBuilder.of("spelling")
                    .target("language")
                    .atLeast("sw", 0.01)
                    .target("region")
                    .atLeast(Map.of("KE", 1.0, "CN", 0.0))
                    .users("people who write Swahili")
                    .target("language")
                    .atLeast("ii", 0.02))
            .build();

    assertThat(event.train().orElseThrow().intendedUse())
        .contains(
            new IntendedUse(
                "spelling",
                "people who write Swahili",
                List.of(
                    new Target("language", new TreeMap<>(Map.of("sw", 0.01, "ii", 0.02))),
                    new Target("region", new TreeMap<>(Map.of("KE", 1.0, "CN", 0.0))))));
  }

  @Test
  void intendedUse_isTheLastThatWasGiven() {
    IntendedUse given = new IntendedUse("given", "", List.of());
    IntendedUseBuilder built = IntendedUseBuilder.of("built");

    assertThat(RUN.train(CLEAN, MODEL).intendedUse(built).intendedUse(given).build().train())
        .hasValueSatisfying(train -> assertThat(train.intendedUse()).contains(given));
    assertThat(RUN.train(CLEAN, MODEL).intendedUse(given).intendedUse(built).build().train())
        .hasValueSatisfying(train -> assertThat(train.intendedUse()).contains(built.build()));
  }

  @Test
  void intendedUse_namesTheFieldThatIsWrong() {
    for (double share : new double[] {1.5, -0.01, Double.NaN}) {
      TrainBuilder builder =
          RUN.train(CLEAN, MODEL)
              .intendedUse(
                  IntendedUseBuilder.of("")
                      .target("region")
                      .atLeast("KE", 0.5)
                      .target("language")
                      .atLeast("sw", share));
      assertThatThrownBy(builder::build)
          .isInstanceOf(InvalidException.class)
          .hasMessage(
              "train.intendedUse.targets[1].minimumShare[\"sw\"]: is "
                  + share
                  + ", must be from 0 to 1");
    }
    assertThatThrownBy(
            () ->
                RUN.train(CLEAN, MODEL)
                    .intendedUse(IntendedUseBuilder.of("").target(" ").atLeast("sw", 0.1))
                    .build())
        .isInstanceOf(InvalidException.class)
        .hasMessage("train.intendedUse.targets[0].dimension: is required and must not be blank");
  }

  @Test
  void composition_isBuiltWithMethodUnitAndUnknown() {
    Data data =
        RAW.composition(
                CompositionBuilder.measured("language").count("sw", 2).count("sw", 1).unknown(4))
            .composition(CompositionBuilder.estimated("accent").unit("hours").count("a", 0.5))
            .composition(CompositionBuilder.declared("region"));

    assertThat(RUN.ingest(data).build().outputs().get(0).composition())
        .containsExactly(
            composition("language", "records", CompositionMethod.MEASURED, Map.of("sw", 3.0), 4),
            composition("accent", "hours", CompositionMethod.ESTIMATED, Map.of("a", 0.5), 0),
            composition("region", "records", CompositionMethod.DECLARED, Map.of(), 0));
    assertThatThrownBy(
            () -> RAW.composition(CompositionBuilder.measured("language").count("sw", -1)))
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("counts[\"sw\"]: is -1.0");
    assertThatThrownBy(() -> CompositionBuilder.measured("").build())
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("dimension:");
  }

  private static Composition composition(
      String dimension,
      String unit,
      CompositionMethod method,
      Map<String, Double> counts,
      double unknown) {
    return new Composition(dimension, unit, method, new TreeMap<>(counts), unknown);
  }

  @Test
  void document_amendsOneEvent() {
    UUID amended = UUID.randomUUID();

    LineageEvent event =
        RUN.document(CLEAN)
            .amends(amended)
            .input(RAW, Role.SEED)
            .reclassify(true, "it was generated")
            .waive(
                new Waive(
                    RuleName.UNDOCUMENTED_SYNTHETIC, Optional.empty(), "org:lab", "pilot", NOW))
            .evidence("https://git.example/log", "ab12")
            .build();

    var document = event.document().orElseThrow();
    assertThat(document.target()).isEqualTo(CLEAN.asset());
    assertThat(document.amends()).contains(amended);
    assertThat(document.reclassify().orElseThrow().synthetic()).isTrue();
    assertThat(event.outputs()).isEmpty();
  }

  @Test
  void retract_repeatsTheAssetsOfTheEvent() {
    LineageEvent trained = RUN.train(CLEAN, MODEL).input(RAW, Role.REFERENCE).build();
    LineageEvent documented = RUN.document(CLEAN).input(RAW, Role.SEED).build();

    LineageEvent event = RUN.retract(trained.eventId(), "wrong run").assetsOf(trained).build();

    assertThat(event.retract().orElseThrow().event()).isEqualTo(trained.eventId());
    assertThat(event.inputs())
        .extracting(i -> i.asset() + " " + i.role())
        .containsExactly(CLEAN + " SOURCE", RAW + " REFERENCE");
    assertThat(event.outputs().get(0).asset()).isEqualTo(MODEL.asset());
    assertThat(RUN.retract(documented.eventId(), "no").assetsOf(documented).build().outputs())
        .extracting(o -> o.asset())
        .containsExactly(CLEAN.asset());
  }

  @Test
  void build_namesWhatIsMissingOrWrong() {
    assertThatThrownBy(() -> Run.of("", new Job("a", "b"), "r").ingest(RAW).build())
        .isInstanceOf(InvalidException.class)
        .hasMessageStartingWith("producer:");
    assertThatThrownBy(() -> Run.of("p", new Job("a", "b"), " ").ingest(RAW).build())
        .hasMessageStartingWith("run:");
    assertThatThrownBy(() -> RUN.train(RAW, CLEAN).build())
        .hasMessageStartingWith("outputs[0].asset:");
    assertThatThrownBy(
            () ->
                RUN.ingest(RAW)
                    .decision(
                        DecisionBuilder.of(DecisionKind.OTHER, "d")
                            .question("?")
                            .choice("!")
                            .decidedBy("org:lab"))
                    .build())
        .hasMessageStartingWith("decisions[0].rationale:");
    assertThatThrownBy(() -> RUN.retract(UUID.randomUUID(), "").output(RAW).build())
        .hasMessageStartingWith("retract.reason:");
    assertThatThrownBy(
            () ->
                RUN.synthesize(RAW)
                    .synthesis(Synthesis.ofUnstatedKind().parameter("withheld", "x"))
                    .build())
        .hasMessageStartingWith("synthesize.parameters");
  }
}
