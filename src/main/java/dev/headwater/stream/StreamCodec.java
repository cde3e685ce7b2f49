package dev.headwater.stream;

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
import dev.headwater.model.command.Pack;
import dev.headwater.model.command.Sent;
import dev.headwater.stream.store.EventBytes;
import java.util.List;
import java.util.function.BiConsumer;

/** Bytes on the topics and in the store, to and from values. Thread-safe. */
public final class StreamCodec implements EventBytes {
  private final EventDecoder eventDecoder;
  private final EventEncoder eventEncoder;
  private final CommandCodec commands;
  private final AlertEncoder alerts;
  private final AssetSummaryEncoder summaries;

  /**
   * @param registration where schemas get their ids
   * @param lookup where they are had by id
   */
  public StreamCodec(SchemaRegistration registration, SchemaLookup lookup, TopicNames topics) {
    this.eventDecoder = new EventDecoder(lookup);
    this.eventEncoder = new EventEncoder(registration, topics.events());
    this.commands =
        new CommandCodec(registration, lookup, topics.graph(), eventEncoder, eventDecoder);
    this.alerts = new AlertEncoder(registration, topics.alerts());
    this.summaries = new AssetSummaryEncoder(registration, topics.assets());
  }

  /** Writes an event as the events topic has it, which any later version can read. */
  @Override
  public byte[] encode(LineageEvent event) {
    return eventEncoder.encode(event);
  }

  /**
   * Reads a record of the events topic.
   *
   * @throws dev.headwater.codec.wire.UndecodableException if it is no valid event
   * @throws dev.headwater.codec.registry.RegistryUnavailableException if its schema cannot be had
   *     now
   */
  @Override
  public LineageEvent decode(byte[] bytes) {
    return eventDecoder.decode(bytes);
  }

  /**
   * Identifies the content of an event: equal for equal events, in whatever schema they came.
   *
   * @param encoded as {@link #encode} wrote it
   */
  static long fingerprint(byte[] encoded) {
    return Fingerprint.of(encoded);
  }

  /** Writes commands to assets of one partition; see {@link CommandCodec#encode}. */
  void write(List<Sent> sent, long nowMillis, BiConsumer<String, byte[]> records) {
    commands.encode(sent, nowMillis, records);
  }

  Pack readCommands(byte[] record, long timestampMillis) {
    return commands.decode(record, timestampMillis);
  }

  byte[] write(Alert alert) {
    return alerts.encode(alert);
  }

  byte[] write(AssetSummary summary) {
    return summaries.encode(summary);
  }
}
