package dev.headwater.stream;

import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.AlertEncoder;
import dev.headwater.codec.wire.AssetSummaryEncoder;
import dev.headwater.codec.wire.CommandCodec;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.codec.wire.Fingerprint;
import dev.headwater.codec.wire.SchemaLookup;
import dev.headwater.codec.wire.SchemaRegistration;
import dev.headwater.model.Alert;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.CommandBatch;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.stream.store.EventBytes;
import java.util.List;
import java.util.function.BiConsumer;

/** Converts values to and from the bytes on the topics and in the store. Thread-safe. */
public final class StreamCodec implements EventBytes {
  private final EventDecoder eventDecoder;
  private final EventEncoder eventEncoder;
  private final CommandCodec commands;
  private final AlertEncoder alerts;
  private final AlertDecoder alertDecoder;
  private final AssetSummaryEncoder summaries;

  /**
   * @param registration assigns ids to schemas
   * @param lookup returns schemas by id
   */
  public StreamCodec(SchemaRegistration registration, SchemaLookup lookup, TopicNames topics) {
    this.eventDecoder = new EventDecoder(lookup);
    this.eventEncoder = new EventEncoder(registration, topics.events());
    this.alerts = new AlertEncoder(registration, topics.alerts());
    this.alertDecoder = new AlertDecoder(lookup);
    this.commands =
        new CommandCodec(
            registration, lookup, topics.graph(), eventEncoder, eventDecoder, alerts, alertDecoder);
    this.summaries = new AssetSummaryEncoder(registration, topics.assets());
  }

  /** Encodes an event in the format of the events topic, which any later version can read. */
  @Override
  public byte[] encode(LineageEvent event) {
    return eventEncoder.encode(event);
  }

  /**
   * Decodes a record of the events topic.
   *
   * @throws dev.headwater.codec.wire.UndecodableException if it is not a valid event
   * @throws dev.headwater.codec.registry.RegistryUnavailableException if its schema cannot be
   *     fetched at the moment
   */
  @Override
  public LineageEvent decode(byte[] bytes) {
    return eventDecoder.decode(bytes);
  }

  /**
   * Computes the fingerprint of an event's content: equal for equal events, whatever schema they
   * came in.
   *
   * @param encoded the result of {@link #encode}
   */
  static long fingerprint(byte[] encoded) {
    return Fingerprint.of(encoded);
  }

  /** Encodes commands to parties of one partition; see {@link CommandCodec#encode}. */
  public void write(
      List<CommandEnvelope> sent,
      long nowMillis,
      BiConsumer<List<CommandEnvelope>, byte[]> records) {
    commands.encode(sent, nowMillis, records);
  }

  /** Encodes a record without commands; see {@link CommandCodec#encodeNothing}. */
  byte[] writeNothing(String target, long nowMillis) {
    return commands.encodeNothing(target, nowMillis);
  }

  /** Decodes a record of the graph topic; see {@link CommandCodec#decode}. */
  public CommandBatch readCommands(byte[] record, long timestampMillis) {
    return commands.decode(record, timestampMillis);
  }

  byte[] write(Alert alert) {
    return alerts.encode(alert);
  }

  byte[] write(AssetSummary summary) {
    return summaries.encode(summary);
  }
}
