package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.model.AssetSummary;

/** Encodes asset summaries for a topic. */
public final class AssetSummaryEncoder extends WireEncoder<AssetSummary> {
  /** Uses the subject of the topic's values. Sends no request to the registry yet. */
  public AssetSummaryEncoder(SchemaRegistration registry, String topic) {
    super(registry, topic, AssetSummaryAvro.schemaJson(), AssetSummaryAvro::encode);
  }
}
