package dev.headwater.bench.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Train;
import dev.headwater.model.TransformOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Shows that the two forms of a pipeline differ only in what they state of who is represented, and
 * that what they state is possible. Checks the generated events.
 */
class PipelineTest {
  private static final long EVENTS = 4_000;

  private static List<LineageEvent> all(Backlog backlog) {
    List<LineageEvent> events = new ArrayList<>();
    LongStream.range(0, backlog.ingests()).mapToObj(backlog::ingest).forEach(events::addAll);
    LongStream.range(0, backlog.events()).mapToObj(backlog::event).forEach(events::add);
    return events;
  }

  private static List<LineageEvent> events(Shape shape, boolean stated) {
    Pipeline pipeline = new Pipeline("", shape, 1, EVENTS, stated);
    return LongStream.range(0, EVENTS).mapToObj(pipeline::event).toList();
  }

  @ParameterizedTest
  @EnumSource
  void forms_differOnlyInWhatTheyStateOfWhoIsRepresented(Shape shape) {
    List<LineageEvent> with = all(new Pipeline("", shape, 1, EVENTS, true));
    List<LineageEvent> without = all(new Pipeline("", shape, 1, EVENTS, false));

    assertThat(without).isEqualTo(with.stream().map(PipelineTest::silenced).toList());
    assertThat(with).isNotEqualTo(without);
  }

  /** The event without compositions and intended use. */
  private static LineageEvent silenced(LineageEvent event) {
    List<Input> inputs = event.inputs().stream().map(PipelineTest::silenced).toList();
    List<Output> outputs = event.outputs().stream().map(PipelineTest::silenced).toList();
    return new LineageEvent(
        event.eventId(),
        event.eventTime(),
        event.type(),
        event.producer(),
        event.job(),
        event.run(),
        inputs,
        outputs,
        event.inputsComplete(),
        event.agents(),
        event.decisions(),
        event.ingest(),
        event.clean(),
        event.transform(),
        event.synthesize(),
        event
            .train()
            .map(train -> new Train(train.stage(), train.hyperparameters(), Optional.empty())),
        event.document(),
        event.retract());
  }

  private static Input silenced(Input input) {
    return new Input(
        input.asset(),
        input.role(),
        input.records(),
        input.bytes(),
        input.weight(),
        input.sha256(),
        List.of(),
        input.inferred());
  }

  private static Output silenced(Output output) {
    return new Output(output.asset(), output.records(), output.bytes(), output.sha256(), List.of());
  }

  @ParameterizedTest
  @EnumSource
  void pipeline_hasTheAssetsOfTheWorkload(Shape shape) {
    List<LineageEvent> pipeline = all(new Pipeline("", shape, 1, EVENTS, true));
    List<LineageEvent> workload = all(new Workload("", shape, 1, EVENTS));

    assertThat(pipeline).hasSameSizeAs(workload);
    for (int i = 0; i < pipeline.size(); i++) {
      assertThat(pipeline.get(i).eventId()).isEqualTo(workload.get(i).eventId());
      assertThat(inputs(pipeline.get(i))).isEqualTo(inputs(workload.get(i)));
      assertThat(outputs(pipeline.get(i))).isEqualTo(outputs(workload.get(i)));
    }
  }

  private static List<Asset> inputs(LineageEvent event) {
    return event.inputs().stream().map(Input::asset).toList();
  }

  private static List<Asset> outputs(LineageEvent event) {
    return event.outputs().stream().map(Output::asset).toList();
  }

  @Test
  void steps_areOfEachKind() {
    List<LineageEvent> events = events(Shape.INDEPENDENT, true);

    assertThat(percent(events, TransformOperation.MERGE)).isBetween(43.0, 51.0);
    assertThat(percent(events, TransformOperation.DEDUPLICATE)).isBetween(9.0, 15.0);
    assertThat(percent(events, TransformOperation.SAMPLE)).isBetween(9.0, 15.0);
    assertThat(100.0 * count(events, EventType.CLEAN) / EVENTS).isBetween(21.0, 27.0);
    assertThat(100.0 * count(events, EventType.TRAIN) / EVENTS).isBetween(1.3, 2.7);
    assertThat(100.0 * count(events, EventType.SYNTHESIZE) / EVENTS).isBetween(1.3, 2.7);
  }

  private static double percent(List<LineageEvent> events, TransformOperation operation) {
    return 100.0
        * events.stream()
            .flatMap(event -> event.transform().stream())
            .filter(transform -> transform.operation().equals(Optional.of(operation)))
            .count()
        / events.size();
  }

