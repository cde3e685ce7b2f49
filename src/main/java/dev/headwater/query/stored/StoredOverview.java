package dev.headwater.query.stored;

import dev.headwater.engine.Policy;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.query.question.AssetCounts;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.stream.store.AssetTally;
import dev.headwater.stream.store.GraphReader;
import dev.headwater.stream.store.NamespaceTally;
import dev.headwater.stream.store.OverviewView;
import java.util.List;
import java.util.Optional;

/**
 * Reads the overview of one partition from its rows. It reads each part between two flushes, and
 * lets a flush pass between two parts: a flush must not wait for long. Thread-safe.
 */
final class StoredOverview {
  /** How many namespaces are looked at for one that a policy treats in its own way. */
  private static final int NAMESPACES_LOOKED_AT = 5_000;

  private final StoredReads reads;
  private final GraphReader rows;
  private final OverviewView view;
  private final Policy policy;

  StoredOverview(StoredReads reads, GraphReader rows, Policy policy) {
    this.reads = reads;
    this.rows = rows;
    this.view = rows.overview();
    this.policy = policy;
  }

  /** The totals, and the first namespaces. */
  private record Assets(AssetCounts totals, List<Overview.Namespace> namespaces, boolean more) {}

  private record Alerts(List<Overview.AlertCount> open, List<Alert> newest) {}

  OverviewQuestion.Found read() {
    Assets assets = reads.read(this::assets);
    Alerts alerts =
        reads.read(() -> new Alerts(openAlerts(), view.newestAlerts(Overview.NEWEST_ALERTS)));
    List<Overview.Hour> hours = reads.read(this::hours);
    List<Overview.BlastRadius> widest = reads.read(this::widest);
    List<Overview.LatestModel> models = reads.read(this::latestModels);
    return new OverviewQuestion.Found(
        assets.totals(),
        assets.namespaces(),
        assets.more(),
        alerts.open(),
        alerts.newest(),
        hours,
        widest.stream().limit(OverviewQuestion.CAUSES).toList(),
        widest.size() > OverviewQuestion.CAUSES,
        models.stream().limit(Overview.LATEST_MODELS).toList(),
        models.size() > Overview.LATEST_MODELS);
  }

  List<Long> models(List<Overview.Cause> causes) {
    return reads.read(
        () -> causes.stream().map(cause -> view.models(cause.rule(), cause.origin())).toList());
  }

  private Assets assets() {
    AssetTally totals = view.totals();
    boolean perNamespace =
        policy.requiresSourceSomewhere()
            && totals.unknownOrigin() < totals.unknownIfSourceRequired();
    List<NamespaceTally> read =
        view.namespaces(perNamespace ? NAMESPACES_LOOKED_AT : Overview.NAMESPACES + 1);
    long unknown =
        perNamespace
            ? totals.unknownIfSourceRequired() - excused(read)
            : unknown(totals, policy.requiresSourceSomewhere());
    return new Assets(
        counts(totals, unknown),
        read.stream().limit(Overview.NAMESPACES).map(this::namespace).toList(),
        read.size() > Overview.NAMESPACES);
  }

  /**
   * How many assets are of known origin only because their namespace need not name sources. What is
   * not looked at counts as if sources were required, so the number of unknown origins is never too
   * small.
   */
  private long excused(List<NamespaceTally> namespaces) {
    return namespaces.stream()
        .filter(one -> !policy.requiresSource(one.namespace()))
        .map(NamespaceTally::assets)
        .mapToLong(tally -> tally.unknownIfSourceRequired() - tally.unknownOrigin())
        .sum();
  }

  private Overview.Namespace namespace(NamespaceTally one) {
    long unknown = unknown(one.assets(), policy.requiresSource(one.namespace()));
    return new Overview.Namespace(one.namespace(), counts(one.assets(), unknown));
  }

  private static long unknown(AssetTally tally, boolean sourceRequired) {
    return sourceRequired ? tally.unknownIfSourceRequired() : tally.unknownOrigin();
  }

  private static AssetCounts counts(AssetTally tally, long unknownOrigin) {
    return new AssetCounts(
        tally.datasets(),
        tally.models(),
        tally.documented(),
        tally.partial(),
        tally.undocumented(),
        tally.inherited(),
        unknownOrigin,
        tally.alerted());
  }

  private List<Overview.AlertCount> openAlerts() {
    return view.openAlerts().stream()
        .map(tally -> new Overview.AlertCount(tally.rule(), tally.severity(), tally.open()))
        .toList();
  }

  private List<Overview.Hour> hours() {
    return view.hours().stream()
        .map(tally -> new Overview.Hour(tally.start(), tally.taken(), tally.quarantined()))
        .toList();
  }

  private List<Overview.BlastRadius> widest() {
    return view.widestCauses(OverviewQuestion.CAUSES + 1).stream()
        .map(cause -> new Overview.BlastRadius(cause.rule(), cause.origin(), cause.models()))
        .toList();
  }

  private List<Overview.LatestModel> latestModels() {
    return view.latestModels(Overview.LATEST_MODELS + 1).stream()
        .map(this::latest)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Overview.LatestModel> latest(Asset model) {
    return rows.node(model)
        .flatMap(
            node ->
                node.latestTraining()
                    .map(
                        stamp ->
                            new Overview.LatestModel(
                                model,
                                stamp.eventTime(),
                                stamp.eventId(),
                                new Overview.Standing(
                                    RowValues.state(node, policy), node.exposures()))));
  }
}
