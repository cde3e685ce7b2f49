package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AlertAvro;
import dev.headwater.model.Alert;

/** Decodes alerts. */
public final class AlertDecoder extends WireDecoder<Alert> {
  public AlertDecoder(SchemaLookup registry) {
    super(registry, AlertAvro::decode);
  }
}
