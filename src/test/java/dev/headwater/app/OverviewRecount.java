package dev.headwater.app;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.Node;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Summaries;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Stamp;
import dev.headwater.model.Synthetic;
import dev.headwater.query.question.AssetCounts;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.stored.RowValues;
import dev.headwater.query.stored.StoredReads;
import dev.headwater.stream.Progress;
import dev.headwater.stream.store.GraphReader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what the overview of a partition counts, by looking at every asset, event and alert of the
 * partition. For states that are so small that the overview lists everything.
 */
public final class OverviewRecount {
  private static final List<RuleName> INHERITED =
      List.of(RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC, RuleName.TRAINED_ON_UNKNOWN_ORIGIN);

  private final GraphReader rows;
  private final Policy policy;
  private final List<Node> nodes;
  private final List<Alert> open;

  private OverviewRecount(GraphReader rows, Policy policy) {
    this.rows = rows;
    this.policy = policy;
    this.nodes = rows.nodes("", "", Integer.MAX_VALUE);
    this.open =
        rows.alerts(Optional.empty(), Integer.MAX_VALUE).stream()
            .map(AlertState::alert)
            .filter(alert -> alert.status() == AlertStatus.OPEN)
            .toList();
  }

  /** Reads the overview as the queries do. */
  public static OverviewQuestion.Found overview(GraphReader rows, Policy policy) {
    return new StoredReads(0, rows, new Progress(), policy, Clock.systemUTC()).overview();
  }

  /** Returns where the overview differs from the count; hours are not compared. */
  public static List<String> differences(GraphReader rows, Policy policy) {
    OverviewQuestion.Found found = overview(rows, policy);
    OverviewRecount recount = new OverviewRecount(rows, policy);
    List<String> differences = new ArrayList<>();
    same(differences, "namespaces", found.namespaces(), recount.namespaces());
    same(differences, "totals", found.totals(), recount.counts(recount.nodes));
    same(differences, "open alerts", found.openAlerts(), recount.openAlerts());
    same(differences, "newest alerts", found.newestAlerts(), recount.newestAlerts());
    same(differences, "widest", ordered(found.widest()), ordered(recount.widest()));
    List<Overview.BlastRadius> bySize = new ArrayList<>(found.widest());
    bySize.sort(Comparator.comparingLong(Overview.BlastRadius::models).reversed());
    same(differences, "order of the widest", found.widest(), bySize);
    same(differences, "latest models", found.latestModels(), recount.latestModels());
    for (Overview.BlastRadius radius : recount.widest()) {
      Overview.Cause cause = new Overview.Cause(radius.rule(), radius.origin());
      long models = rows.overview().models(cause.rule(), cause.origin());
      same(differences, "models of " + cause, models, radius.models());
    }
    return differences;
  }

  private static void same(List<String> differences, String what, Object found, Object counted) {
    if (!found.equals(counted)) {
      differences.add(what + ": " + found + "\n  counted " + counted);
    }
  }

  private static List<Overview.BlastRadius> ordered(List<Overview.BlastRadius> widest) {
    return widest.stream().sorted(Comparator.comparing(Overview.BlastRadius::toString)).toList();
  }

  private List<Overview.Namespace> namespaces() {
    Map<String, List<Node>> byName = new TreeMap<>();
    nodes.forEach(
        node ->
            byName.computeIfAbsent(node.asset().namespace(), name -> new ArrayList<>()).add(node));
    return byName.entrySet().stream()
        .map(entry -> new Overview.Namespace(entry.getKey(), counts(entry.getValue())))
        .toList();
  }

  private AssetCounts counts(List<Node> of) {
    return new AssetCounts(
        of.stream().filter(node -> node.asset().kind() == AssetKind.DATASET).count(),
        of.stream().filter(node -> node.asset().kind() == AssetKind.MODEL).count(),
        synthetic(of, Documentation.DOCUMENTED),
        synthetic(of, Documentation.PARTIAL),
        synthetic(of, Documentation.UNDOCUMENTED),
        of.stream().filter(node -> Summaries.synthetic(node) == Synthetic.INHERITED).count(),
        of.stream().filter(node -> !state(node).originKnown()).count(),
        of.stream().filter(node -> state(node).openAlerts() > 0).count());
  }

  private long synthetic(List<Node> of, Documentation documentation) {
    return of.stream()
        .filter(node -> node.asset().kind() == AssetKind.DATASET)
        .map(this::state)
        .filter(state -> state.synthetic() == Synthetic.YES)
        .filter(state -> state.documentation() == documentation)
        .count();
  }

  private AssetState state(Node node) {
    return RowValues.state(node, policy);
  }

  private List<Overview.AlertCount> openAlerts() {
    List<Overview.AlertCount> all = new ArrayList<>();
    for (RuleName rule : RuleName.values()) {
      for (Severity severity : Severity.values()) {
        long count =
            open.stream()
                .filter(alert -> alert.rule() == rule && alert.severity() == severity)
                .count();
        if (count > 0) {
          all.add(new Overview.AlertCount(rule, severity, count));
        }
      }
    }
    return all;
  }

  private List<Alert> newestAlerts() {
    return open.stream()
        .sorted(
            Comparator.comparing((Alert alert) -> alert.openedAt())
                .reversed()
                .thenComparing(alert -> alert.id()))
        .limit(Overview.NEWEST_ALERTS)
        .toList();
  }

  private List<Overview.BlastRadius> widest() {
    Map<String, List<Alert>> byCause = new TreeMap<>();
    for (Alert alert : open) {
      if (INHERITED.contains(alert.rule())) {
        byCause
            .computeIfAbsent(alert.rule() + " " + alert.origin(), cause -> new ArrayList<>())
            .add(alert);
      }
    }
    return byCause.values().stream()
        .map(
            alerts ->
                new Overview.BlastRadius(
                    alerts.get(0).rule(), (Asset) alerts.get(0).origin(), alerts.size()))
        .toList();
  }

  private List<Overview.LatestModel> latestModels() {
    List<Overview.LatestModel> models = new ArrayList<>();
    for (Node node : nodes) {
      rows.contributions(node.asset(), ContributionKind.TRAINING, Optional.empty(), 1).stream()
          .map(training -> training.event().stamp())
          .map(
              stamp ->
                  new Overview.LatestModel(
                      node.asset(),
                      stamp.eventTime(),
                      stamp.eventId(),
                      new Overview.Standing(state(node), node.exposures())))
          .forEach(models::add);
    }
    models.sort(
        Comparator.comparing(
                (Overview.LatestModel model) -> new Stamp(model.trainedAt(), model.trainedBy()))
            .reversed()
            .thenComparing(model -> model.model().urn()));
    return models.subList(0, Math.min(models.size(), Overview.LATEST_MODELS));
  }
}
