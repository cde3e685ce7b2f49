package dev.headwater.oracle;

import dev.headwater.model.Asset;

/** One thing that the gate found, and where. */
public record Reason(Finding finding, Asset origin) {
  @Override
  public String toString() {
    return finding + " " + origin;
  }
}
