package dev.headwater.oracle;

import dev.headwater.oracle.Expected.Gate;

/** What the gate may find at an asset of the closure. */
public enum Finding {
  /** It is synthetic, not DOCUMENTED, and not waived. */
  UNDOCUMENTED_SYNTHETIC(Gate.FAIL),
  /** No live event says where this dataset, or the asset that was asked about, comes from. */
  UNKNOWN_ORIGIN(Gate.INDETERMINATE),
  /** A live event that makes it says that its inputs are INCOMPLETE. */
  INCOMPLETE_INPUTS(Gate.INDETERMINATE),
  /** A live event that makes it does not say whether its inputs are complete. */
  INPUTS_NOT_ASSERTED(Gate.PASS),
  /**
   * It has a live INGEST that does not say whether it contains synthetic data, and no live document
   * says so for that INGEST.
   */
  SYNTHETIC_NOT_STATED(Gate.PASS),
  /** It has a live INGEST that names no source, and no live document names one. */
  SOURCE_NOT_STATED(Gate.PASS);

  private final Gate verdict;

  Finding(Gate verdict) {
    this.verdict = verdict;
  }

  /** The verdict of the gate if it finds nothing worse; PASS for a remark. */
  public Gate verdict() {
    return verdict;
  }
}
