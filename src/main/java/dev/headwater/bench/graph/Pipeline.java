package dev.headwater.bench.graph;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The events of a {@link Workload}, with the same assets and descriptions, as steps of a pipeline
 * that merges, cleans, removes duplicates, samples and trains. {@link PipelineSteps} says how many
 * records of each language there are.
 *
 * <p>There are two forms of each pipeline, which differ in nothing else: one states who is
 * represented, the other does not. The first states a composition of up to {@value
 * LanguageCounts#LANGUAGES} languages
 *
 * <ul>
 *   <li>of each dataset that an event makes, and of every second source;
 *   <li>of the data that a step reads record by record: that which is cleaned, deduplicated,
 *       sampled, or trained on;
 * </ul>
 *
 * and each training states its targets. For one training in {@value #UNFIT_ONE_IN}, the target of a
 * small language is out of reach.
 *
 * <p>Only one input of a step that removes records is its source. The other is something that it
 * compares with: a dataset as REFERENCE, a model as FILTER_MODEL. Thread-safe.
 */
public final class Pipeline implements Backlog {
  static final int UNFIT_ONE_IN = 8;

  private static final int TARGETS = 6;
  private static final double OUT_OF_REACH = 0.05;

  private final Workload graph;
  private final PipelineSteps steps;
  private final boolean stated;

  /**
   * @param prefix of all namespaces, as in {@link Workload}
   * @param stated whether the events state who is represented
   */
  public Pipeline(String prefix, Shape shape, long seed, long events, boolean stated) {
    this.graph = new Workload(prefix, shape, seed, events);
    this.steps = new PipelineSteps(graph, shape, seed);
    this.stated = stated;
  }

  @Override
  public long events() {
    return graph.events();
  }

  @Override
  public long ingests() {
    return graph.ingests();
  }

  @Override
  public List<LineageEvent> ingest(long block) {
    Map<Asset, Long> sources = new HashMap<>();
    for (long source = graph.firstOf(block); source < graph.firstOf(block + 1); source++) {
      sources.put(graph.source(source), source);
    }
    List<LineageEvent> events = new ArrayList<>();
    for (LineageEvent event : graph.ingest(block)) {
      List<Output> outputs = new ArrayList<>();
      for (Output output : event.outputs()) {
        long source = sources.get(output.asset());
        outputs.add(output(output, steps.ofSource(source), source % 2 == 0));
      }
      events.add(copy(event, event.type()).outputs(outputs).build());
    }
    return events;
  }

  @Override
  public LineageEvent event(long number) {
    PipelineSteps.Step step = steps.step(number);
    LineageEvent event = graph.event(number);
    List<Input> inputs = new ArrayList<>();
    Shape.Read[] reads = steps.reads(number);
    for (int i = 0; i < reads.length; i++) {
      inputs.add(input(step, i, event.inputs().get(i), reads[i]));
    }
    Output output = event.outputs().get(0);
    boolean data = output.asset().kind() == AssetKind.DATASET;
    return payload(step, number, event)
        .inputs(inputs)
        .outputs(List.of(data ? output(output, steps.ofOutput(number), true) : model(output)))
        .build();
  }

  private Input input(PipelineSteps.Step step, int place, Input input, Shape.Read read) {
    Role role = input.role();
    if (step.removes() && place > 0) {
      role = input.asset().kind() == AssetKind.MODEL ? Role.FILTER_MODEL : Role.REFERENCE;
    }
    if (!steps.isData(read)) {
      return new Input(
          input.asset(),
          role,
          OptionalLong.empty(),
          OptionalLong.empty(),
          input.weight(),
          input.sha256(),
          List.of(),
          false);
    }
    LanguageCounts counts = steps.of(read);
    boolean counted = role == Role.SOURCE && (step.removes() || step == PipelineSteps.Step.TRAIN);
    return new Input(
        input.asset(),
        role,
        OptionalLong.of(counts.total()),
        input.bytes(),
        input.weight(),
        input.sha256(),
        compositions(counts, counted),
        false);
  }

  private Output output(Output output, LanguageCounts counts, boolean counted) {
    return new Output(
        output.asset(),
        OptionalLong.of(counts.total()),
        output.bytes(),
        output.sha256(),
        compositions(counts, counted));
  }

  private static Output model(Output output) {
    return new Output(
        output.asset(), OptionalLong.empty(), output.bytes(), output.sha256(), List.of());
  }

  private List<Composition> compositions(LanguageCounts counts, boolean counted) {
    return stated && counted ? List.of(counts.composition()) : List.of();
  }

  private LineageEvent.Builder payload(PipelineSteps.Step step, long number, LineageEvent event) {
    return switch (step) {
      case MERGE, SYNTHESIZE -> copy(event, event.type());
      case CLEAN -> copy(event, EventType.CLEAN).clean(clean(event.transform().orElseThrow()));
      case DEDUPLICATE -> transform(event, TransformOperation.DEDUPLICATE);
      case SAMPLE -> transform(event, TransformOperation.SAMPLE);
      case TRAIN -> copy(event, event.type()).train(train(number, event.train().orElseThrow()));
    };
  }

  private static Clean clean(Transform transform) {
    return new Clean(
        List.of(
            new CleanFilter(
                "language-confidence", transform.codeRef(), "0.65", "texts of mixed languages")),
        new TreeMap<>());
  }

  private static LineageEvent.Builder transform(LineageEvent event, TransformOperation operation) {
    Transform transform = event.transform().orElseThrow();
    return copy(event, EventType.TRANSFORM)
        .transform(
            new Transform(
                Optional.of(operation),
                transform.codeRef(),
                transform.droppedFields(),
                transform.annotation()));
  }

  private Train train(long number, Train train) {
    return new Train(
        train.stage(),
        train.hyperparameters(),
        stated
            ? Optional.of(
                new IntendedUse(
                    "answers questions of farmers", "speakers of six languages", targets(number)))
            : Optional.empty());
  }

  private static List<Target> targets(long number) {
    SortedMap<String, Double> shares = new TreeMap<>();
    int step = LanguageCounts.LANGUAGES / TARGETS;
    for (int target = 0; target < TARGETS; target++) {
      int language = target * step;
      shares.put(LanguageCounts.code(language), PipelineSteps.share(language) / 2);
    }
    if (Math.floorMod(number, UNFIT_ONE_IN) == 0) {
      shares.put(LanguageCounts.code((TARGETS - 1) * step), OUT_OF_REACH);
    }
    return List.of(new Target("language", shares));
  }

  /** Everything of an event but its inputs; the payload only if the type stays the same. */
  private static LineageEvent.Builder copy(LineageEvent event, EventType type) {
    LineageEvent.Builder copy =
        LineageEvent.builder(type)
            .eventId(event.eventId())
            .eventTime(event.eventTime())
            .producer(event.producer())
            .job(event.job())
            .run(event.run())
            .inputs(event.inputs())
            .outputs(event.outputs())
            .agents(event.agents())
            .decisions(event.decisions());
    if (type == event.type()) {
      event.ingest().ifPresent(copy::ingest);
      event.transform().ifPresent(copy::transform);
      event.synthesize().ifPresent(copy::synthesize);
      event.train().ifPresent(copy::train);
    }
    return copy;
  }
}
