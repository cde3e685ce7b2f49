package dev.headwater.query.stored;

import dev.headwater.engine.AlertState;
import dev.headwater.engine.Exposure;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.JobMade;
import dev.headwater.engine.Listed;
import dev.headwater.engine.Mark;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Summaries;
import dev.headwater.engine.Timer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Documentation;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.Origin;
import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.AssetLookup;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.CategoryLookup;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.JobUse;
import dev.headwater.query.question.ListedAlert;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.question.Page;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Place;
import dev.headwater.query.question.Revision;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.representation.Measure;
import dev.headwater.stream.Progress;
import dev.headwater.stream.store.Flushes;
import dev.headwater.stream.store.GraphReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Answers the reads of one partition from its rows in the store. Thread-safe. */
public final class StoredReads implements PartitionReads {

  /**
   * A timer that is due within this time counts as a pending alert. This is longer than the delay
   * of a resolution, and shorter than any grace period that matters.
   */
  private static final long SOON_MILLIS = 1_000;

  private static final int COUNTED = 1_000;

  /** How long a read waits for the end of a flush. */
  private static final Duration FLUSH = Duration.ofSeconds(2);

  private final int partition;
  private final GraphReader rows;
  private final Supplier<Applied> applied;
  private final Policy policy;
  private final Clock clock;
  private final AssetLookup lookup;
  private final CategoryLookup categories;
  private final StoredEvents events;
  private final StoredFacts facts;

  /** Reads a partition of this instance. The clock decides which waivers still hold. */
  public StoredReads(
      int partition, GraphReader rows, Progress progress, Policy policy, Clock clock) {
    this(partition, rows, progress, policy, clock, AssetLookup.NONE, CategoryLookup.NONE);
  }

  /** As above, and finds assets, and datasets by category, by an index. */
  public StoredReads(
      int partition,
      GraphReader rows,
      Progress progress,
      Policy policy,
      Clock clock,
      AssetLookup lookup,
      CategoryLookup categories) {
    this(partition, rows, () -> applied(progress, partition), policy, clock, lookup, categories);
  }

  /** As above, for rows that no task of this instance writes. */
  public StoredReads(
      int partition, GraphReader rows, Supplier<Applied> applied, Policy policy, Clock clock) {
    this(partition, rows, applied, policy, clock, AssetLookup.NONE, CategoryLookup.NONE);
  }

  private StoredReads(
      int partition,
      GraphReader rows,
      Supplier<Applied> applied,
      Policy policy,
      Clock clock,
      AssetLookup lookup,
      CategoryLookup categories) {
    this.partition = partition;
    this.rows = rows;
    this.applied = applied;
    this.policy = policy;
    this.clock = clock;
    this.lookup = lookup;
    this.categories = categories;
    this.events = new StoredEvents(rows);
    this.facts = new StoredFacts(rows, policy, events);
  }

  @Override
  public PartitionReads at(Moment moment) {
    return new PastReads(this, rows, policy, moment);
  }

  @Override
  public FactsQuestion.Found facts(Asset asset, String cursor, int limit, boolean withStatements) {
    StoredFacts.FactsAndEvents read =
        read(() -> facts.read(rows.holding(asset), asset, cursor, limit, withStatements));
    return read.kept()
        .map(kept -> read.facts().with(StoredFacts.statements(asset, "", kept)))
        .orElse(read.facts());
  }

  @Override
  public Revision revision(Asset asset) {
    return read(() -> facts.revision(asset, Node.Revisions::facts));
  }

  @Override
  public Revision eventRevision(Asset asset) {
    return read(() -> facts.revision(asset, Node.Revisions::events));
  }

  /** As {@link #eventRevision}, for a caller that makes sure that no rows change meanwhile. */
  Revision unlockedEventRevision(Asset asset) {
    return facts.revision(asset, Node.Revisions::events);
  }

