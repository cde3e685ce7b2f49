package dev.headwater.sdk;

import dev.headwater.model.Agent;
import dev.headwater.model.Asset;
import dev.headwater.model.Clean;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.Decision;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Retract;
import dev.headwater.model.Role;
import dev.headwater.model.Synthesize;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds an event; holds what events of all types have in common. Not safe for use by several
 * threads.
 *
 * @param <B> the builder of the type itself, so that calls chain
 */
public abstract class EventBuilder<B extends EventBuilder<B>> {

  private final Run run;
  private final EventType type;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Output> outputs = new ArrayList<>();
  private final List<Agent> agents;
  private final List<DecisionBuilder> decisions = new ArrayList<>();
  private UUID eventId = UUID.randomUUID();
  private Completeness inputsComplete = Completeness.NO_ASSERTION;
  private Optional<Instant> eventTime = Optional.empty();

  EventBuilder(Run run, EventType type) {
    this.run = run;
    this.type = type;
    this.agents = new ArrayList<>(run.agents());
  }

  /**
   * Sets the id, which is the idempotency key; random by default. With an id of the caller's own,
   * repeating a step is harmless.
   */
  public final B eventId(UUID id) {
    eventId = id;
    return self();
  }

  /** Sets when it happened; the time of {@link #build()} by default. */
  public final B at(Instant time) {
    eventTime = Optional.of(time);
    return self();
  }

  /** Adds an input that was read, as {@link Role#SOURCE}. */
  public final B input(Data data) {
    return input(data, Role.SOURCE);
  }

  /** Adds an input. */
  public final B input(Data data, Role role) {
    return input(data.input(role));
  }

  /**
   * Adds an input with properties that {@link Data} does not have: a weight, or that the edge is
   * inferred.
   */
  public final B input(Input input) {
    inputs.add(input);
    return self();
  }

  /** Sets whether all inputs are named; {@link Completeness#NO_ASSERTION} by default. */
  public final B inputsComplete(Completeness completeness) {
    inputsComplete = completeness;
    return self();
  }

  /** Adds an agent who took part, besides the agents of the run. */
  public final B agent(Agent agent) {
    agents.add(agent);
    return self();
  }

  /** Adds a decision that somebody made about the data. */
  public final B decision(DecisionBuilder decision) {
    decisions.add(decision);
    return self();
  }

  final void addOutput(Data data) {
    outputs.add(data.output());
  }

  final Run run() {
    return run;
  }

  /** Sets what was counted of an input, in every place that names the asset. */
  final void countInput(Asset asset, Tally.Sums sums) {
    OptionalLong count = OptionalLong.of(sums.records());
    requireAny("inputs", asset, inputs.stream().map(Input::asset));
    inputs.replaceAll(
        input ->
            input.asset().equals(asset)
                ? new Input(
                    asset,
                    input.role(),
                    count,
                    input.bytes(),
                    input.weight(),
                    input.sha256(),
                    replaced(input.composition(), sums.compositions()),
                    input.inferred())
                : input);
  }

  /** Sets what was counted of an output. */
  final void countOutput(Asset asset, Tally.Sums sums) {
    OptionalLong count = OptionalLong.of(sums.records());
    requireAny("outputs", asset, outputs.stream().map(Output::asset));
    outputs.replaceAll(
        output ->
            output.asset().equals(asset)
                ? new Output(
                    asset,
                    count,
                    output.bytes(),
                    output.sha256(),
                    replaced(output.composition(), sums.compositions()),
                    output.attributes())
                : output);
  }

  /** Returns whether an output states a composition by records in a dimension. */
  final boolean statesRecords(Asset asset, String dimension) {
    return outputs.stream()
        .filter(output -> output.asset().equals(asset))
        .flatMap(output -> output.composition().stream())
        .anyMatch(
            one ->
                one.unit().equals(CompositionBuilder.RECORDS) && one.dimension().equals(dimension));
  }

  /** The compositions with the counted ones in place of those that count the same. */
  private static List<Composition> replaced(List<Composition> stated, List<Composition> counted) {
    Set<String> dimensions =
        counted.stream().map(Composition::dimension).collect(Collectors.toSet());
    return Stream.concat(
            stated.stream()
                .filter(
                    one ->
                        !one.unit().equals(CompositionBuilder.RECORDS)
                            || !dimensions.contains(one.dimension())),
            counted.stream())
        .toList();
  }

  private static void requireAny(String field, Asset asset, Stream<Asset> assets) {
    if (assets.noneMatch(asset::equals)) {
      throw new InvalidException(
          field, "records of " + asset + " were counted, which is not there");
    }
  }

  /**
   * Builds the event.
   *
   * @throws InvalidException when a required field is missing or a value breaks the contract. It
   *     names the field
   */
  public final LineageEvent build() {
    return new LineageEvent(
        eventId,
        eventTime.orElseGet(run::now),
        type,
        run.producer(),
        run.job(),
        run.id(),
        inputs,
        outputs,
        inputsComplete,
        agents,
        decisions(),
        within("ingest", this::ingestPayload),
        within("clean", this::cleanPayload),
        within("transform", this::transformPayload),
        within("synthesize", this::synthesizePayload),
        within("train", this::trainPayload),
        within("document", this::documentPayload),
        within("retract", this::retractPayload));
  }

  private List<Decision> decisions() {
    List<Decision> built = new ArrayList<>();
    for (DecisionBuilder decision : decisions) {
      built.add(within("decisions[" + built.size() + "]", decision::build));
    }
    return built;
  }

  static <T> T within(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (InvalidException e) {
      throw e.within(field);
    }
  }

  abstract B self();

  Optional<Ingest> ingestPayload() {
    return Optional.empty();
  }

  Optional<Clean> cleanPayload() {
    return Optional.empty();
  }

  Optional<Transform> transformPayload() {
    return Optional.empty();
  }

  Optional<Synthesize> synthesizePayload() {
    return Optional.empty();
  }

  Optional<Train> trainPayload() {
    return Optional.empty();
  }

  Optional<Document> documentPayload() {
    return Optional.empty();
  }

  Optional<Retract> retractPayload() {
    return Optional.empty();
  }
}
