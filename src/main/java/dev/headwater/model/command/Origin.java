package dev.headwater.model.command;

import dev.headwater.model.Asset;
import dev.headwater.model.OriginKind;
import java.util.Objects;

/**
 * A reason for concern and the asset where it arises.
 *
 * @param asset the asset where it arises; its owner is the only writer of the origin's register
 * @param kind what is of concern about it
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