  @Override
  public StatementsQuestion.Found statements(Asset asset, String dimension) {
    return StoredFacts.statements(
        asset, dimension, read(() -> events.kept(rows.holding(asset), asset)));
  }

  @Override
  public boolean names(Asset to, Asset from) {
    throw new UnsupportedOperationException("of now, an asset's own row tells");
  }

  /**
   * How many alerts are delayed for a moment or held back. The number is only a sample once there
   * are 1,000 of either.
   */
  public static long pendingAlerts(GraphReader rows, long nowMillis) {
    // A timer becomes a change that is under way, and perhaps an alert that is held back. In
    // another order it could be none of the three.
    long timers = timersSoon(rows, nowMillis);
    long underWay = rows.areTimersUnderWay() ? 1 : 0;
    return timers + underWay + rows.countHeld(COUNTED);
  }

  private static long timersSoon(GraphReader rows, long nowMillis) {
    List<Timer> soon = rows.timersDue(nowMillis + SOON_MILLIS, COUNTED);
    return soon.size() == COUNTED ? COUNTED : soon.stream().filter(Timer::isAwaited).count();
  }

  @Override
  public Applied applied() {
    return applied.get();
  }

  private static Applied applied(Progress progress, int partition) {
    Progress.Applied known = progress.applied().get(partition);
    return known == null
        ? Applied.NOTHING
        : new Applied(Math.max(known.events(), 0), Math.max(known.graph(), 0));
  }

  @Override
  public Optional<AssetState> state(Asset asset) {
    // One row needs no lock, which the processor would wait for.
    return list(() -> rows.node(asset).map(node -> RowValues.state(node, policy)));
  }

  @Override
  public Optional<AssetSummary> summary(Asset asset) {
    return read(() -> Summaries.of(rows, asset));
  }

  @Override
  public AssetEvents events(Asset asset, int limit) {
    return read(() -> events.latest(asset, limit));
  }

  @Override
  public Page<Edge> inEdges(Asset to, String cursor, int limit) {
    return read(
        () -> {
          List<InEdge> found = rows.inEdges(to, RowCursors.asset(cursor), limit);
          List<Edge> edges = new ArrayList<>();
          found.forEach(edge -> edges.addAll(RowValues.edges(edge)));
          return new Page<>(edges, RowCursors.next(found, limit, edge -> edge.from().urn()));
        });
  }

  @Override
  public List<Edge> edges(Asset from, Asset to) {
    return read(() -> rows.inEdge(to, from).map(RowValues::edges).orElse(List.of()));
  }

  @Override
  public Page<Asset> successors(Asset from, String cursor, int limit) {
    return read(
        () -> {
          List<OutEdge> found = rows.outEdges(from, RowCursors.asset(cursor), limit);
          List<Asset> successors =
              found.stream().filter(edge -> edge.kind() != EdgeKind.NONE).map(OutEdge::to).toList();
          return new Page<>(successors, RowCursors.next(found, limit, edge -> edge.to().urn()));
        });
  }

  @Override
  public Page<ExposureEntry> exposures(Asset asset, String cursor, int limit) {
    return read(
        () -> {
          Optional<Node> node = rows.node(asset);
          Optional<Origin> after =
              cursor.isEmpty() ? Optional.empty() : Optional.of(RowCursors.origin(cursor));
          List<Exposure> found = rows.exposures(asset, after, limit);
          List<ExposureEntry> entries =
              found.stream()
                  .filter(Exposure::isLive)
                  .flatMap(exposure -> node.map(owner -> entry(owner, exposure)).stream())
                  .toList();
          return new Page<>(
              entries, RowCursors.next(found, limit, one -> RowCursors.text(one.origin())));
        });
  }

  @Override
  public Optional<ExposureEntry> exposure(Asset asset, Asset origin, OriginKind kind) {
    return read(
        () ->
            rows.exposure(asset, new Origin(origin, kind))
                .filter(Exposure::isLive)
                .flatMap(exposure -> rows.node(asset).map(node -> entry(node, exposure))));
  }

