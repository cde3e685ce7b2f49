package dev.headwater.engine;

import dev.headwater.engine.SynthesisProfile.GeneratorName;
import dev.headwater.model.Asset;
import dev.headwater.model.Sha256;
import dev.headwater.model.command.OriginStatus;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;

/**
 * Hashes of the names of generators, as the status of a synthetic origin carries them. A name is
 * the provider and the model that an event states, or the namespace and the name of an input model.
 */
final class Generators {
  private Generators() {}

  /**
   * The hashes of these names, ascending. If there are more than {@link
   * OriginStatus#MAX_GENERATORS}, only the smallest: a status travels with every exposure.
   */
  static List<Long> hashes(Collection<GeneratorName> names) {
    return names.stream()
        .map(name -> hash(name.provider(), name.model()))
        .distinct()
        .sorted()
        .limit(OriginStatus.MAX_GENERATORS)
        .toList();
  }

  /** Whether the origin says that a model of this one's namespace and name generated it. */
  static boolean include(OriginStatus origin, Asset model) {
    return !origin.generators().isEmpty()
        && origin.generators().contains(hash(model.namespace(), model.name()));
  }

  /** The first 8 bytes of the SHA-256. The length keeps apart what only spells the same. */
  private static long hash(String provider, String model) {
    byte[] whole = Sha256.of(provider.length() + "\n" + provider + "\n" + model);
    return ByteBuffer.wrap(whole).getLong();
  }
}
