package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.model.Alert;

/** Encodes alerts for a topic. */
public final class AlertEncoder extends WireEncoder<Alert> {
  /** Uses the subject of the topic's values. Sends no request to the registry yet. */
  public AlertEncoder(SchemaRegistration registry, String topic) {
    super(registry, topic, AlertAvro.schemaJson(), AlertAvro::encode);
  }
}
