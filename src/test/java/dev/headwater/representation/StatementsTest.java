package dev.headwater.representation;

import static dev.headwater.representation.Stated.composition;
import static dev.headwater.representation.Stated.dataset;
import static dev.headwater.representation.Stated.languages;
import static dev.headwater.representation.Stated.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import dev.headwater.representation.Statements.Use;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementsTest {
  private static final Asset ASSET = dataset("made");
  private static final Measure REGIONS = new Measure("region", "records");

  private static LineageEvent.Builder event(EventType type, int second) {
    return LineageEvent.builder(type)
        .eventId(new UUID(0, second))
        .eventTime(Instant.EPOCH.plusSeconds(second))
        .producer("test")
        .job(new Job("test", "job"))
        .run("run")
        .outputs(List.of(Output.of(ASSET)));
  }

  private static Output output(OptionalLong records, Composition... declared) {
    return new Output(ASSET, records, OptionalLong.empty(), "", List.of(declared));
  }

  private static LineageEvent.Builder transform(TransformOperation operation) {
    return event(EventType.TRANSFORM, 1)
        .transform(new Transform(Optional.of(operation), "", List.of(), Optional.empty()));
  }

  private static Statements of(LineageEvent... events) {
    return Statements.of(ASSET, List.of(events), Optional.empty(), false);
  }

  private static Step step(LineageEvent.Builder event) {
    return of(event.build()).steps().get(0);
  }

  private static Ingest containsSynthetic(Answer answer) {
    return new Ingest(
        "",
        "",
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        "",
        "",
        Answer.UNKNOWN,
        answer,
        "",
        "",
        "");
  }

  @ParameterizedTest
  @CsvSource({
    "MERGE, KEEP_ALL",
    "JOIN, KEEP_ALL",
    "ANNOTATE, KEEP_ALL",
    "ANONYMIZE, KEEP_ALL",
    "FORMAT, KEEP_ALL",
    "DEDUPLICATE, KEEP_SOME",
    "SAMPLE, KEEP_SOME",
    "SPLIT, KEEP_SOME",
    "TRANSLATE, TRANSLATE",
    "PARAPHRASE, OTHER",
    "OTHER, OTHER"
  })
  void operation_isAnActivity(TransformOperation operation, Activity activity) {
    assertThat(step(transform(operation)).activity()).isEqualTo(activity);
  }

  @Test
  void type_isAnActivity() {
    assertThat(step(event(EventType.INGEST, 1)).activity()).isEqualTo(Activity.INGEST);
    assertThat(step(event(EventType.CLEAN, 1)).activity()).isEqualTo(Activity.KEEP_SOME);
    assertThat(step(event(EventType.TRANSFORM, 1)).activity()).isEqualTo(Activity.OTHER);
    assertThat(step(event(EventType.SYNTHESIZE, 1)).activity()).isEqualTo(Activity.SYNTHESIZE);
  }

  @Test
  void documentsAndEventsOfOtherAssets_makeNothing() {
    LineageEvent document =
        event(EventType.DOCUMENT, 1)
            .outputs(List.of())
            .document(
                new Document(
                    ASSET,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()))
            .build();
    LineageEvent other =
        event(EventType.CLEAN, 2).outputs(List.of(Output.of(dataset("other")))).build();

    assertThat(of(document, other)).isEqualTo(Statements.none(ASSET));
  }

  @Test
  void syntheticPart_isThatOfTheContract() {
    assertThat(step(event(EventType.SYNTHESIZE, 1)).synthetic()).isEqualTo(SyntheticPart.ALL);
    assertThat(step(event(EventType.INGEST, 1)).synthetic()).isEqualTo(SyntheticPart.ANY);
    assertThat(step(event(EventType.INGEST, 1).ingest(containsSynthetic(Answer.YES))).synthetic())
        .isEqualTo(SyntheticPart.ANY);
    assertThat(step(event(EventType.INGEST, 1).ingest(containsSynthetic(Answer.NO))).synthetic())
        .isEqualTo(SyntheticPart.INHERITED);
    assertThat(
            step(event(EventType.INGEST, 1)
                    .ingest(containsSynthetic(Answer.NO))
                    .synthesize(Synthesize.EMPTY))
                .synthetic())
        .isEqualTo(SyntheticPart.ANY);
    assertThat(step(transform(TransformOperation.FORMAT).synthesize(Synthesize.EMPTY)).synthetic())
        .isEqualTo(SyntheticPart.ALL);
    assertThat(
            step(transform(TransformOperation.TRANSLATE)
                    .inputs(List.of(Input.of(model("nmt"), Role.TRANSLATOR))))
                .synthetic())
        .isEqualTo(SyntheticPart.ALL);
    assertThat(
            step(event(EventType.CLEAN, 1).inputs(List.of(Input.of(model("nmt"), Role.GENERATOR))))
                .synthetic())
        .isEqualTo(SyntheticPart.INHERITED);
  }

  @Test
  void inputs_areTheDatasetsThatCarry_eachTimeTheyAreNamed() {
    Asset raw = dataset("raw");
    Input full =
        new Input(
            raw,
            Role.SEED,
            OptionalLong.of(5),
            OptionalLong.empty(),
            OptionalDouble.of(0.5),
            "",
            List.of(languages("en", 5)),
            true);
    Step step =
        step(
            event(EventType.CLEAN, 1)
                .inputsComplete(Completeness.INCOMPLETE)
                .inputs(
                    List.of(
                        full,
                        Input.of(raw, Role.SOURCE),
                        Input.of(raw, Role.REFERENCE),
                        Input.of(model("judge"), Role.SOURCE))));

    assertThat(step.inputsIncomplete()).isTrue();
    assertThat(step.inputs())
        .containsExactly(
            new Use(
                raw,
                Role.SEED,
                OptionalLong.of(5),
                OptionalDouble.of(0.5),
                true,
                List.of(languages("en", 5))),
            Stated.use(raw));
  }

  @Test
  void latestDeclaration_counts_andTheFirstOfAnEvent() {
    LineageEvent first =
        event(EventType.CLEAN, 1)
            .outputs(
                List.of(
                    output(
                        OptionalLong.of(7), languages("en", 1), composition(REGIONS, 0, "KE", 1))))
            .build();
    LineageEvent second =
        event(EventType.CLEAN, 2)
            .outputs(List.of(output(OptionalLong.empty(), languages("en", 2), languages("en", 3))))
            .build();
    Statements statements = of(first, second);

    assertThat(statements.declared())
        .containsExactly(languages("en", 2), composition(REGIONS, 0, "KE", 1));
    assertThat(statements.declared(REGIONS)).contains(composition(REGIONS, 0, "KE", 1));
    assertThat(statements.records()).hasValue(7);
    assertThat(statements.steps()).extracting(Step::event).containsExactly(id(2), id(1));
    assertThat(of(second, first)).isEqualTo(statements);
  }

  private static UUID id(int second) {
    return new UUID(0, second);
  }

  @Test
  void oneDimension_leavesTheOthersOut() {
    Input input =
        new Input(
            dataset("raw"),
            Role.SOURCE,
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            "",
            List.of(composition(REGIONS, 0, "KE", 1), languages("en", 5)),
            false);
    LineageEvent event =
        event(EventType.CLEAN, 1)
            .inputs(List.of(input))
            .outputs(
                List.of(
                    output(
                        OptionalLong.empty(),
                        languages("en", 1),
                        composition(REGIONS, 0, "KE", 1))))
            .build();

    Statements statements =
        Statements.of(ASSET, List.of(event), Optional.of(false), true, "region");

    assertThat(statements.declared()).containsExactly(composition(REGIONS, 0, "KE", 1));
    assertThat(statements.steps().get(0).inputs().get(0).stated())
        .containsExactly(composition(REGIONS, 0, "KE", 1));
    assertThat(statements.reclassified()).contains(false);
    assertThat(statements.cut()).isTrue();
  }
}
