package dev.headwater.codec.wire;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;

/** Decodes lineage events. */
public final class EventDecoder extends WireDecoder<LineageEvent> {
  public EventDecoder(SchemaLookup registry) {
    super(registry, EventAvro::decode);
  }
}
