package dev.headwater.codec.wire;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;

/** Encodes lineage events for a topic. */
public final class EventEncoder extends WireEncoder<LineageEvent> {
  /** Uses the subject of the topic's values. Sends no request to the registry yet. */
  public EventEncoder(SchemaRegistration registry, String topic) {
    super(registry, topic, EventAvro.schemaJson(), EventAvro::encode);
  }
}
