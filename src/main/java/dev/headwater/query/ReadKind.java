package dev.headwater.query;

/** What a read asks for, for metrics. */
public enum ReadKind {
  /** Everything about one asset. */
  ASSET,
  /** The versions of an asset's name. */
  VERSIONS,
  /** A page of the search. */
  ASSETS,
  /** The graph around an asset, with or without jobs, or a path. */
  LINEAGE,
  /** The exposures of an asset. */
  EXPOSURES,
  /** Who and what is represented in an asset. */
  REPRESENTATION,
  /** Who took part in making an asset. */
  DECISIONS,
  /** Whether data reaches the targets of a use. */
  FITNESS,
  /** A page of alerts. */
  ALERTS,
  /** What is counted over all assets. */
  OVERVIEW,
  /** Whether an asset may be used. */
  GATE,
  /** What one page shows about an asset. */
  ACCOUNT
}
