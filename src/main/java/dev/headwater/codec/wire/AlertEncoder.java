package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.model.Alert;

/** Writes alerts for a topic. */
public final class AlertEncoder extends WireEncoder<Alert> {
  /** The subject is that of the topic's values. Nothing is asked of the registry yet. */
  public AlertEncoder(SchemaRegistration registry, String topic) {
    super(registry, topic, AlertAvro.schemaJson(), AlertAvro::encode);
  }
}
