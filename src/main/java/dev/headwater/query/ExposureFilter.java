package dev.headwater.query;

import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;

/** Which exposures are wanted. */
public enum ExposureFilter {
  /** Every live one. */
  ALL,
  /** What a gate looks at: neither documented nor waived, or not SYNTHETIC. */
  OPEN,
  /** The OPEN ones that are SYNTHETIC. */
  OPEN_SYNTHETIC,
  /** The OPEN ones that are not SYNTHETIC. */
  OPEN_OTHER,
  /** SYNTHETIC and DOCUMENTED. */
  DOCUMENTED,
  /** SYNTHETIC and waived. */
  WAIVED;

  /** Whether {@code entry} is wanted. */
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
