package dev.headwater.engine;

import dev.headwater.engine.AlertState.Phase;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Turns what the rules about representation found in an asset into alerts: opens those that are
 * new, renews those whose evidence has changed, and resolves the rest. Alerts open at once.
 *
 * <p>Bound: at most {@link #MAX_OPEN} alerts of one asset are open: those that are open already,
 * and then the first in the order of {@link Finding}. The others open when these are resolved. An
 * alert whose cause holds is never resolved to make room.
 */
final class RepresentationAlerts {
  /** The maximum number of open alerts of one asset. */
  static final int MAX_OPEN = 1_000;

  private RepresentationAlerts() {}

  /**
   * Updates the alerts of an asset.
   *
   * @param compared all that the rules compared, with what breaks the rule, the worst first
   * @param pending the rules that wait for an answer of an input's owner. Their alerts stay as they
   *     are until it comes
   */
  static void update(
      Turn turn,
      Asset asset,
      SortedMap<Finding, List<AlertEvidence>> compared,
      Set<RuleName> pending) {
    Node node = turn.node(asset);
    List<Finding> before =
        node.representation().findings() > 0 ? turn.view.findings(asset) : List.of();
    TreeSet<Finding> open = new TreeSet<>();
    before.stream().filter(finding -> pending.contains(finding.rule())).forEach(open::add);
    TreeSet<Finding> found = new TreeSet<>();
    Optional<Instant> reviewAt = Optional.empty();
    for (Map.Entry<Finding, List<AlertEvidence>> one : compared.entrySet()) {
      Optional<Instant> waived = waivedUntil(turn, node, one.getKey(), one.getValue());
      reviewAt = earlier(reviewAt, waived);
      if (!one.getValue().isEmpty() && waived.isEmpty()) {
        found.add(one.getKey());
      }
    }
    before.stream().filter(found::contains).forEach(open::add);
    for (Finding finding : found) {
      if (open.size() < MAX_OPEN) {
        open.add(finding);
      }
    }
    for (Finding finding : open) {
      if (found.contains(finding)) {
        raise(turn, asset, finding, compared.get(finding));
      }
    }
    for (Finding finding : before) {
      if (!open.contains(finding)) {
        resolve(turn, asset, finding, resolution(turn, asset, finding, compared));
      }
    }
    reviewAt.ifPresent(at -> turn.remind(new GraphCommand.ReviewRepresentation(asset), at));
    List<Finding> after = List.copyOf(open);
    if (!after.equals(before)) {
      turn.put(new Change.PutFindings(asset, after));
      int by = after.size() - before.size();
      Node now = turn.node(asset);
      turn.put(
          now.withCounts(now.exposures(), now.openAlerts() + by)
              .withRepresentation(now.representation().finding(after.size())));
      turn.summaryChanged(asset);
    }
  }

  /** The end of the longest waiver that holds for what was found; empty if nothing was found. */
  private static Optional<Instant> waivedUntil(
      Turn turn, Node node, Finding finding, List<AlertEvidence> evidence) {
    return evidence.isEmpty()
        ? Optional.empty()
        : node.waivedUntil(finding.rule(), finding.origin()).filter(turn.now::isBefore);
  }

  private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || other.filter(at -> at.isBefore(one.get())).isPresent() ? other : one;
  }

  private static Resolution resolution(
      Turn turn, Asset asset, Finding finding, SortedMap<Finding, List<AlertEvidence>> compared) {
    if (!turn.policy.enabled(finding.rule(), asset.namespace())) {
      return Resolution.WAIVED;
    }
    if (!compared.containsKey(finding)) {
      // Otherwise one of the two sides states nothing any more.
      boolean other = isComparedWithAnother(turn, asset, finding, compared);
      return other ? Resolution.CORRECTED : Resolution.RETRACTED;
    }
    return compared.get(finding).isEmpty() ? Resolution.CORRECTED : Resolution.WAIVED;
  }

  /**
   * Whether both sides still state what was compared, but the asset is compared with another side
   * now: with a version in between that arrived late, or with more training data.
   */
  private static boolean isComparedWithAnother(
      Turn turn, Asset asset, Finding finding, SortedMap<Finding, List<AlertEvidence>> compared) {
    return switch (finding.rule()) {
      case SCALE_WITHOUT_DIVERSITY ->
          VersionOrder.areComparable(turn, finding.origin(), asset, finding.dimension());
      case FITNESS_GAP ->
          compared.containsKey(new Finding(finding.rule(), asset, finding.dimension()))
              && turn.view
                  .inEdge(asset, finding.origin())
                  .filter(edge -> edge.kind().carries())
                  .isPresent();
      default -> false;
    };
  }

  private static void raise(Turn turn, Asset asset, Finding finding, List<AlertEvidence> evidence) {
    AlertKey key = new AlertKey(asset, finding.rule(), finding.origin(), finding.dimension());
    Optional<AlertState> known = turn.view.alert(key);
    Optional<Alert> open =
        known.filter(state -> state.phase() == Phase.OPEN).map(AlertState::alert);
    Alert alert =
        Alert.open(
            key,
            turn.policy.severity(
                finding.rule(), asset.namespace(), RepresentationRule.severity(finding.rule())),
            finding.origin().equals(asset) ? List.of(asset) : List.of(finding.origin(), asset),
            evidence,
            open.map(Alert::openedAt).orElseGet(() -> FormerAlerts.openedAt(turn, key)));
    if (open.equals(Optional.of(alert))) {
      return;
    }
    AlertState state = known.orElseGet(() -> AlertState.never(alert));
    boolean delivered = Alerting.deliver(turn, state, alert);
    turn.put(new Change.PutAlert(state.opened(alert, delivered, turn.holding)));
    turn.summaryChanged(asset);
  }

  private static void resolve(Turn turn, Asset asset, Finding finding, Resolution reason) {
    turn.view
        .alert(new AlertKey(asset, finding.rule(), finding.origin(), finding.dimension()))
        .filter(state -> state.phase() == Phase.OPEN)
        .ifPresent(state -> turn.put(new Change.PutAlert(Alerting.close(turn, state, reason))));
  }
}
