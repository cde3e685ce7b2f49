package dev.headwater.codec.wire;

import dev.headwater.codec.avro.AssetSummaryAvro;
import dev.headwater.model.AssetSummary;

/** Reads asset summaries. */
public final class AssetSummaryDecoder extends WireDecoder<AssetSummary> {
  public AssetSummaryDecoder(SchemaLookup registry) {
    super(registry, AssetSummaryAvro::decode);
  }
}