  private ExposureEntry entry(Node node, Exposure exposure) {
    boolean synthetic = exposure.origin().kind() == OriginKind.SYNTHETIC;
    return new ExposureEntry(
        exposure.origin().asset(),
        exposure.origin().kind(),
        synthetic ? exposure.status().documentation() : Documentation.NOT_APPLICABLE,
        exposure.status().missing(),
        exposure.distance(),
        exposure.via().orElse(exposure.origin().asset()),
        exposure.isDirect(),
        node.waived(exposure, clock.instant()).isPresent());
  }

  @Override
  public Page<ListedAlert> alerts(String cursor, int limit) {
    return list(() -> alerts(rows.alerts(RowCursors.alert(cursor), limit), limit));
  }

  @Override
  public Page<ListedAlert> alerts(Party subject, String cursor, int limit) {
    return read(() -> alerts(rows.alerts(subject, RowCursors.alert(cursor), limit), limit));
  }

  @Override
  public OptionalLong alertsForgottenBefore() {
    return read(rows::alertsForgottenBefore);
  }

  private static Page<ListedAlert> alerts(List<AlertState> found, int limit) {
    return new Page<>(
        found.stream().map(state -> new ListedAlert(state.alert(), state.history())).toList(),
        RowCursors.next(found, limit, state -> state.alert().key().text()));
  }

  @Override
  public OptionalLong fingerprint(Asset asset, UUID event) {
    return read(
        () ->
            rows.mark(asset, event).flatMap(Mark::asserted).stream()
                .mapToLong(Mark.Asserted::fingerprint)
                .findFirst());
  }

  @Override
  public List<String> spreads(int limit) {
    return read(() -> rows.spreads(limit));
  }

  @Override
  public long spreadEndedAt() {
    return rows.spreadEndedAt();
  }

  @Override
  public List<Asset> madeBy(Job job, int limit) {
    return read(() -> rows.madeBy(job, "", limit).stream().map(JobMade::asset).toList());
  }

  @Override
  public JobUse use(Job job, Asset made, int inputs) {
    return read(() -> events.use(job, made, inputs));
  }

  @Override
  public List<Asset> assets(String afterUrn, int limit) {
    return list(() -> rows.nodes("", afterUrn, limit).stream().map(Node::asset).toList());
  }

  @Override
  public OverviewQuestion.Found overview() {
    return new StoredOverview(this, rows, policy).read();
  }

  @Override
  public List<Long> models(List<Overview.Cause> causes) {
    return new StoredOverview(this, rows, policy).models(causes);
  }

  @Override
  public Optional<AssetLookup.Found> find(AssetFilter filter, Place after, int limit) {
    return lookup.find(
        partition,
        filter,
        after,
        limit,
        asset -> filter.acceptsAnyState() || state(asset).filter(filter::accepts).isPresent());
  }

  @Override
  public Optional<CategoryLookup.Found> holders(Measure measure, String category, int limit) {
    return categories.find(partition, measure, category, limit);
  }

  @Override
  public Optional<IndexedState> indexed(Asset asset) {
    return list(() -> rows.node(asset).map(this::indexed));
  }

  private IndexedState indexed(Node node) {
    return new IndexedState(RowValues.state(node, policy), Listed.of(node).declarations());
  }

  /** Reads a few rows between two flushes, so that they belong together. */
  <T> T read(Supplier<T> reading) {
    try {
      return list(() -> rows.flushes().read(reading, FLUSH));
    } catch (Flushes.BusyException busy) {
      throw new UnavailableException("Partition " + partition + " is busy writing.", busy);
    }
  }

  /** Reads rows that need not belong together. */
  private <T> T list(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidStateStoreException moved) {
      throw new MovedException(partition);
    }
  }
}
