package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.model.AssetSummary;

/** Decodes asset summaries. */
public final class AssetSummaryDecoder extends WireDecoder<AssetSummary> {
  public AssetSummaryDecoder(SchemaLookup registry) {
    super(registry, AssetSummaryAvro::decode);
  }
}
