package dev.headwater.stream;

import dev.headwater.engine.Summaries;
import dev.headwater.engine.Worklist;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.TraceParent;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.stream.store.GraphState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends the output of a task: commands, alerts, summaries and quarantined records. */
final class Emitter {
  /** Marks commands that were sent while another generation was in charge. */
  static final String FOLLOWED = "headwater.followed";

  private final ProcessorContext<byte[], byte[]> context;
  private final StreamCodec codec;
  private final StreamSettings settings;

  Emitter(ProcessorContext<byte[], byte[]> context, StreamCodec codec, StreamSettings settings) {
    this.context = context;
    this.codec = codec;
    this.settings = settings;
  }

  /**
   * Sends commands, alerts and summaries. Commands for the same partition share records, as many as
   * fit. Each alert is a record, and each asset whose summary has changed gets one record with it.
   */
  void emit(Worklist.Outcome outcome, GraphState state, long timestampMillis) {
    Map<Integer, List<CommandEnvelope>> byPartition = new TreeMap<>();
    for (CommandEnvelope sent : outcome.commands()) {
      int partition = Partitioning.partition(sent.command().target().key(), settings.partitions());
      byPartition.computeIfAbsent(partition, key -> new ArrayList<>()).add(sent);
    }
    for (List<CommandEnvelope> commands : byPartition.values()) {
      // The timestamp of the record is that of its oldest cause. Each command also carries its own.
      long cause = commands.stream().mapToLong(CommandEnvelope::causeMillis).min().orElseThrow();
      codec.write(
          commands,
          timestampMillis,
          (packed, value) ->
              context.forward(
                  new Record<>(
                      bytes(packed.get(0).command().target().key()), value, cause, headers(packed)),
                  GraphTopology.GRAPH_SINK));
    }
    for (Alert alert : outcome.alerts()) {
      forward(GraphTopology.ALERTS_SINK, alert.id(), codec.write(alert), timestampMillis);
    }
    for (Asset asset : outcome.changedAssets()) {
      Summaries.of(state, asset)
          .ifPresent(
              summary ->
                  forward(
                      GraphTopology.ASSETS_SINK,
                      asset.urn(),
                      codec.write(summary),
                      timestampMillis));
    }
  }

  /** Sends a tombstone for an alert, so that its topic forgets it. */
  void forgotten(Alert alert, long timestampMillis) {
    forward(GraphTopology.ALERTS_SINK, alert.id(), null, timestampMillis);
  }

  private Headers headers(List<CommandEnvelope> packed) {
    Headers headers = TraceHeaders.write(packed);
    return settings.follows() ? headers.add(FOLLOWED, new byte[0]) : headers;
  }

  /** Sends the own partition of the graph topic a record without commands. */
  void nothing(int partition, long nowMillis) {
    String key = Partitioning.keyOf(partition, settings.partitions());
    forward(GraphTopology.GRAPH_SINK, key, codec.writeNothing(key, nowMillis), nowMillis);
  }

  /**
   * Sends a record to quarantine unchanged, with the reason and its source in headers. Does nothing
   * if the generation that is in charge does it.
   */
  void quarantine(Record<byte[], byte[]> record, RecordMetadata source, String reason) {
    if (settings.follows()) {
      return;
    }
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

  /**
   * Sends an event to quarantine because another event with other content has its id. Does nothing
   * for a command that was sent while another generation was in charge: either that one has done
   * it, or the event is read again.
   *
   * @param cause the record that brought the event, or the command with the event
   * @param traceParent of the event
   */
  void quarantine(
      LineageEvent conflict, Record<byte[], byte[]> cause, Optional<TraceParent> traceParent) {
    if (cause.headers().lastHeader(FOLLOWED) != null) {
      return;
    }
    String reason =
        "eventId: "
            + conflict.eventId()
            + " is taken by an event with other content, which stands; use a new id";
    RecordMetadata source = context.recordMetadata().orElseThrow();
    if (source.topic().equals(settings.topics().events())) {
      quarantine(cause, source, reason);
    } else {
      Record<byte[], byte[]> record =
          new Record<>(
              bytes(conflict.key()),
              codec.encode(conflict),
              cause.timestamp(),
              TraceHeaders.write(traceParent));
      quarantine(record, source, reason);
    }
  }

  private void forward(String sink, String key, byte[] value, long timestamp) {
    context.forward(new Record<>(bytes(key), value, timestamp), sink);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
