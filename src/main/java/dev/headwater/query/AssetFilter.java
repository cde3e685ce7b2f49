package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Synthetic;
import java.util.Locale;
import java.util.Set;

/**
 * Selects assets.
 *
 * @param text a part of the name or the namespace, case-insensitive; "" matches every asset
 * @param kinds of the asset; the empty set matches every kind
 * @param synthetic whether the asset is synthetic; the empty set matches every asset
 */
public record AssetFilter(String text, Set<AssetKind> kinds, Set<Synthetic> synthetic) {
  public AssetFilter {
    text = text.toLowerCase(Locale.ROOT);
    kinds = Set.copyOf(kinds);
    synthetic = Set.copyOf(synthetic);
  }

  /** Whether the name and the kind of an asset match the filter. Its state has to match, too. */
  public boolean accepts(Asset asset) {
    return (kinds.isEmpty() || kinds.contains(asset.kind()))
        && (text.isEmpty()
            || asset.name().toLowerCase(Locale.ROOT).contains(text)
            || asset.namespace().toLowerCase(Locale.ROOT).contains(text));
  }

  /** Whether the state of an asset matches the filter. Its name and its kind have to match, too. */
  public boolean accepts(AssetState state) {
    return synthetic.isEmpty() || synthetic.contains(state.synthetic());
  }
}
