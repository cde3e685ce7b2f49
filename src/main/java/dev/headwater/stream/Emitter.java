package dev.headwater.stream;

import dev.headwater.engine.Fixpoint;
import dev.headwater.engine.Summaries;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.stream.store.GraphState;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Writes the rows that a record changed, then sends what has to leave the task.
 *
 * <p>A summary is published once in a window of {@link #WINDOW_TICKS} ticks for each asset; what
 * changes again within the window is owed, in the store, and published in the next one.
 *
 * <p>While little is going on, a commit is asked for as soon as something was sent, which makes a
 * hop take milliseconds; under load, which shows in many records or in old ones, commits come at
 * their interval, in full batches.
 */
final class Emitter {
  private static final int WINDOW_TICKS = 2;
  private static final int QUIET_RECORDS_PER_TICK = 25;
  private static final long FRESH_MILLIS = 1_000;
  private static final int OWED_PER_WINDOW = 1_000;

  private final ProcessorContext<byte[], byte[]> context;
  private final StreamCodec codec;
  private final GraphState state;
  private final String eventsTopic;
  private final Set<Asset> publishedInWindow = new HashSet<>();
  private int ticks;
  private int recordsInTick;

  Emitter(
      ProcessorContext<byte[], byte[]> context,
      StreamCodec codec,
      GraphState state,
      String eventsTopic) {
    this.context = context;
    this.codec = codec;
    this.state = state;
    this.eventsTopic = eventsTopic;
  }

  void emit(Fixpoint.Outcome outcome, Record<byte[], byte[]> cause) {
    long timestamp = cause.timestamp();
    for (GraphCommand command : outcome.commands()) {
      forward(GraphTopology.GRAPH_SINK, command.target().key(), codec.write(command), timestamp);
    }
    for (Alert alert : outcome.alerts()) {
      forward(GraphTopology.ALERTS_SINK, alert.id(), codec.write(alert), timestamp);
    }
    for (Asset asset : outcome.changedAssets()) {
      if (publishedInWindow.add(asset)) {
        publish(asset, timestamp);
      } else {
        state.owe(asset);
      }
    }
    for (LineageEvent conflict : outcome.conflicts()) {
      quarantine(conflict, cause);
    }
    state.flush();
    recordsInTick++;
    boolean sent = !outcome.commands().isEmpty() || !outcome.alerts().isEmpty();
    // Counting alone does not notice a backlog once commits take longer than a tick: each would
    // then
    // end in a tick of its own. What is old has waited for others, and can wait for a batch.
    boolean fresh = context.currentSystemTimeMs() - timestamp <= FRESH_MILLIS;
    if (sent && fresh && recordsInTick <= QUIET_RECORDS_PER_TICK) {
      context.commit();
    }
  }

  /** Called at every tick of the task's clock. */
  void beginWindow() {
    recordsInTick = 0;
    if (++ticks % WINDOW_TICKS == 0) {
      publishedInWindow.clear();
      for (Asset asset : state.owed(OWED_PER_WINDOW)) {
        state.settle(asset);
        publishedInWindow.add(asset);
        publish(asset, context.currentSystemTimeMs());
      }
      state.flush();
    }
  }

  /** Puts a record aside as it came, with the reason and its origin in headers. */
  void quarantine(Record<byte[], byte[]> record, RecordMetadata source, String reason) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("headwater.reason", reason);
    facts.put("headwater.topic", source.topic());
    facts.put("headwater.partition", Integer.toString(source.partition()));
    facts.put("headwater.offset", Long.toString(source.offset()));
    facts.put("headwater.timestamp", Long.toString(record.timestamp()));
    facts.forEach(
        (name, fact) -> record.headers().add(name, fact.getBytes(StandardCharsets.UTF_8)));
    context.forward(record, GraphTopology.QUARANTINE_SINK);
  }

  private void quarantine(LineageEvent conflict, Record<byte[], byte[]> cause) {
    String reason =
        "eventId: "
            + conflict.eventId()
            + " is taken by an event with other content, which stands; use a new id";
    RecordMetadata source = context.recordMetadata().orElseThrow();
    if (source.topic().equals(eventsTopic)) {
      quarantine(cause, source, reason);
    } else {
      byte[] key = conflict.key().getBytes(StandardCharsets.UTF_8);
      quarantine(cause.withKey(key).withValue(codec.encode(conflict)), source, reason);
    }
  }

  private void publish(Asset asset, long timestamp) {
    Summaries.of(state, asset)
        .ifPresent(
            summary ->
                forward(GraphTopology.ASSETS_SINK, asset.urn(), codec.write(summary), timestamp));
  }

  private void forward(String sink, String key, byte[] value, long timestamp) {
    context.forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, timestamp), sink);
  }
}
