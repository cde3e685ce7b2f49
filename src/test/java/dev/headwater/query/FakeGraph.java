package dev.headwater.query;

import dev.headwater.model.Agent;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AlertKey;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Production;
import dev.headwater.model.Resolution;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.model.TraceParent;
import dev.headwater.query.question.AssetCounts;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.question.PartitionReads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A graph whose partitions are in memory, with short methods to fill them. */
public final class FakeGraph {
  public static final Instant OPENED = Instant.parse("2026-11-22T10:00:00Z");

  public static final AssetState KNOWN =
      new AssetState(Synthetic.NO, Documentation.NOT_APPLICABLE, List.of(), 0, true);

  private final List<FakePartition> partitions = new ArrayList<>();

  public FakeGraph(int count) {
    for (int i = 0; i < count; i++) {
      partitions.add(new FakePartition(i));
    }
  }

  public static Asset dataset(String name) {
    return Asset.parse("dataset:lab:" + name);
  }

  public static Asset model(String name) {
    return Asset.parse("model:lab:" + name);
  }

  public int count() {
    return partitions.size();
  }

  /** Assigns an asset to a partition. Any function that depends on the key alone will do here. */
  public int partitionOf(Asset asset) {
    return Math.floorMod(asset.key().hashCode(), partitions.size());
  }

  /** Adds the fingerprint of an event that an asset has. */
  public FakeGraph stands(Asset asset, UUID event, long fingerprint) {
    partitions.get(partitionOf(asset)).fingerprints.put(asset + " " + event, fingerprint);
    return this;
  }

  public PartitionReads reads(int partition) {
    return partitions.get(partition);
  }

  FakePartition of(Asset asset) {
    return partitions.get(partitionOf(asset));
  }

  public FakeGraph asset(Asset asset, AssetState state) {
    of(asset).states.put(asset.urn(), state);
    return this;
  }

  /** Says that the partition of an asset may have forgotten alerts that were resolved before. */
  public FakeGraph forgotAlerts(Asset asset, Instant before) {
    of(asset).forgottenBefore = OptionalLong.of(before.toEpochMilli());
    return this;
  }

  /** Removes the row of an asset. */
  public FakeGraph without(Asset asset) {
    of(asset).states.remove(asset.urn());
    return this;
  }

  /** Finds assets by an index from now on. */
  public FakeGraph lookup(AssetLookup lookup) {
    partitions.forEach(partition -> partition.lookup = lookup);
    return this;
  }

  /** Finds datasets by category by an index from now on. */
  public FakeGraph categories(CategoryLookup categories) {
    partitions.forEach(partition -> partition.categories = categories);
    return this;
  }

  public FakeGraph assets(Asset... assets) {
    for (Asset asset : assets) {
      asset(asset, KNOWN);
    }
    return this;
  }

  public FakeGraph summary(AssetSummary summary) {
    of(summary.asset()).summaries.put(summary.asset(), summary);
    return asset(summary.asset(), KNOWN);
  }

  /**
   * Adds a summary: an event of {@code type} made the asset and says this about the completeness of
   * its inputs.
   */
  public FakeGraph made(Asset asset, EventType type, Completeness inputs) {
    Production event =
        new Production(new UUID(0, 1), type, OPENED, new Job("p", "j"), "run-1", "producer");
    return made(asset, event, inputs);
  }

  /** Adds a summary of an asset that events name these agents for. */
  public FakeGraph agents(Asset asset, List<Agent> agents) {
    return summary(FakePartition.summaryOf(asset, KNOWN, agents));
  }

  /** As above, for a given event. */
  public FakeGraph made(Asset asset, Production event, Completeness inputs) {
    AssetState known = of(asset).states.getOrDefault(asset.urn(), KNOWN);
    return summary(FakePartition.summaryOf(asset, known, List.of(event), inputs));
  }

  /** Adds a live event that made the asset or documents it. */
  public FakeGraph event(Asset asset, LineageEvent event) {
    of(asset).states.putIfAbsent(asset.urn(), KNOWN);
    of(asset).events.computeIfAbsent(asset, one -> new ArrayList<>()).add(event);
    return this;
  }

