package dev.headwater.export.standard.card;

import dev.headwater.export.standard.facts.Export.Missing;
import dev.headwater.export.standard.facts.ExportFacts;
import dev.headwater.export.standard.facts.LeftOut;
import dev.headwater.export.standard.facts.SynthesisRecord;
import dev.headwater.export.standard.facts.UndocumentedAncestors;
import dev.headwater.export.standard.facts.Vocabulary;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Condition;
import dev.headwater.model.Synthesize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The field {@code headwater} of a card's front matter, which is not the Hub's. It states for
 * programs what the Hub has no fields for.
 *
 * <ul>
 *   <li>{@code namespace}: the namespace of these terms
 *   <li>{@code asset}: the URN
 *   <li>{@code synthetic}, {@code documentation}, {@code documentation_missing}: the verdict
 *   <li>{@code base_model}, {@code datasets}: of a model, the URNs of all of them
 *   <li>{@code inferred_inputs}: inputs that are only inferred from a run
 *   <li>{@code undocumented_ancestors}: ancestors that are synthetic and not documented, whose
 *       origin is not known, or of which none of that is known
 *   <li>{@code withheld}: what is withheld, in which event, and why
 *   <li>{@code left_out}: what the lists of the card lack
 *   <li>{@code not_stated}: the fields of the Hub that the card leaves out
 * </ul>
 */
final class HuggingFaceExtension {
  private HuggingFaceExtension() {}

  static Map<String, Object> of(ExportFacts facts, CardInputs inputs, List<Missing> missing) {
    AssetSummary summary = facts.summary();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("namespace", Vocabulary.NAMESPACE);
    fields.put("asset", facts.asset().urn());
    fields.put("synthetic", summary.synthetic().name());
    fields.put("documentation", summary.documentation().name());
    fields.put("documentation_missing", summary.missing().stream().map(Condition::text).toList());
    if (facts.asset().kind() == AssetKind.MODEL) {
      fields.put("base_model", urns(inputs.baseModels()));
      fields.put("datasets", urns(inputs.datasets()));
    }
    fields.put("inferred_inputs", urns(inputs.inferred()));
    fields.put("undocumented_ancestors", UndocumentedAncestors.of(facts));
    fields.put("withheld", withheld(facts));
    fields.put("left_out", LeftOut.of(facts));
    fields.put(
        "not_stated",
        missing.stream()
            .map(
                one -> {
                  Map<String, Object> entry = new LinkedHashMap<>();
                  entry.put("field", one.field());
                  entry.put("reason", one.reason());
                  return entry;
                })
            .toList());
    return fields;
  }

  private static List<String> urns(List<Asset> assets) {
    return assets.stream().map(Asset::urn).toList();
  }

  private static List<Map<String, Object>> withheld(ExportFacts facts) {
    List<Map<String, Object>> withheld = new ArrayList<>();
    for (SynthesisRecord record : SynthesisRecord.of(facts)) {
      add(withheld, record, "generators", record.withheld(Synthesize::generators));
      add(withheld, record, "seed", record.withheld(SynthesisBlocks::seed));
      add(withheld, record, "prompts", record.withheld(Synthesize::prompts));
      add(withheld, record, "parameters", record.withheld(Synthesize::parameters));
    }
    return withheld;
  }

  private static void add(
      List<Map<String, Object>> withheld, SynthesisRecord record, String field, String reason) {
    if (!reason.isEmpty()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("event", record.event().eventId().toString());
      entry.put("field", field);
      entry.put("reason", reason);
      withheld.add(entry);
    }
  }
}
