package dev.headwater.oracle;

import java.time.Duration;

/**
 * How long a cause may stand before its alert opens.
 *
 * @param undocumented for UNDOCUMENTED_SYNTHETIC
 * @param unknown for UNKNOWN_ORIGIN and TRAINED_ON_UNKNOWN_ORIGIN
 */
public record Grace(Duration undocumented, Duration unknown) {

  /** The grace without a policy file. */
  public static final Grace DEFAULT = new Grace(Duration.ZERO, Duration.ofMinutes(10));
}
