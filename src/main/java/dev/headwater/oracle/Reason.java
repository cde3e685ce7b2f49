package dev.headwater.oracle;

import dev.headwater.model.Asset;

/** A finding of the gate, and the asset where it was found. */
public record Reason(Finding finding, Asset origin) {
  @Override
  public String toString() {
    return finding + " " + origin;
  }
}
