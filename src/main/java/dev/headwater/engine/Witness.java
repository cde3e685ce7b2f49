package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.command.GraphCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The walk upstream that finds a witness path. It goes from asset to asset, by the {@code via} of
 * their exposures.
 */
final class Witness {
  /** The maximum number of steps of a walk. It is also the maximum depth of a lineage read. */
  static final int MAX_HOPS = 10_000;

  /**
   * The maximum number of assets that a path names, apart from the origin: those nearest to the
   * subject.
   */
  static final int MAX_NAMED = 1_000;

  private Witness() {}

  static void step(Turn turn, GraphCommand.Trace trace) {
    Asset asset = trace.target();
    boolean arrived = asset.equals(trace.origin().asset());
    List<Asset> path = trace.path();
    if (arrived || path.size() < MAX_NAMED) {
      path = new ArrayList<>(path.size() + 1);
      path.add(asset);
      path.addAll(trace.path());
    }
    if (arrived) {
      turn.send(
          new GraphCommand.Traced(
              trace.subject(), trace.origin(), trace.epoch(), trace.direct(), path));
      return;
    }
    Optional<Asset> next =
        turn.view
            .exposure(asset, trace.origin())
            .filter(Exposure::reached)
            .flatMap(exposure -> trace.direct() ? exposure.directVia() : exposure.via());
    if (next.isPresent() && trace.hops() < MAX_HOPS) {
      turn.send(
          new GraphCommand.Trace(
              next.get(),
              trace.subject(),
              trace.origin(),
              trace.epoch(),
              trace.direct(),
              trace.hops() + 1,
              path));
    }
  }
}
