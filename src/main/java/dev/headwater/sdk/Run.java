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
 * <p>What an event cannot do without is a parameter here; everything else is set on the builder.
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
   * A run without a client, for events that are written to a file or sent by other means.
   *
   * @param producer the code that runs and its revision, such as {@code
   *     https://git.example/dialogue@4f2c1d}
   * @param id unique among the runs of the job
   */
  public static Run of(String producer, Job job, String id) {
    return new Run(producer, job, id, List.of(), Clock.systemUTC());
  }

  /** A run whose events take their time from this clock unless they are given one. */
  public Run clock(Clock other) {
    return new Run(producer, job, id, agents, Objects.requireNonNull(other, "clock"));
  }

  /** The same run, with an agent who had a part in all that follows. */
  public Run with(Agent agent) {
    List<Agent> more = new ArrayList<>(agents);
    more.add(Objects.requireNonNull(agent, "agent"));
    return new Run(producer, job, id, List.copyOf(more), clock);
  }

  /** Data came in from outside. */
  public IngestBuilder ingest(Data to) {
    return new IngestBuilder(this, to);
  }

  /** Records were filtered out. */
  public CleanBuilder clean(Data from, Data to) {
    return new CleanBuilder(this, from, to);
  }

  /** Data was changed, merged, split, sampled or annotated. */
  public TransformBuilder transform(Data from, Data to) {
    return new TransformBuilder(this, from, to);
  }

  /** Data was generated. Seeds and generating models are inputs of those roles. */
  public SynthesizeBuilder synthesize(Data to) {
    return new SynthesizeBuilder(this, to);
  }

  /** A model was trained; further inputs on the builder. */
  public TrainBuilder train(Data from, Data model) {
    return new TrainBuilder(this, from, model);
  }

  /** Something is added to what is on record of an asset. */
  public DocumentBuilder document(Data target) {
    return new DocumentBuilder(this, target);
  }

  /**
   * An event is taken back. The builder is given the assets that the event named.
   *
   * @param event its id
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
