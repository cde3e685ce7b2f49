package dev.headwater.bench.faults;

import java.util.Locale;

/** A part of a run: before its first fault, until all processes are back, and after that. */
public enum Phase {
  BEFORE,
  DURING,
  AFTER;

  /** As in reports. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
