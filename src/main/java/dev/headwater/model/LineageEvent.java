package dev.headwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The report of a data workflow about one activity. The constructor checks every rule about a
 * single event, except {@link #requireNotAfter}, which needs a clock.
 *
 * @param eventId the idempotency key: a second event with the same id changes nothing
 * @param eventTime truncated to microseconds
 * @param producer the code that reports the event, up to 512 code points
 * @param run the execution of the job, up to 512 code points
 * @param inputs each input has an edge to every output (in a DOCUMENT event, to its target)
 * @param outputs each asset at most once, because two sets of facts about one output would
 *     contradict each other
 */
public record LineageEvent(
    UUID eventId,
    Instant eventTime,
    EventType type,
    String producer,
    Job job,
    String run,
    List<Input> inputs,
    List<Output> outputs,
    Completeness inputsComplete,
    List<Agent> agents,
    List<Decision> decisions,
    Optional<Ingest> ingest,
    Optional<Clean> clean,
    Optional<Transform> transform,
    Optional<Synthesize> synthesize,
    Optional<Train> train,
    Optional<Document> document,
    Optional<Retract> retract) {
  public LineageEvent {
    Check.present("eventId", eventId);
    eventTime = Check.instant("eventTime", eventTime);
    producer = Check.requiredId("producer", producer);
    Check.present("job", job);
    run = Check.requiredId("run", run);
    inputs = Check.list("inputs", inputs, Limits.INPUTS);
    outputs = Check.list("outputs", outputs, Limits.OUTPUTS);
    Check.present("inputsComplete", inputsComplete);
    agents = Check.list("agents", agents, Limits.ENTRIES);
    decisions = Check.list("decisions", decisions, Limits.ENTRIES);
    // The last check of a field, because the checks below depend on the type.
    Check.present("type", type);
    EventRules.checkPayload("ingest", ingest, type, EventType.INGEST);
    EventRules.checkPayload("clean", clean, type, EventType.CLEAN);
    EventRules.checkPayload("transform", transform, type, EventType.TRANSFORM);
    EventRules.checkPayload(
        "synthesize",
        synthesize,
        type,
        EventType.SYNTHESIZE,
        EventType.TRANSFORM,
        EventType.INGEST);
    EventRules.checkPayload("train", train, type, EventType.TRAIN);
    EventRules.checkPayload("document", document, type, EventType.DOCUMENT);
    EventRules.checkPayload("retract", retract, type, EventType.RETRACT);
    EventRules.checkRequiredPayload("document", document, type, EventType.DOCUMENT);
    EventRules.checkRequiredPayload("retract", retract, type, EventType.RETRACT);
    EventRules.checkAssets(type, inputs, outputs);
  }

  /**
   * Starts an event in which every part is absent. {@link Builder#build()} reports which required
   * parts are missing.
   */
  public static Builder builder(EventType type) {
    return new Builder(type);
  }

  /** The position of this event in the total order of events. */
  public Stamp stamp() {
    return new Stamp(eventTime, eventId);
  }

  /**
   * The record key that sends the event directly to its home: the key of the document's target or,
   * if there is none, of the first output. Without both, it is the key of the first input or, if
   * there is none, the event id.
   */
  public String key() {
    if (document.isPresent()) {
      return document.get().target().key();
    }
    if (!outputs.isEmpty()) {
      return outputs.get(0).asset().key();
    }
    return inputs.isEmpty() ? eventId.toString() : inputs.get(0).asset().key();
  }

  /**
   * Rejects an event whose time is too far in the future.
   *
   * @throws InvalidException when the event's time is more than {@link Limits#FUTURE} after {@code
   *     arrival}
   */
  public void requireNotAfter(Instant arrival) {
    requireNotAfter("eventTime", eventTime, arrival);
  }

  /**
   * Like {@link #requireNotAfter(Instant)}, for a time without an event. The exception names {@code
   * field}.
   */
  public static void requireNotAfter(String field, Instant eventTime, Instant arrival) {
    if (eventTime.isAfter(arrival.plus(Limits.FUTURE))) {
      throw new InvalidException(
          field,
          "is "
              + eventTime
              + ", more than "
              + Limits.FUTURE.toHours()
              + " h after "
              + arrival
              + ", when it arrived; check the clock");
    }
  }

  /** Builds an event from its parts. Not thread-safe. */
  public static final class Builder {
    private final EventType type;
    private UUID eventId;
    private Instant eventTime;
    private String producer = "";
    private Job job;
    private String run = "";
    private List<Input> inputs = List.of();
    private List<Output> outputs = List.of();
    private Completeness inputsComplete = Completeness.NO_ASSERTION;
    private List<Agent> agents = List.of();
    private List<Decision> decisions = List.of();
    private Optional<Ingest> ingest = Optional.empty();
    private Optional<Clean> clean = Optional.empty();
    private Optional<Transform> transform = Optional.empty();
    private Optional<Synthesize> synthesize = Optional.empty();
    private Optional<Train> train = Optional.empty();
    private Optional<Document> document = Optional.empty();
    private Optional<Retract> retract = Optional.empty();

    private Builder(EventType type) {
      this.type = type;
    }

    public Builder eventId(UUID eventId) {
      this.eventId = eventId;
      return this;
    }

    public Builder eventTime(Instant eventTime) {
      this.eventTime = eventTime;
      return this;
    }

    public Builder producer(String producer) {
      this.producer = producer;
      return this;
    }

    public Builder job(Job job) {
      this.job = job;
      return this;
    }

    public Builder run(String run) {
      this.run = run;
      return this;
    }

    public Builder inputs(List<Input> inputs) {
      this.inputs = inputs;
      return this;
    }

    public Builder outputs(List<Output> outputs) {
      this.outputs = outputs;
      return this;
    }

    public Builder inputsComplete(Completeness inputsComplete) {
      this.inputsComplete = inputsComplete;
      return this;
    }

    public Builder agents(List<Agent> agents) {
      this.agents = agents;
      return this;
    }

    public Builder decisions(List<Decision> decisions) {
      this.decisions = decisions;
      return this;
    }

    public Builder ingest(Ingest ingest) {
      this.ingest = Optional.of(ingest);
      return this;
    }

    public Builder clean(Clean clean) {
      this.clean = Optional.of(clean);
      return this;
    }

    public Builder transform(Transform transform) {
      this.transform = Optional.of(transform);
      return this;
    }

    public Builder synthesize(Synthesize synthesize) {
      this.synthesize = Optional.of(synthesize);
      return this;
    }

    public Builder train(Train train) {
      this.train = Optional.of(train);
      return this;
    }

    public Builder document(Document document) {
      this.document = Optional.of(document);
      return this;
    }

    public Builder retract(Retract retract) {
      this.retract = Optional.of(retract);
      return this;
    }

    /**
     * Creates the event.
     *
     * @throws InvalidException when a required part is missing or a rule is broken
     */
    public LineageEvent build() {
      return new LineageEvent(
          eventId,
          eventTime,
          type,
          producer,
          job,
          run,
          inputs,
          outputs,
          inputsComplete,
          agents,
          decisions,
          ingest,
          clean,
          transform,
          synthesize,
          train,
          document,
          retract);
    }
  }
}
