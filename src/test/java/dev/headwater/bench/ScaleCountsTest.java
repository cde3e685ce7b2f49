package dev.headwater.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.headwater.bench.graph.Descriptions;
import dev.headwater.bench.graph.Shape;
import dev.headwater.bench.graph.Workload;
import dev.headwater.bench.scale.Counts;
import dev.headwater.bench.scale.Flow;
import dev.headwater.bench.scale.Form;
import dev.headwater.bench.scale.Lineage;
import dev.headwater.bench.scale.MeasuredCosts;
import dev.headwater.bench.scale.Step;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Stated;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds what the simulation of {@code bench scale} counts against what the real topology does with
 * the same events, the same partitions and the same commits.
 */
class ScaleCountsTest {
  private static final int EVENTS = 1_200;

  private final Map<Asset, Long> ids = new HashMap<>();
  private final Descriptions describe = new Descriptions(1);

  @ParameterizedTest
  @CsvSource({
    "LAYERED, 1, 300",
    "LAYERED, 8, 300",
    "LAYERED, 8, 20",
    "INDEPENDENT, 4, 100",
    "HUB, 4, 100"
  })
  void counts_areThoseOfTheTopology(Shape shape, int partitions, int perCommit) {
    Workload workload = new Workload("", shape, 1, EVENTS);
    try (Comparison both = new Comparison(partitions)) {
      for (long block = 0; block < workload.ingests(); block++) {
        workload.ingest(block).forEach(event -> both.arrive(event, steps(event)));
      }
      both.begin();
      for (int number = 0; number < EVENTS; number++) {
        LineageEvent event = workload.event(number);
        both.arrive(event, steps(event));
        if (number % perCommit == perCommit - 1) {
          both.interval();
        }
      }
      both.rest();
      both.assertClose(5, 10);
    }
  }

  /** Pipelines that run again and again, with origins that travel and are documented later. */
  @ParameterizedTest
  @CsvSource({"1, 200", "8, 200", "8, 25"})
  void counts_ofARandomLineage_areThoseOfTheTopology(int partitions, int perCommit) {
    Form form = new Form(0.8, 0.8, 0.2, 0.3, 0.5, 0.5, 0.1, 0.1);
    Lineage lineage = new Lineage(form, 240, false, 3);
    try (Comparison both = new Comparison(partitions)) {
      both.begin();
      for (int number = 0; number < 2 * EVENTS; number++) {
        Step step = lineage.next();
        both.arrive(event(number, step), List.of(step));
        if (number % perCommit == perCommit - 1) {
          both.interval();
        }
      }
      both.rest();
      both.assertClose(10, 10);
    }
  }

  private LineageEvent event(long number, Step step) {
    Asset output = asset(step.output());
    LineageEvent.Builder event =
        switch (step.kind()) {
          case MAKE ->
              step.inputs().isEmpty()
                  ? describe.ingest(number, List.of(output))
                  : step.output().model()
                      ? describe.training(number, output)
                      : describe.transform(number, output);
          case SYNTHESIZE -> describe.synthesis(number, output, false);
          case SYNTHESIZE_DOCUMENTED -> describe.synthesis(number, output, true);
          case DOCUMENT -> describe.documentation(number, output);
        };
    List<Input> inputs = new ArrayList<>();
    for (Step.Ref input : step.inputs()) {
      boolean generates = input.model() && !step.output().model();
      Role role = generates ? Role.GENERATOR : input.model() ? Role.BASE_MODEL : Role.SOURCE;
      inputs.add(describe.input(number, asset(input), role));
    }
    return event.inputs(inputs).build();
  }

  private static Asset asset(Step.Ref ref) {
    String[] parts = ref.key().split(":");
    Asset asset =
        Asset.of(
            ref.model() ? AssetKind.MODEL : AssetKind.DATASET,
            parts[1],
            parts[2],
            Long.toString(ref.id() & (1 << 26) - 1));
    assertThat(asset.key()).isEqualTo(ref.key());
    return asset;
  }

  private List<Step> steps(LineageEvent event) {
    List<Step.Ref> inputs =
        event.inputs().stream().map(Input::asset).distinct().map(this::ref).toList();
    return event.outputs().stream()
        .map(Output::asset)
        .map(output -> new Step(kind(event), ref(output), inputs))
        .toList();
  }

  private static Step.Kind kind(LineageEvent event) {
    if (event.type() != EventType.SYNTHESIZE) {
      return Step.Kind.MAKE;
    }
    return event.synthesize().orElseThrow().prompts().equals(new Stated.Given<>(List.of()))
        ? Step.Kind.SYNTHESIZE
        : Step.Kind.SYNTHESIZE_DOCUMENTED;
  }

  private Step.Ref ref(Asset asset) {
    long id = ids.computeIfAbsent(asset, key -> ids.size() + 1L);
    return new Step.Ref(id, asset.key(), asset.kind() == AssetKind.MODEL, false);
  }

  /** The real tasks and the simulated ones, with the same input. */
  private static final class Comparison implements AutoCloseable {
    private final RealTasks real;
    private final Flow flow;
    private Counts before;

    Comparison(int partitions) {
      real = new RealTasks(partitions);
      flow = new Flow(new Flow.Setup(partitions, 1, 300, MeasuredCosts.NONE), asset -> 0);
    }

    void arrive(LineageEvent event, List<Step> steps) {
      real.arrive(event);
      steps.forEach(flow::arrive);
    }

    void interval() {
      real.interval();
      flow.interval();
    }

    void rest() {
      real.rest();
      flow.rest();
    }

    /** What comes from now on counts. */
    void begin() {
      rest();
      real.forget();
      before = flow.counts().copy();
    }

    void assertClose(double percent, double percentOfBytes) {
      Counts counts = flow.counts().since(before);
      assertThat(counts.rows()).as("rows").isCloseTo(real.rowRecords(), by(percent));
      assertThat(counts.commands()).as("commands").isCloseTo(real.commandsInRecords, by(percent));
      assertThat(counts.graphRecords())
          .as("records of commands")
          .isCloseTo(real.commands.records, by(10));
      assertThat(counts.summaries()).as("summaries").isCloseTo(real.summaries.records, by(percent));
      assertThat(counts.rowBytes()).as("bytes of rows").isCloseTo(real.rowBytes(), by(10));
      assertThat(counts.graphBytes())
          .as("bytes of commands")
          .isCloseTo(real.commands.bytes, by(percentOfBytes));
    }

    private static Percentage by(double percent) {
      return withinPercentage(percent);
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
