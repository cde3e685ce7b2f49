package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.model.AssetSummary;

/** Writes asset summaries for a topic. */
public final class AssetSummaryEncoder extends WireEncoder<AssetSummary> {
  /** The subject is that of the topic's values. Nothing is asked of the registry yet. */
  public AssetSummaryEncoder(SchemaRegistration registry, String topic) {
    super(registry, topic, AssetSummaryAvro.schemaJson(), AssetSummaryAvro::encode);
  }
}
