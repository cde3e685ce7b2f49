package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A dataset that declares a composition, as it stands in the list of the versions of its name.
 *
 * @param asset the dataset
 * @param stamp of the latest event that made it
 * @param diversity how diverse it is in each dimension and unit that it declares; empty if these
 *     are too large for the list, so that the dataset's events must be read
 */
public record Version(Asset asset, Stamp stamp, Optional<List<Diversity>> diversity) {
  /** The largest size of the names of dimensions and units that the list keeps for one version. */
  private static final int NAMES_BYTES = 256;

  public Version {
    Objects.requireNonNull(stamp, "stamp");
    diversity = diversity.map(List::copyOf);
  }

  static Version of(Asset asset, Stamp stamp, List<Composition> declared) {
    return new Version(
        asset,
        stamp,
        namesBytes(declared) > NAMES_BYTES
            ? Optional.empty()
            : Optional.of(Diversity.of(declared)));
  }

  private static long namesBytes(List<Composition> compositions) {
    long bytes = 0;
    for (Composition one : compositions) {
      bytes += one.dimension().getBytes(StandardCharsets.UTF_8).length;
      bytes += one.unit().getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }
}
