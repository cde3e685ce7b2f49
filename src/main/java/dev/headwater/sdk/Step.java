package dev.headwater.sdk;

import dev.headwater.model.Asset;
import dev.headwater.model.Input;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A step in progress: inputs, outputs and record counts are added as they come. {@link #complete}
 * emits the event. A step that is closed before it is complete, usually because of an exception, is
 * a failed run: nothing is emitted because nothing was made, the listener is notified, and {@link
 * HeadwaterClient#failedRuns} counts it.
 *
 * <p>{@link #read}, {@link #wrote} and {@link Counted#in} are safe for use by any number of
 * threads. All other methods may be called by one thread at a time.
 *
 * @param <B> the builder of the event
 */
public final class Step<B extends ActivityBuilder<B>> implements AutoCloseable {

  /**
   * The work of a step.
   *
   * @param <B> the builder of the event
   * @param <E> what the work may throw
   */
  @FunctionalInterface
  public interface Work<B extends ActivityBuilder<B>, E extends Exception> {
    void does(Step<B> step) throws E;
  }

  private final HeadwaterClient client;
  private final B event;
  private final CompositionRoom room = new CompositionRoom();
  private final Map<Asset, Tally> read = new ConcurrentHashMap<>();
  private final Map<Asset, Tally> written = new ConcurrentHashMap<>();
  private String failure = "the step was left before it was complete";
  private boolean ended;

  Step(HeadwaterClient client, B event) {
    this.client = client;
    this.event = Objects.requireNonNull(event, "event");
  }

  /** Returns the builder of the event, to set what a step has besides inputs and outputs. */
  public B event() {
    return event;
  }

  /** Adds an input that the step turns out to read, as {@link Role#SOURCE}. */
  public Step<B> input(Data data) {
    return input(data, Role.SOURCE);
  }

  /** Adds an input that the step turns out to use. */
  public Step<B> input(Data data, Role role) {
    event.input(data, role);
    return this;
  }

  /** Adds an input with properties that {@link Data} does not have. */
  public Step<B> input(Input input) {
    event.input(input);
    return this;
  }

  /** Adds a further output that the step turns out to write. */
  public Step<B> output(Data data) {
    event.output(data);
    return this;
  }

  /**
   * Adds to the number of records read from an input. The sum replaces the record count of the
   * input, if it has one.
   *
   * @return these records, to count their categories with {@link Counted#in}. The counts replace
   *     the input's composition by records of the same dimension, if it has one
   */
  public Counted read(Data input, long records) {
    return tally(read, input).add(records);
  }

  /**
   * Adds to the number of records written to an output. The sum replaces the record count of the
   * output, if it has one.
   *
   * <p>The event states nothing of an output for which this is never called, because a step may
   * count what it reads and not what it writes. Call it with 0 before the first record: if nothing
   * is written then, the event states 0 records, and in each dimension in which the step counted
   * what it read, that there are none of any category.
   *
   * @return these records, to count their categories with {@link Counted#in}. The counts replace
   *     the output's composition by records of the same dimension, if it has one
   */
  public Counted wrote(Data output, long records) {
    return tally(written, output).add(records);
  }

  private Tally tally(Map<Asset, Tally> tallies, Data data) {
    Tally tally = tallies.get(data.asset());
    return tally == null
        ? tallies.computeIfAbsent(data.asset(), asset -> new Tally(asset, room))
        : tally;
  }

  /** Sets the reason of the failure for the listener. {@link #close} then ends the step. */
  public void fail(Throwable cause) {
    failure = cause.toString();
  }

  /**
   * Emits the event and ends the step as successful.
   *
   * @return the event that was emitted
   * @throws InvalidException when the event breaks the contract, or when records were counted for
   *     an asset that is neither input nor output. The exception names the field, and nothing is
   *     emitted
   * @throws IllegalStateException when the step has ended already
   */
  public LineageEvent complete() {
    if (ended) {
      throw new IllegalStateException("the step has ended already");
    }
    List<String> cut = new ArrayList<>();
    LineageEvent built;
    try {
      countNone();
      read.forEach((asset, tally) -> event.countInput(asset, tally.sums(cut::add)));
      written.forEach((asset, tally) -> event.countOutput(asset, tally.sums(cut::add)));
      built = event.build();
    } catch (InvalidException invalid) {
      fail(invalid);
      throw invalid;
    }
    ended = true;
    client.emit(built);
    tellOf(cut);
    return built;
  }

  /**
   * Where nothing was written to an output that was counted, there is none of any category. In a
   * dimension that the output states itself, this would replace what the caller stated.
   */
  private void countNone() {
    written.forEach(
        (asset, tally) -> {
          if (tally.isEmpty()) {
            read.values().stream()
                .flatMap(one -> one.dimensions().stream())
                .filter(dimension -> !event.statesRecords(asset, dimension))
                .forEach(tally::addNone);
          }
        });
  }

  private void tellOf(List<String> cut) {
    if (!cut.isEmpty()) {
      Collections.sort(cut);
      String others = cut.size() == 1 ? "" : " (and " + (cut.size() - 1) + " more like this)";
      client.compositionCut(event.run(), cut.get(0) + others);
    }
  }

  /** Ends the step. A step that is not complete counts as failed. */
  @Override
  public void close() {
    if (!ended) {
      ended = true;
      client.runFailed(event.run(), failure);
    }
  }
}
