package dev.headwater.query.question;

import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;

/** Selects exposures. */
public enum ExposureFilter {
  /** Every live exposure. */
  ALL,
  /**
   * Those that a gate looks at: SYNTHETIC ones that are neither documented nor waived, and all
   * others.
   */
  OPEN,
  /** The OPEN ones that are SYNTHETIC. */
  OPEN_SYNTHETIC,
  /** The OPEN ones that are not SYNTHETIC. */
  OPEN_OTHER,
  /** SYNTHETIC and DOCUMENTED. */
  DOCUMENTED,
  /** SYNTHETIC and waived. */
  WAIVED;

  /** Whether {@code entry} matches the filter. */
  public boolean accepts(ExposureEntry entry) {
    boolean synthetic = entry.kind() == OriginKind.SYNTHETIC;
    boolean documented = synthetic && entry.documentation() == Documentation.DOCUMENTED;
    boolean waived = synthetic && entry.waived();
    return switch (this) {
      case ALL -> true;
      case OPEN -> !documented && !waived;
      case OPEN_SYNTHETIC -> synthetic && !documented && !waived;
      case OPEN_OTHER -> !synthetic;
      case DOCUMENTED -> documented;
      case WAIVED -> waived;
    };
  }
}
