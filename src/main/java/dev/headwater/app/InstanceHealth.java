package dev.headwater.app;

import dev.headwater.http.operations.Health;
import dev.headwater.http.operations.Readiness;
import dev.headwater.http.operations.Readiness.State;
import dev.headwater.query.Queries;
import dev.headwater.query.freshness.Lag;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Answers the health and readiness probes for this instance. Thread-safe.
 *
 * <p>After its start, an instance is not ready until its partitions are near the end of the events:
 * while it rebuilds, most of the data that a request asks for is missing. Once it was ready, it
 * stays ready even when events arrive faster than it processes them. Its answers then say that they
 * are not caught up. To take all instances out of service for that would not help anybody.
 */
final class InstanceHealth implements Health {
  /** A lag from here on means that events wait, and are not just in progress. */
  private static final long BEHIND_MILLIS = 1_000;

  /** Why an instance neither is ready nor answers while its state waits for a rebuild. */
  static final String OUTDATED =
      "An earlier version wrote the state. It is rebuilt once no instance is in the group.";

  private final Supplier<KafkaStreams.State> state;
  private final CompletableFuture<Throwable> failure;
  private final CompletableFuture<?> outdated;
  private final BooleanSupplier alertsFollowed;
  private final Queries queries;
  private final Supplier<List<Integer>> partitions;
  private final long largestLagEvents;
  private final Duration kafkaAway;
  private final boolean follows;
  private volatile boolean wasReady;

  /**
   * @param state of the stream
   * @param failure completes if the stream cannot continue
   * @param outdated completes if the state has to be rebuilt, for which the stream has stopped
   * @param partitions the partitions of this instance
   * @param largestLagEvents how many events these may be behind when the instance becomes ready
   * @param kafkaAway after how long without an answer Kafka counts as away
   * @param follows whether this generation follows another one, which is in charge
   */
  InstanceHealth(
      Supplier<KafkaStreams.State> state,
      CompletableFuture<Throwable> failure,
      CompletableFuture<?> outdated,
      BooleanSupplier alertsFollowed,
      Queries queries,
      Supplier<List<Integer>> partitions,
      long largestLagEvents,
      Duration kafkaAway,
      boolean follows) {
    this.state = state;
    this.failure = failure;
    this.outdated = outdated;
    this.alertsFollowed = alertsFollowed;
    this.queries = queries;
    this.partitions = partitions;
    this.largestLagEvents = largestLagEvents;
    this.kafkaAway = kafkaAway;
    this.follows = follows;
  }

  @Override
  public String sick() {
    return failure.isDone() ? String.valueOf(failure.join().getMessage()) : "";
  }

  @Override
  public Readiness readiness() {
    Lag lag = queries.lag();
    if (outdated.isDone()) {
      return new Readiness(State.REBUILDING, OUTDATED, lag);
    }
    KafkaStreams.State now = state.get();
    // An instance that was ready goes on serving while partitions move. A rebalance concerns all
    // instances, so a load balancer would lose all of them at once.
    boolean moving = wasReady && now.isRunningOrRebalancing();
    if (now != KafkaStreams.State.RUNNING && !moving) {
      return new Readiness(
          State.STARTING, "The stream is " + now + ": state is being restored or moved.", lag);
    }
    Duration silence = queries.kafkaSilence();
    if (silence.compareTo(kafkaAway) > 0) {
      return new Readiness(
          State.KAFKA_AWAY, "Kafka has not answered for " + silence.toSeconds() + " s.", lag);
    }
    if (!alertsFollowed.getAsBoolean()) {
      return new Readiness(State.STARTING, "The alerts topic is not followed yet.", lag);
    }
    if (follows) {
      long events = queries.eventsBehind(partitions.get());
      return new Readiness(State.FOLLOWING, following(lag, events), lag);
    }
    if (!wasReady) {
      long events = queries.eventsBehind(partitions.get());
      if (!lag.isKnown() || events > largestLagEvents) {
        return new Readiness(State.REBUILDING, rebuilding(lag, events), lag);
      }
      wasReady = true;
    }
    return new Readiness(lag.millis() >= BEHIND_MILLIS ? State.BEHIND : State.SERVING, "", lag);
  }

  private static String following(Lag lag, long events) {
    return "Another generation is in charge. This one builds its state, and its partitions are "
        + (lag.isKnown() ? Long.toString(events) : "an unknown number of")
        + " events behind.";
  }

  private String rebuilding(Lag lag, long events) {
    return lag.isKnown()
        ? "The partitions of this instance are "
            + events
            + " events behind; it is ready at "
            + largestLagEvents
            + "."
        : "How far this instance is behind is not known yet.";
  }
}
