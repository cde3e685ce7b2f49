package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import java.util.List;

/** Builds the section that answers: which asset is it, and what data does it hold? */
final class IdentitySection {
  private static final int VERSIONS = 20;
  private static final int ATTRIBUTES = 30;

  private IdentitySection() {}

  static Section of(CardFacts facts) {
    AssetSummary summary = facts.summary();
    Asset asset = facts.asset();
    return Section.of(
        "identity",
        "Identity",
        "",
        new Field("asset", "Asset", Facts.code(asset)),
        new Field("kind", "Kind", Facts.code(asset.kind())),
        new Field("namespace", "Namespace", Facts.code(asset.namespace())),
        new Field("name", "Name", Facts.code(asset.name())),
        new Field("version", "Version", Facts.code(asset.version().orElse(""))),
        new Field("otherVersions", "Other versions", otherVersions(facts)),
        new Field("records", "Records", Facts.count(summary.records())),
        new Field("bytes", "Bytes", Facts.count(summary.bytes())),
        new Field("sha256", "SHA-256", Facts.code(summary.sha256())),
        new Field("attributes", "Attributes", Facts.map(summary.attributes(), ATTRIBUTES)));
  }

  private static Fact otherVersions(CardFacts facts) {
    Bounded<Asset> versions = facts.versions();
    List<Asset> others =
        versions.items().stream().filter(version -> !version.equals(facts.asset())).toList();
    boolean listed = others.size() < versions.items().size();
    Bounded<Asset> bounded =
        new Bounded<>(others, versions.total() - (listed ? 1 : 0), versions.exact());
    return Facts.items(Fact.Layout.WORDS, bounded, VERSIONS, Facts::code);
  }
}
