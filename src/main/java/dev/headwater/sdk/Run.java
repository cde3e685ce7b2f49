package dev.headwater.sdk;

import dev.headwater.model.Agent;
import dev.headwater.model.Job;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One execution of a job: what all its events have in common. Immutable.
 *
 * <p>What every event of a type needs is a parameter of a method here. Everything else is set on
 * the builder.
 *
 * <pre>{@code
 * Run run = nightly.with(Agents.organization("org:lab", "OWNER"));
 * LineageEvent event =
 *     run.clean(raw, clean)
 *         .removed("shorter than the minimum", 1_790)
 * }</pre>
 */
public final class Run {

  private final String producer;
  private final Job job;
  private final String id;
  private final List<Agent> agents;
  private final Clock clock;

  private Run(String producer, Job job, String id, List<Agent> agents, Clock clock) {
    this.producer = producer;
    this.job = job;
    this.id = id;
    this.agents = agents;
    this.clock = clock;
  }

  /**
   * Creates a run without a client, for events that are written to a file or sent by other means.
   *
   * @param producer the code that runs and its revision, such as {@code
   *     https://git.example/dialogue@4f2c1d}
   * @param id unique among the runs of the job
   */
  public static Run of(String producer, Job job, String id) {
    return new Run(producer, job, id, List.of(), Clock.systemUTC());
  }

  /**
   * Returns the same run with another clock. Events take their time from it unless the caller sets
   * one.
   */
  public Run clock(Clock other) {
    return new Run(producer, job, id, agents, Objects.requireNonNull(other, "clock"));
  }

  /** Returns the same run with one more agent, who takes part in all events built from it. */
  public Run with(Agent agent) {
    List<Agent> more = new ArrayList<>(agents);
    more.add(Objects.requireNonNull(agent, "agent"));
    return new Run(producer, job, id, List.copyOf(more), clock);
  }

  /** Builds an INGEST: data was brought in from outside. */
  public IngestBuilder ingest(Data to) {
    return new IngestBuilder(this, to);
  }

  /** Builds a CLEAN: records were filtered out. */
  public CleanBuilder clean(Data from, Data to) {
    return new CleanBuilder(this, from, to);
  }

  /** Builds a TRANSFORM: data was changed, merged, split, sampled or annotated. */
  public TransformBuilder transform(Data from, Data to) {
    return new TransformBuilder(this, from, to);
  }

  /**
   * Builds a SYNTHESIZE: data was generated. Seeds and generating models are inputs with the role
   * SEED or GENERATOR.
   */
  public SynthesizeBuilder synthesize(Data to) {
    return new SynthesizeBuilder(this, to);
  }

  /** Builds a TRAIN: a model was trained. Further inputs are added on the builder. */
  public TrainBuilder train(Data from, Data model) {
    return new TrainBuilder(this, from, model);
  }

  /** Builds a DOCUMENT, which adds to what is on record about an asset. */
  public DocumentBuilder document(Data target) {
    return new DocumentBuilder(this, target);
  }

  /**
   * Builds a RETRACT, which takes an event back. The caller gives the builder the assets that the
   * event named.
   *
   * @param event the id of the event to retract
   */
  public RetractBuilder retract(UUID event, String reason) {
    return new RetractBuilder(this, event, reason);
  }

  String producer() {
    return producer;
  }

  Job job() {
    return job;
  }

  String id() {
    return id;
  }

  List<Agent> agents() {
    return agents;
  }

  Instant now() {
    return clock.instant();
  }
}
