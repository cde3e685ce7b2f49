package dev.headwater.codec.wire;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.model.LineageEvent;

/** Writes lineage events for a topic. */
public final class EventEncoder extends WireEncoder<LineageEvent> {
  /** The subject is that of the topic's values. Nothing is asked of the registry yet. */
  public EventEncoder(SchemaRegistration registry, String topic) {
    super(registry, topic, EventAvro.schemaJson(), EventAvro::encode);
  }
}
