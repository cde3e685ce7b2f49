package dev.headwater.sdk;

import dev.headwater.model.Asset;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * A step while it is being done: what it reads and writes is added, and counted, as it comes.
 * {@link #complete} emits the event. A step that is closed without, because of an exception mostly,
 * is a failed run: the listener is told, {@link HeadwaterClient#failedRuns} counts it, and nothing
 * is emitted, for nothing was made.
 *
 * <p>{@link #read} and {@link #wrote} may be called by any number of threads at once; everything
 * else by one at a time.
 *
 * @param <B> the builder of the event
 */
public final class Step<B extends ActivityBuilder<B>> implements AutoCloseable {

  /**
   * What is done in a step.
   *
   * @param <B> the builder of the event
   * @param <E> what it may throw
   */
  @FunctionalInterface
  public interface Work<B extends ActivityBuilder<B>, E extends Exception> {
    void does(Step<B> step) throws E;
  }

  private final HeadwaterClient client;
  private final B event;
  private final Map<Asset, LongAdder> read = new ConcurrentHashMap<>();
  private final Map<Asset, LongAdder> written = new ConcurrentHashMap<>();
  private String failure = "the step was left before it was complete";
  private boolean ended;

  Step(HeadwaterClient client, B event) {
    this.client = client;
    this.event = Objects.requireNonNull(event, "event");
  }

  /** The event as far as it is built, for what a step has besides inputs and outputs. */
  public B event() {
    return event;
  }

  /** Something that turned out to be read, as {@link Role#SOURCE}. */
  public Step<B> input(Data data) {
    return input(data, Role.SOURCE);
  }

  /** Something that turned out to be used. */
  public Step<B> input(Data data, Role role) {
    event.input(data, role);
    return this;
  }

  /** As above, with what {@link Data} does not hold. */
  public Step<B> input(Input input) {
    event.input(input);
    return this;
  }

  /** Something else that turned out to be written. */
  public Step<B> output(Data data) {
    event.output(data);
    return this;
  }

  /** So many more records of an input were read; the sum replaces its count, if it had one. */
  public void read(Data input, long records) {
    read.computeIfAbsent(input.asset(), asset -> new LongAdder()).add(records);
  }

  /** So many more records of an output were written; the sum replaces its count. */
  public void wrote(Data output, long records) {
    written.computeIfAbsent(output.asset(), asset -> new LongAdder()).add(records);
  }

  /** Says why the step fails, for the listener; {@link #close} then ends it. */
  public void fail(Throwable cause) {
    failure = cause.toString();
  }

  /**
   * Emits the event; the step has succeeded.
   *
   * @return what was emitted
   * @throws InvalidException when it breaks the contract, or something was counted that is neither
   *     input nor output; it names the field. Nothing is emitted then
   * @throws IllegalStateException when the step has ended before
   */
  public LineageEvent complete() {
    if (ended) {
      throw new IllegalStateException("the step has ended already");
    }
    read.forEach((asset, records) -> event.countInput(asset, records.sum()));
    written.forEach((asset, records) -> event.countOutput(asset, records.sum()));
    LineageEvent built;
    try {
      built = event.build();
    } catch (InvalidException invalid) {
      fail(invalid);
      throw invalid;
    }
    ended = true;
    client.emit(built);
    return built;
  }

  /** Ends the step. If it is not complete, it has failed. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      client.runFailed(event.run(), failure);
    }
  }
}