  /** States the trace of an event of an asset. */
  public void trace(Asset asset, LineageEvent event, TraceParent traceParent) {
    of(asset).traceParents.put(event.eventId(), traceParent);
  }

  /** Adds an edge, and its ends if they do not exist yet. */
  public FakeGraph edge(Asset from, Asset to, Role role, EventType activity, boolean inferred) {
    of(from).states.putIfAbsent(from.urn(), KNOWN);
    of(to).states.putIfAbsent(to.urn(), KNOWN);
    Edge edge = new Edge(from, to, role, activity, "run-1", inferred);
    of(to).in.add(edge);
    of(from).out.add(edge);
    return this;
  }

  public FakeGraph edge(Asset from, Asset to) {
    return edge(from, to, Role.SOURCE, EventType.TRANSFORM, false);
  }

  public FakeGraph chain(Asset... assets) {
    for (int i = 1; i < assets.length; i++) {
      edge(assets[i - 1], assets[i]);
    }
    return this;
  }

  /**
   * Makes the first asset of {@code path} an origin and exposes every asset of the path to it. Adds
   * the edges that are missing.
   */
  public FakeGraph exposed(
      OriginKind kind,
      Documentation documentation,
      List<Condition> missing,
      boolean waived,
      Asset... path) {
    for (int i = 0; i < path.length; i++) {
      of(path[i]).states.putIfAbsent(path[i].urn(), KNOWN);
      if (i > 0 && of(path[i]).edges(path[i - 1], path[i]).isEmpty()) {
        edge(path[i - 1], path[i]);
      }
      ExposureEntry entry =
          new ExposureEntry(
              path[0], kind, documentation, missing, i, path[Math.max(0, i - 1)], true, waived);
      of(path[i]).exposures.computeIfAbsent(path[i], asset -> new ArrayList<>()).add(entry);
    }
    return this;
  }

  public FakeGraph undocumented(Asset... path) {
    return exposed(
        OriginKind.SYNTHETIC,
        Documentation.UNDOCUMENTED,
        List.of(Condition.SEED, Condition.PROMPTS),
        false,
        path);
  }

  public FakeGraph unknown(Asset... path) {
    return exposed(OriginKind.UNKNOWN, Documentation.NOT_APPLICABLE, List.of(), false, path);
  }

  public Alert open(RuleName rule, Severity severity, Asset subject, Asset origin) {
    Alert alert =
        new Alert(
            Alert.id(rule, subject, origin),
            rule,
            severity,
            AlertStatus.OPEN,
            subject,
            origin,
            List.of(Condition.SEED),
            List.of(origin, subject),
            OPENED,
            Optional.empty(),
            Optional.empty());
    of(subject).alerts.add(alert);
    return alert;
  }

  public Alert resolved(RuleName rule, Severity severity, Asset subject, Asset origin) {
    Alert alert =
        new Alert(
            Alert.id(rule, subject, origin),
            rule,
            severity,
            AlertStatus.RESOLVED,
            subject,
            origin,
            List.of(),
            List.of(origin, subject),
            OPENED,
            Optional.of(OPENED.plusSeconds(60)),
            Optional.of(Resolution.DOCUMENTED));
    of(subject).alerts.add(alert);
    return alert;
  }

  /** States when an alert was open before, the latest time first. */
  public FakeGraph wasOpen(Alert alert, AlertEpisode... history) {
    of((Asset) alert.subject()).histories.put(alert.id(), List.of(history));
    return this;
  }

  /** Opens an alert about a dimension, with this evidence. */
  public Alert open(AlertKey key, Severity severity, AlertEvidence... evidence) {
    Asset subject = (Asset) key.subject();
    List<Asset> path = Stream.of((Asset) key.origin(), subject).distinct().toList();
    Alert alert = Alert.open(key, severity, path, List.of(evidence), OPENED);
    of(subject).alerts.add(alert);
    return alert;
  }

  /** Removes an open alert, as a store does that keeps no more than the open ones. */
  public FakeGraph without(Alert alert) {
    partitions.forEach(partition -> partition.alerts.remove(alert));
    return this;
  }

