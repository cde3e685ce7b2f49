package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.GraphCommand;
import java.util.Optional;

/**
 * Keeps the versions of one dataset name that declare a composition in the order in which they were
 * made. All versions of a name have the same owner, so a version reads the one before it in place.
 */
final class VersionOrder {
  private VersionOrder() {}

  /** Puts an asset at its place in the order, or removes it. */
  static void place(Turn turn, Asset asset, StatedOfAsset stated) {
    Node node = turn.node(asset);
    Optional<Stamp> before = node.representation().listed();
    Optional<Stamp> now =
        asset.kind() == AssetKind.DATASET && !stated.declared().compositions().isEmpty()
            ? stated.latest()
            : Optional.empty();
    if (!before.equals(now)) {
      turn.put(new Change.PutVersion(asset, before, now));
      turn.put(node.withRepresentation(node.representation().listed(now)));
      before.ifPresent(stamp -> reviewNext(turn, asset, stamp));
      now.ifPresent(stamp -> reviewNext(turn, asset, stamp));
    }
  }

  /** Has the versions judged again that were made next after {@code stamp}. */
  static void reviewNext(Turn turn, Asset asset, Stamp stamp) {
    for (Asset version : turn.view.versionsAfter(asset, stamp)) {
      turn.send(new GraphCommand.ReviewRepresentation(version));
    }
  }
}
