package dev.headwater.model;

/** The verdict on an asset's synthesis records. */
public enum Documentation {
  DOCUMENTED,
  PARTIAL,
  UNDOCUMENTED,
  /** The asset is not synthetic data. */
  NOT_APPLICABLE
}