  /**
   * Opens an alert about missing events in {@code partition}, which stands for the one that owns
   * the producer.
   */
  public Alert lost(Job job, ProducerInstance producer, int partition) {
    Alert alert =
        new Alert(
            Alert.id(RuleName.LOST_EVENTS, job, producer),
            RuleName.LOST_EVENTS,
            Severity.WARNING,
            AlertStatus.OPEN,
            job,
            producer,
            List.of(),
            List.of("5-7", "9"),
            List.of(),
            OPENED,
            Optional.empty(),
            Optional.empty());
    partitions.get(partition).alerts.add(alert);
    return alert;
  }

  /** Sets what a partition counts: an overview with something in each of its parts. */
  public void overview(int partition, Asset model, Alert alert, Instant hour) {
    FakePartition reads = partitions.get(partition);
    AssetCounts counts = new AssetCounts(1, 2, 3, 4, 5, 6, 7, 8);
    Overview.Cause cause =
        new Overview.Cause(RuleName.TRAINED_ON_UNKNOWN_ORIGIN, dataset("origin" + partition));
    reads.models.put(cause, 5L);
    reads.overview =
        new OverviewQuestion.Found(
            counts,
            List.of(new Overview.Namespace("lab %:" + partition, counts)),
            false,
            List.of(new Overview.AlertCount(alert.rule(), alert.severity(), 1)),
            List.of(alert),
            List.of(new Overview.Hour(hour, new TreeMap<>(Map.of(EventType.TRAIN, 4L)), 2)),
            List.of(new Overview.BlastRadius(cause.rule(), cause.origin(), 5)),
            true,
            List.of(
                new Overview.LatestModel(
                    model,
                    OPENED.plusNanos(1_000 * partition),
                    new UUID(1, partition),
                    new Overview.Standing(KNOWN, new ExposureCounts(4, 3, 2, 1)))),
            true);
  }

  /** Removes the exposures of an asset, as a change during a walk may do. */
  public void forgetExposures(Asset asset) {
    of(asset).exposures.remove(asset);
  }

  /** How often facts were asked for, with or without statements, since the last {@link #forget}. */
  public int factsAsked() {
    return asked("facts");
  }

  /** How often statements alone were asked for, since the last {@link #forget}. */
  public int statementsAsked() {
    return asked("statements");
  }

  /** How many rows were listed, since the last {@link #forget}. */
  public int rowsListed() {
    return asked("rows");
  }

  private int asked(String what) {
    return partitions.stream().mapToInt(one -> one.asked.getOrDefault(what, 0)).sum();
  }

  /** Counts questions from 0 again. */
  public void forget() {
    partitions.forEach(one -> one.asked.clear());
  }

  /** Changes the revision of an asset each time that it is read. */
  public void neverAtRest(Asset asset) {
    of(asset).changing.add(asset);
  }

  /** Runs {@code then} once, right after the next read of the facts of an asset. */
  public void onceRead(Asset asset, Runnable then) {
    AtomicBoolean done = new AtomicBoolean();
    of(asset).afterFacts =
        read -> {
          if (read.equals(asset) && done.compareAndSet(false, true)) {
            then.run();
          }
        };
  }

  /**
   * Makes an asset this kind of origin and nothing else, and raises its revision, as a newly
   * processed event does.
   */
  public void becomes(Asset asset, OriginKind kind, Documentation documentation) {
    FakePartition owner = of(asset);
    owner.exposures.put(
        asset,
        new ArrayList<>(
            List.of(
                new ExposureEntry(asset, kind, documentation, List.of(), 0, asset, true, false))));
    owner.revisions.merge(asset, 1L, Long::sum);
  }

  /** Makes another graph of as many partitions what a read of any moment in the past finds. */
  public FakeGraph past(FakeGraph then) {
    for (int i = 0; i < count(); i++) {
      partitions.get(i).past = then.partitions.get(i);
      then.partitions.get(i).isPast = true;
    }
    return then;
  }

  /** Gives an asset an ingest that names no source. */
  public void withoutSource(Asset asset) {
    of(asset).withoutSource.add(asset);
  }
}
