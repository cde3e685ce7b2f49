package dev.headwater.agreement;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.Oracle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Compares the summaries on the assets topic with the oracle. */
public final class Summarized {
  private Summarized() {}

  /** Returns the differences, one sentence each; empty if there are none. */
  public static List<String> differences(Oracle oracle, Map<Asset, AssetSummary> summaries) {
    List<String> differences = new ArrayList<>();
    same(differences, "summaries", oracle.named(), summaries.keySet());
    for (Asset asset : oracle.named()) {
      AssetSummary summary = summaries.get(asset);
      if (summary != null) {
        compare(differences, oracle.state(asset), summary);
      }
    }
    return differences;
  }

  private static void compare(
      List<String> differences, Expected.State expected, AssetSummary summary) {
    String asset = "summary of " + expected.asset() + ": ";
    same(differences, asset + "synthetic", expected.synthetic(), summary.synthetic());
    same(
        differences,
        asset + "documentation",
        expected.verdict(),
        new Expected.Verdict(summary.documentation(), summary.missing()));
    Set<UUID> produced = new HashSet<>();
    summary.producedBy().forEach(production -> produced.add(production.eventId()));
    same(differences, asset + "produced by", expected.productions(), produced);
    same(differences, asset + "open alerts", expected.alerts().size(), summary.openAlerts());
    long undocumented =
        expected.exposures().entrySet().stream()
            .filter(entry -> entry.getKey().kind() == OriginKind.SYNTHETIC)
            .map(Map.Entry::getValue)
            .filter(exposure -> exposure.verdict().documentation() != Documentation.DOCUMENTED)
            .filter(exposure -> !exposure.waived())
            .count();
    same(differences, asset + "undocumented", undocumented, summary.exposures().undocumented());
  }

  private static void same(List<String> differences, String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      differences.add(what + ": expected " + expected + " found " + found);
    }
  }
}
