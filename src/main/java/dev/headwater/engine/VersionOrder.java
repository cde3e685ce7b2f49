package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.GraphCommand;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the versions of one dataset name that declare a composition in the order in which they were
 * made. All versions of a name have the same owner, so a version reads the one before it in place.
 */
final class VersionOrder {
  private VersionOrder() {}

  /**
   * Puts an asset at its place in the order.
   *
   * @param declaredAnew whether what it declares has changed, so that the version made next has to
   *     be compared again
   */
  static void place(Turn turn, Asset asset, StatedOfAsset stated, boolean declaredAnew) {
    Node node = turn.node(asset);
    Optional<Stamp> before = node.representation().listed();
    Optional<Stamp> now =
        asset.kind() == AssetKind.DATASET && !stated.declared().compositions().isEmpty()
            ? stated.latest()
            : Optional.empty();
    boolean moved = !before.equals(now);
    if (moved) {
      turn.put(new Change.PutVersion(asset, before, now));
      turn.put(node.withRepresentation(node.representation().listed(now)));
    }
    if (moved || declaredAnew) {
      Set<Asset> next = new LinkedHashSet<>();
      before.ifPresent(stamp -> next.addAll(turn.view.versionsAfter(asset, stamp)));
      now.ifPresent(stamp -> next.addAll(turn.view.versionsAfter(asset, stamp)));
      next.remove(asset);
      next.forEach(version -> turn.send(new GraphCommand.ReviewRepresentation(version)));
    }
  }
}
