package dev.headwater.simulation;

import dev.headwater.codec.wire.AlertDecoder;
import dev.headwater.codec.wire.AlertEncoder;
import dev.headwater.codec.wire.AssetSummaryDecoder;
import dev.headwater.codec.wire.CommandCodec;
import dev.headwater.codec.wire.EventDecoder;
import dev.headwater.codec.wire.EventEncoder;
import dev.headwater.codec.wire.SchemaLookup;
import dev.headwater.stream.StreamCodec;
import dev.headwater.stream.TopicNames;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Encodes and decodes the bytes on the topics of a simulation. It keeps the schemas in memory.
 * Thread-safe.
 */
final class Wire {
  private final List<String> schemas = new CopyOnWriteArrayList<>();
  private final SchemaLookup lookup = schemas::get;

  final EventEncoder events = new EventEncoder(this::register, TopicNames.DEFAULT.events());
  final AlertDecoder alerts = new AlertDecoder(lookup);
  final AssetSummaryDecoder summaries = new AssetSummaryDecoder(lookup);
  final CommandCodec commands =
      new CommandCodec(
          this::register,
          lookup,
          TopicNames.DEFAULT.graph(),
          events,
          new EventDecoder(lookup),
          new AlertEncoder(this::register, TopicNames.DEFAULT.alerts()),
          alerts);
  final StreamCodec stream = new StreamCodec(this::register, lookup, TopicNames.DEFAULT);

  private synchronized int register(String subject, String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema);
  }
}
