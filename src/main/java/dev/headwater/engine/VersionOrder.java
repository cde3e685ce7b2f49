package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.representation.Measure;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the versions of one dataset name that declare a composition in the order in which they were
 * made. All versions of a name have the same owner, so a version reads the one before it in place.
 * The list says how diverse each version is, so that nothing else of that version has to be read,
 * except if its dimensions and units have long names.
 */
final class VersionOrder {
  private VersionOrder() {}

  /**
   * Puts an asset at its place in the order, or removes it. Has the versions judged again for which
   * the version before them has changed.
   */
  static void place(Turn turn, Asset asset, StatedOfAsset stated) {
    Node node = turn.node(asset);
    Optional<Stamp> before = node.representation().listed();
    List<Composition> declared = stated.declared().compositions();
    Optional<Version> now =
        asset.kind() == AssetKind.DATASET && !declared.isEmpty()
            ? stated.latest().map(stamp -> Version.of(asset, stamp, declared))
            : Optional.empty();
    Optional<Version> listed = before.flatMap(stamp -> turn.view.version(asset, stamp));
    // Of a version whose diversity the list does not keep, a change cannot be seen here.
    boolean comparable = now.isEmpty() || now.get().diversity().isPresent();
    if (comparable && listed.equals(now)) {
      return;
    }
    turn.put(new Change.PutVersion(asset, before, now));
    before.ifPresent(stamp -> reviewNext(turn, asset, stamp));
    Optional<Stamp> moved = now.map(Version::stamp);
    if (!moved.equals(before)) {
      turn.put(node.withRepresentation(node.representation().listed(moved)));
      moved.ifPresent(stamp -> reviewNext(turn, asset, stamp));
    }
  }

  /** Has the versions judged again that were made next after {@code stamp}. */
  private static void reviewNext(Turn turn, Asset asset, Stamp stamp) {
    for (Asset version : turn.view.versionsAfter(asset, stamp)) {
      turn.send(new GraphCommand.ReviewRepresentation(version));
    }
  }

  /** The version that was made last before the asset, with how diverse it is. */
  static Optional<RuleSubject.Previous> previous(Turn turn, Asset asset) {
    return turn.node(asset)
        .representation()
        .listed()
        .flatMap(stamp -> turn.view.versionBefore(asset, stamp))
        .map(
            version ->
                new RuleSubject.Previous(
                    version.asset(),
                    version.diversity().orElseGet(() -> diversity(turn, version.asset()))));
  }

  /** Whether two versions declare a dimension in the same unit. */
  static boolean areComparable(Turn turn, Asset one, Asset other, String dimension) {
    Set<Measure> measures = measures(turn, one, dimension);
    measures.retainAll(measures(turn, other, dimension));
    return !measures.isEmpty();
  }

  private static Set<Measure> measures(Turn turn, Asset version, String dimension) {
    Set<Measure> measures = new HashSet<>();
    turn.node(version)
        .representation()
        .listed()
        .flatMap(stamp -> turn.view.version(version, stamp))
        .map(known -> known.diversity().orElseGet(() -> diversity(turn, version)))
        .ifPresent(all -> all.forEach(one -> measures.add(one.measure())));
    measures.removeIf(measure -> !measure.dimension().equals(dimension));
    return measures;
  }

  private static List<Diversity> diversity(Turn turn, Asset version) {
    return Diversity.of(StatedOfAsset.of(turn.view, turn.node(version)).declared().compositions());
  }
}
