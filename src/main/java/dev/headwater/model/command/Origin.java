package dev.headwater.model.command;

import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import java.util.Objects;

/**
 * An origin: an asset where a reason for concern arises, and the kind of that reason.
 *
 * @param asset the asset; its owner is the only writer of the origin's register
 * @param kind the kind of concern
 */
public record Origin(Asset asset, OriginKind kind) implements Comparable<Origin> {
  public Origin {
    Objects.requireNonNull(asset, "asset");
    Objects.requireNonNull(kind, "kind");
  }

  @Override
  public int compareTo(Origin other) {
    int byAsset = asset.compareTo(other.asset);
    return byAsset != 0 ? byAsset : kind.compareTo(other.kind);
  }
}
