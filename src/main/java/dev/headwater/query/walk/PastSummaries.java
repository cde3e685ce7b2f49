package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Documentation;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Synthetic;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes summaries from facts alone, without the exposures that have travelled along the graph. */
final class PastSummaries {

  private PastSummaries() {}

  /** The summary of an asset that events name only as an input. */
  static AssetSummary unnamed(Asset asset) {
    return new AssetSummary(
        asset,
        Synthetic.UNKNOWN,
        Documentation.NOT_APPLICABLE,
        List.of(),
        List.of(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Completeness.NO_ASSERTION,
        ExposureCounts.NONE,
        0);
  }

  /**
   * The same summary with the exposures that follow from the facts of all assets that the asset
   * descends from.
   */
  static AssetSummary with(AssetSummary summary, ExposureCounts counts) {
    return new AssetSummary(
        summary.asset(),
        synthetic(summary.synthetic(), counts),
        summary.documentation(),
        summary.missing(),
        summary.producedBy(),
        summary.records(),
        summary.bytes(),
        summary.sha256(),
        summary.composition(),
        summary.agents(),
        summary.decisions(),
        summary.ingest(),
        summary.inputsComplete(),
        counts,
        summary.openAlerts(),
        summary.attributes());
  }

  private static Synthetic synthetic(Synthetic own, ExposureCounts counts) {
    if (own == Synthetic.YES) {
      return own;
    }
    if (counts.synthetic() > 0) {
      return Synthetic.INHERITED;
    }
    return own == Synthetic.INHERITED ? Synthetic.UNKNOWN : own;
  }
}
