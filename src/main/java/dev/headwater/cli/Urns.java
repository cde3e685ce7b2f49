package dev.headwater.cli;

import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;

/** Asset ids as arguments. */
final class Urns {

  private Urns() {}

  /** Throws {@link Failure} that names the canonical spelling, before a server is asked in vain. */
  static void requireCanonical(String urn) {
    try {
      Asset.parse(urn);
    } catch (InvalidException spelling) {
      throw Failure.usage("'" + urn + "': " + spelling.problem());
    }
  }
}
