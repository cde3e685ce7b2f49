package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Synthetic;
import java.util.Locale;
import java.util.Set;

/**
 * Which assets are wanted.
 *
 * @param text a part of the name or the namespace, in any case; "" is no condition
 * @param kinds of the asset; none is no condition
 * @param synthetic whether it is synthetic; none is no condition
 */
public record AssetFilter(String text, Set<AssetKind> kinds, Set<Synthetic> synthetic) {
  public AssetFilter {
    text = text.toLowerCase(Locale.ROOT);
    kinds = Set.copyOf(kinds);
    synthetic = Set.copyOf(synthetic);
  }

  /** Whether an asset of this name may be wanted. */
  public boolean accepts(Asset asset) {
    return (kinds.isEmpty() || kinds.contains(asset.kind()))
        && (text.isEmpty()
            || asset.name().toLowerCase(Locale.ROOT).contains(text)
            || asset.namespace().toLowerCase(Locale.ROOT).contains(text));
  }

  /** Whether an asset in this state may be wanted. */
  public boolean accepts(AssetState state) {
    return synthetic.isEmpty() || synthetic.contains(state.synthetic());
  }
}
