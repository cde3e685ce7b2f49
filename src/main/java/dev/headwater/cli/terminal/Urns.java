package dev.headwater.cli.terminal;

import dev.headwater.model.Asset;
import dev.headwater.model.InvalidException;

/** Checks asset ids that are given as arguments. */
public final class Urns {

  private Urns() {}

  /**
   * Checks the spelling before the command calls a server.
   *
   * @throws Failure if the spelling is not canonical, with the canonical one if there is any
   */
  public static void requireCanonical(String urn) {
    try {
      Asset.parse(urn);
    } catch (InvalidException spelling) {
      throw Failure.usage("'" + urn + "': " + spelling.problem());
    }
  }
}
