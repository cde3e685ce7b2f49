package dev.headwater.agreement;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.View;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.oracle.Expected;
import dev.headwater.oracle.Oracle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Compares everything that the partitions store at rest with the oracle's answer. Works on any
 * {@link View}, so that the engine alone and the stores of the stream are checked in the same way.
 */
public final class Agreement {
  private final Oracle oracle;
  private final Function<Party, View> owner;
  private final Instant now;
  private final List<String> differences = new ArrayList<>();

  private Agreement(Oracle oracle, Function<Party, View> owner, Instant now) {
    this.oracle = oracle;
    this.owner = owner;
    this.now = now;
  }

  /**
   * Returns the differences, one sentence each; empty if there are none.
   *
   * @param universe every asset that may be stored
   * @param owner returns the rows of the partition that owns an asset or a producer
   * @param alerts all alerts that were delivered
   * @param now the time by which waivers are judged
   */
  public static List<String> differences(
      Oracle oracle,
      Collection<Asset> universe,
      Function<Party, View> owner,
      AlertTopic alerts,
      Instant now) {
    Agreement agreement = new Agreement(oracle, owner, now);
    universe.forEach(agreement::compare);
    agreement.compareAlerts(alerts);
    agreement.differences.addAll(alerts.faults());
    agreement.differences.addAll(Indexed.differences(universe, owner::apply));
    return agreement.differences;
  }

  private void compare(Asset asset) {
    Optional<Node> node = owner.apply(asset).node(asset);
    same(asset, "named", oracle.named().contains(asset), node.isPresent());
    if (node.isPresent() && oracle.named().contains(asset)) {
      compare(oracle.state(asset), node.get(), owner.apply(asset));
    }
  }

  private void compare(Expected.State expected, Node node, View view) {
    Asset asset = expected.asset();
    Observed observed = new Observed(view, now);
    same(
        asset,
        "contributions",
        expected.contributions(),
        observed.contributions(asset, List.of(ContributionKind.values())));
    same(
        asset,
        "productions",
        expected.productions(),
        observed.contributions(
            asset,
            List.of(
                ContributionKind.SYNTHESIS, ContributionKind.TRAINING, ContributionKind.OTHER)));
    compareEdges(expected, view);
    same(asset, "synthetic", expected.synthetic(), observed.synthetic(node));
    same(
        asset,
        "documentation",
        expected.verdict(),
        Observed.verdict(node.status(OriginKind.SYNTHETIC)));
    same(asset, "exposures", expected.exposures(), observed.exposures(node));
    same(asset, "exposure counts", counts(expected.exposures()), node.exposures());
    same(asset, "open alerts", expected.alerts().size(), node.openAlerts());
    same(asset, "gate", expected.gate(), observed.gate(node, oracle.requiresSource(asset)));
  }

  private void compareEdges(Expected.State expected, View view) {
    Asset asset = expected.asset();
    Map<Asset, Set<Expected.Link>> byFrom = new HashMap<>();
    expected
        .upstream()
        .forEach(link -> byFrom.computeIfAbsent(link.from(), from -> new HashSet<>()).add(link));
    for (Asset from : oracle.named()) {
      Set<Expected.Link> held = view.inEdge(asset, from).map(Observed::links).orElse(Set.of());
      same(asset, "edges from " + from, byFrom.getOrDefault(from, Set.of()), held);
    }
    Map<Asset, EdgeKind> out = new HashMap<>();
    for (OutEdge edge : view.outEdges(asset, Optional.empty(), Integer.MAX_VALUE)) {
      if (edge.kind() != EdgeKind.NONE) {
        out.put(edge.to(), edge.kind());
      }
    }
    Map<Asset, EdgeKind> expectedOut = new HashMap<>();
    expected.downstream().forEach(link -> expectedOut.put(link.to(), kind(asset, link.to())));
    same(asset, "edges out", expectedOut, out);
  }

  private EdgeKind kind(Asset from, Asset to) {
    if (oracle.carriesStated(from, to)) {
      return EdgeKind.CARRYING;
    }
    return oracle.carries(from, to) ? EdgeKind.INFERRED : EdgeKind.NON_CARRYING;
  }

  private static ExposureCounts counts(Map<Expected.Origin, Expected.Exposure> exposures) {
    return new ExposureCounts(
        count(exposures, OriginKind.SYNTHETIC, exposure -> true),
        count(
            exposures,
            OriginKind.SYNTHETIC,
            exposure ->
                exposure.verdict().documentation() != Documentation.DOCUMENTED
                    && !exposure.waived()),
        count(exposures, OriginKind.UNKNOWN, exposure -> true),
        count(exposures, OriginKind.INCOMPLETE, exposure -> true));
  }

  private static long count(
      Map<Expected.Origin, Expected.Exposure> exposures,
      OriginKind kind,
      Predicate<Expected.Exposure> which) {
    return exposures.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind && which.test(entry.getValue()))
        .count();
  }

  private void compareAlerts(AlertTopic delivered) {
    Set<Expected.OpenAlert> open = new HashSet<>();
    for (Alert alert : delivered.compacted()) {
      Observed.open(alert)
          .ifPresent(
              found -> {
                open.add(found);
                comparePath(alert);
              });
      Optional<AlertState> held = owner.apply(alert.owner()).alert(alert.key());
      same(alert.subject(), "alert held", Optional.of(alert), held.map(AlertState::alert));
      same(
          alert.subject(),
          "history of " + alert.id(),
          delivered.history(alert),
          held.map(AlertState::history).orElse(List.of()));
    }
    same(null, "alerts", oracle.alerts(), open);
  }

  /** Checks that the exposure travels along each step of an open alert's path now. */
  private void comparePath(Alert alert) {
    List<Asset> path = alert.path();
    same(alert.subject(), "path's origin", alert.origin(), path.get(0));
    same(alert.subject(), "path's subject", alert.subject(), path.get(path.size() - 1));
    boolean direct =
        alert.severity() == Severity.CRITICAL && alert.rule() != RuleName.SELF_CONSUMING_LOOP;
    for (int i = 1; i < path.size(); i++) {
      Asset from = path.get(i - 1);
      Asset to = path.get(i);
      boolean travels = direct ? oracle.carriesStated(from, to) : oracle.carries(from, to);
      same(alert.subject(), "path " + path + " at " + to, true, travels);
    }
  }

  private void same(Party party, String what, Object expected, Object found) {
    if (!Objects.equals(expected, found)) {
      differences.add(
          (party == null ? "" : party.urn() + " ")
              + what
              + ": expected "
              + expected
              + " found "
              + found);
    }
  }
}
