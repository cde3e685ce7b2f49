package dev.headwater.export.standard;

import dev.headwater.export.standard.bom.CycloneDx;
import dev.headwater.export.standard.bom.Spdx;
import dev.headwater.export.standard.card.EuSummary;
import dev.headwater.export.standard.card.HuggingFaceCard;
import dev.headwater.export.standard.croissant.Croissant;
import dev.headwater.export.standard.dps.DataProvenanceStandards;
import dev.headwater.export.standard.facts.Export;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.openlineage.OpenLineageEvents;
import dev.headwater.export.standard.prov.ProvJson;
import dev.headwater.export.standard.prov.ProvNotation;

/** Writes documents of standards. */
public final class Exports {
  private Exports() {}

  /**
   * Writes a document. The same facts give the same text.
   *
   * @throws IllegalArgumentException if the standard does not describe assets of this kind
   */
  public static Export write(ExportFormat format, ExportFacts facts) {
    if (!format.describes(facts.asset().kind())) {
      throw new IllegalArgumentException(format.text() + " does not describe " + facts.asset());
    }
    ExportFacts shown = SmallGroups.hiddenIn(facts);
    return switch (format) {
      case CROISSANT -> Croissant.write(shown);
      case PROV_JSON -> ProvJson.write(shown);
      case PROV_N -> ProvNotation.write(shown);
      case SPDX -> Spdx.write(shown);
      case CYCLONEDX -> CycloneDx.write(shown);
      case HUGGINGFACE -> HuggingFaceCard.write(shown);
      case EU_SUMMARY -> EuSummary.write(shown);
      case DPS -> DataProvenanceStandards.write(shown);
      case OPENLINEAGE -> OpenLineageEvents.write(shown);
    };
  }
}
