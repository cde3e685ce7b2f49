package dev.headwater.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * A summary of an asset, as published for other consumers. Each list holds at most the newest
 * {@link Limits#SUMMARY_ITEMS} items.
 *
 * @param missing the conditions that do not hold, in the order of {@link Condition}
 */
public record AssetSummary(
    Asset asset,
    Synthetic synthetic,
    Documentation documentation,
    List<Condition> missing,
    List<Production> producedBy,
    OptionalLong records,
    OptionalLong bytes,
    String sha256,
    List<Composition> composition,
    List<Agent> agents,
    List<Decision> decisions,
    Optional<Ingest> ingest,
    Completeness inputsComplete,
    ExposureCounts exposures,
    int openAlerts,
    SortedMap<String, String> attributes) {
  public AssetSummary {
    Check.present("asset", asset);
    Check.present("synthetic", synthetic);
    Check.present("documentation", documentation);
    missing = Check.conditions("missing", missing);
    producedBy = Check.list("producedBy", producedBy, Limits.SUMMARY_ITEMS);
    Check.count("records", records);
    Check.count("bytes", bytes);
    sha256 = Check.text("sha256", sha256);
    composition = Check.list("composition", composition, Limits.SUMMARY_ITEMS);
    agents = Check.list("agents", agents, Limits.SUMMARY_ITEMS);
    decisions = Check.list("decisions", decisions, Limits.SUMMARY_ITEMS);
    Check.present("ingest", ingest);
    Check.present("inputsComplete", inputsComplete);
    Check.present("exposures", exposures);
    Check.count("openAlerts", openAlerts);
    attributes = Check.textMap("attributes", attributes);
  }

  /** A summary of an asset without attributes. */
  public AssetSummary(
      Asset asset,
      Synthetic synthetic,
      Documentation documentation,
      List<Condition> missing,
      List<Production> producedBy,
      OptionalLong records,
      OptionalLong bytes,
      String sha256,
      List<Composition> composition,
      List<Agent> agents,
      List<Decision> decisions,
      Optional<Ingest> ingest,
      Completeness inputsComplete,
      ExposureCounts exposures,
      int openAlerts) {
    this(
        asset,
        synthetic,
        documentation,
        missing,
        producedBy,
        records,
        bytes,
        sha256,
        composition,
        agents,
        decisions,
        ingest,
        inputsComplete,
        exposures,
        openAlerts,
        Collections.emptySortedMap());
  }

  /** The same summary, but for whether the asset is synthetic. */
  public AssetSummary withSynthetic(Synthetic synthetic) {
    return new AssetSummary(
        asset,
        synthetic,
        documentation,
        missing,
        producedBy,
        records,
        bytes,
        sha256,
        composition,
        agents,
        decisions,
        ingest,
        inputsComplete,
        exposures,
        openAlerts,
        attributes);
  }
}
