package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Judges who is represented in an asset. It runs after every change of what the rules depend on:
 * the asset's own events, edges, documents and exposures to synthetic data, what its inputs
 * declare, and the version before it.
 *
 * <p>An asset costs nothing if no event states anything about it that these rules use: its row says
 * so.
 */
final class RepresentationReview {
  private RepresentationReview() {}

  /** Whether some rule may concern the asset, or did so before. Reads nothing but the row. */
  static boolean concerns(Policy policy, Node node) {
    ContributionCounts tally = node.tally();
    return tally.declarations() > 0
        || tally.targets() > 0
        || !node.representation().equals(Represented.NOT)
        || tally.decided() > 0
            && policy.enabledSomewhere(RuleName.UNATTRIBUTED_DECISION)
            && policy.enabled(RuleName.UNATTRIBUTED_DECISION, node.asset().namespace());
  }

  /** Has an asset judged again, if that can make a difference. */
  static void request(Turn turn, Asset asset) {
    if (concerns(turn.policy, turn.node(asset))) {
      turn.send(new GraphCommand.ReviewRepresentation(asset));
    }
  }

  /** Judges an asset. */
  static void run(Turn turn, Asset asset) {
    Node node = turn.node(asset);
    if (!concerns(turn.policy, node)) {
      return;
    }
    StatedOfAsset stated = StatedOfAsset.of(turn.view, node);
    if (node.representation().seen() != node.revisions().events()) {
      Declarations.notice(turn, asset, stated.declared());
      VersionOrder.place(turn, asset, stated);
      Node noticed = turn.node(asset);
      turn.put(
          noticed.withRepresentation(
              noticed.representation().seenAt(noticed.revisions().events())));
    }
    List<RepresentationRule> rules = new ArrayList<>(RepresentationRule.ALL);
    rules.removeIf(rule -> !turn.policy.enabled(rule.name(), asset.namespace()));
    RuleSubject subject = subject(turn, asset, stated);
    Map<RepresentationRule, Set<Asset>> needs = new LinkedHashMap<>();
    rules.forEach(rule -> needs.put(rule, rule.needs(subject)));
    SortedSet<Asset> needed = new TreeSet<>();
    needs.values().forEach(needed::addAll);
    SortedSet<Asset> watched = limited(needed);
    RuleSubject known = subject.withInputs(Declarations.watchOnly(turn, asset, watched));
    SortedMap<Finding, List<AlertEvidence>> compared = new TreeMap<>();
    Set<RuleName> pending = EnumSet.noneOf(RuleName.class);
    for (RepresentationRule rule : rules) {
      boolean answered =
          needs.get(rule).stream().filter(watched::contains).allMatch(known.inputs()::containsKey);
      if (!answered) {
        pending.add(rule.name());
        continue;
      }
      for (RepresentationRule.Comparison one : rule.compare(known)) {
        compared.put(new Finding(rule.name(), one.origin(), one.dimension()), one.evidence());
      }
    }
    RepresentationAlerts.update(turn, asset, compared, pending);
  }

  private static SortedSet<Asset> limited(SortedSet<Asset> needed) {
    SortedSet<Asset> limited = new TreeSet<>();
    for (Asset input : needed) {
      if (limited.size() == Declarations.MAX_WATCHED) {
        break;
      }
      limited.add(input);
    }
    return limited;
  }

  private static RuleSubject subject(Turn turn, Asset asset, StatedOfAsset stated) {
    Node node = turn.node(asset);
    boolean synthetic = node.status(OriginKind.SYNTHETIC).present();
    RuleSubject subject =
        new RuleSubject(
            asset,
            stated,
            synthetic,
            Set.of(),
            new TreeMap<>(),
            VersionOrder.previous(turn, asset),
            turn.policy);
    boolean canUse =
        asset.kind() == AssetKind.DATASET
            && !synthetic
            && !stated.declared().compositions().isEmpty()
            && node.exposures().synthetic() > 0;
    return canUse ? subject.withSyntheticInputs(syntheticInputs(turn, subject)) : subject;
  }

  private static Set<Asset> syntheticInputs(Turn turn, RuleSubject subject) {
    Set<Asset> synthetic = new TreeSet<>();
    for (LineageEvent event : subject.stated().made()) {
      for (Asset source : subject.sources(event)) {
        Origin origin = new Origin(source, OriginKind.SYNTHETIC);
        if (turn.view.exposure(subject.asset(), origin).filter(Exposure::isLive).isPresent()) {
          synthetic.add(source);
        }
      }
    }
    return synthetic;
  }
}