  private static long count(List<LineageEvent> events, EventType type) {
    return events.stream().filter(event -> event.type() == type).count();
  }

  @ParameterizedTest
  @EnumSource
  void compositions_areOfTwentyLanguages_onEachDatasetThatIsMade(Shape shape) {
    long languages = 0;
    long compositions = 0;
    for (LineageEvent event : events(shape, true)) {
      for (Output output : event.outputs()) {
        boolean data = output.asset().kind() == AssetKind.DATASET;
        assertThat(output.composition()).hasSize(data ? 1 : 0);
        for (Composition one : output.composition()) {
          assertThat(total(one)).isEqualTo(output.records().orElseThrow());
          languages += one.counts().size();
          compositions++;
        }
      }
    }
    assertThat((double) languages / compositions).isBetween(19.5, 20.0);
  }

  @Test
  void removingSteps_haveOneSource_ofWhichTheyStateWhatItsMakerStated() {
    Map<Asset, List<Composition>> declared = new HashMap<>();
    int compared = 0;
    for (LineageEvent event : all(new Pipeline("", Shape.LAYERED, 1, EVENTS, true))) {
      if (removes(event)) {
        assertThat(event.inputs()).filteredOn(input -> input.role().carries()).hasSize(1);
        Input source = event.inputs().get(0);
        assertThat(source.role()).isEqualTo(Role.SOURCE);
        assertThat(source.composition()).hasSize(1);
        List<Composition> own = declared.getOrDefault(source.asset(), List.of());
        assertThat(own).as(event.eventId().toString()).isIn(List.of(), source.composition());
        compared += own.size();
        Composition after = event.outputs().get(0).composition().get(0);
        Composition before = source.composition().get(0);
        after
            .counts()
            .forEach(
                (language, count) ->
                    assertThat(count).isLessThanOrEqualTo(before.counts().get(language)));
      }
      event.outputs().forEach(output -> declared.put(output.asset(), output.composition()));
    }
    assertThat(compared).isPositive();
  }

  @Test
  void sources_declareWhoIsInThem_everySecondTime() {
    List<Output> sources = new ArrayList<>();
    Pipeline pipeline = new Pipeline("", Shape.INDEPENDENT, 1, EVENTS, true);
    for (long block = 0; block < pipeline.ingests(); block++) {
      pipeline.ingest(block).forEach(event -> sources.addAll(event.outputs()));
    }
    assertThat(sources).filteredOn(one -> one.composition().size() == 1).hasSize((int) EVENTS);
    assertThat(sources).filteredOn(one -> one.composition().isEmpty()).hasSize((int) EVENTS);
  }

  @Test
  void harmAndTargetsOutOfReach_areAFewInAThousand() {
    Set<String> harmed = new TreeSet<>();
    Set<String> erased = new TreeSet<>();
    Set<String> unfit = new TreeSet<>();
    List<LineageEvent> events = events(Shape.INDEPENDENT, true);
    for (LineageEvent event : events) {
      String id = event.eventId().toString();
      if (removes(event)) {
        Composition before = event.inputs().get(0).composition().get(0);
        Composition after = event.outputs().get(0).composition().get(0);
        double kept = total(after) / total(before);
        before
            .counts()
            .forEach(
                (language, count) -> {
                  double left = after.counts().getOrDefault(language, 0.0);
                  if (left == 0) {
                    erased.add(id);
                  } else if (left / count < 0.75 * kept) {
                    harmed.add(id);
                  }
                });
      }
      event
          .train()
          .flatMap(Train::intendedUse)
          .map(IntendedUse::targets)
          .filter(targets -> targets.get(0).minimumShare().containsValue(0.05))
          .ifPresent(targets -> unfit.add(id));
    }
    assertThat(1_000.0 * harmed.size() / EVENTS).isBetween(1.5, 5.0);
    assertThat(1_000.0 * erased.size() / EVENTS).isBetween(0.25, 2.5);
    assertThat(1_000.0 * unfit.size() / EVENTS).isBetween(1.0, 5.0);
  }

  private static boolean removes(LineageEvent event) {
    return event.type() == EventType.CLEAN
        || event
            .transform()
            .flatMap(transform -> transform.operation())
            .filter(
                operation ->
                    operation == TransformOperation.DEDUPLICATE
                        || operation == TransformOperation.SAMPLE)
            .isPresent();
  }

  private static double total(Composition composition) {
    return composition.unknown()
        + composition.counts().values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
