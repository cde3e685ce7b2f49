package dev.headwater.cli.emit;

import dev.headwater.app.kafka.Connections;
import dev.headwater.app.settings.Settings;
import dev.headwater.cli.terminal.Failure;
import dev.headwater.codec.json.EventJson;
import dev.headwater.codec.registry.SchemaRegistry;
import dev.headwater.http.ingest.EventSink;
import dev.headwater.http.ingest.KafkaEventSink;
import dev.headwater.model.InvalidException;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends events directly to Kafka. It validates them with the same code as the server. The number of
 * unconfirmed events is bounded: at the limit, reading the files waits.
 */
final class KafkaSender implements EventSender {

  private static final int UNDER_WAY = 10_000;

  private final KafkaEventSink sink;
  private final SchemaRegistry registry;
  private final Clock clock;
  private final Optional<TraceParent> traceParent;
  private final Semaphore underWay = new Semaphore(UNDER_WAY);
  private final AtomicReference<Optional<Failure>> failure =
      new AtomicReference<>(Optional.empty());

  private KafkaSender(
      KafkaEventSink sink,
      SchemaRegistry registry,
      Clock clock,
      Optional<TraceParent> traceParent) {
    this.traceParent = traceParent;
    this.sink = sink;
    this.registry = registry;
    this.clock = clock;
  }

  /**
   * Connects, and checks that Kafka answers and has the events topic. The registry is first used
   * when an event is sent.
   *
   * @param traceParent the trace of the command, for every event
   */
  static KafkaSender connect(Settings settings, Optional<TraceParent> traceParent) {
    Connections connections = new Connections(settings);
    connections.requireEventsTopic();
    SchemaRegistry registry = connections.registry();
    return new KafkaSender(
        connections.eventSink(registry), registry, Clock.systemUTC(), traceParent);
  }

  @Override
  public void send(List<EventLine> lines, EmitOutcome tally) {
    for (EventLine line : lines) {
      throwFailure();
      try {
        LineageEvent event = EventJson.read(line.object(), clock.instant());
        send(event, line, tally);
      } catch (InvalidException invalid) {
        tally.reject(line, invalid.getMessage());
      }
    }
  }

  private void send(LineageEvent event, EventLine line, EmitOutcome tally) {
    underWay.acquireUninterruptibly();
    sink.send(event, traceParent)
        .whenComplete(
            (sent, problem) -> {
              underWay.release();
              Throwable cause =
                  problem instanceof CompletionException ? problem.getCause() : problem;
              if (cause == null) {
                tally.accept(1);
              } else if (cause instanceof EventSink.RefusedException) {
                tally.reject(line, cause.getMessage());
              } else {
                failure.compareAndSet(
                    Optional.empty(),
                    Optional.of(
                        Failure.cannot(
                            cause.getMessage()
                                + " Not all events were sent; send the files again when it is back",
                            cause)));
              }
            });
  }

  @Override
  public void finish(EmitOutcome tally) {
    underWay.acquireUninterruptibly(UNDER_WAY);
    underWay.release(UNDER_WAY);
    throwFailure();
  }

  @Override
  public void close() {
    sink.close();
    registry.close();
  }

  private void throwFailure() {
    failure
        .get()
        .ifPresent(
            failed -> {
              throw failed;
            });
  }
}
