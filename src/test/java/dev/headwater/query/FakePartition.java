package dev.headwater.query;

import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.Waiver;
import dev.headwater.model.Agent;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Completeness;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Output;
import dev.headwater.model.Party;
import dev.headwater.model.Production;
import dev.headwater.model.RuleName;
import dev.headwater.model.TraceParent;
import dev.headwater.query.freshness.Applied;
import dev.headwater.query.question.AssetCounts;
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
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.question.Page;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Place;
import dev.headwater.query.question.Revision;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The rows of one partition, in memory. Tests fill them directly. A cursor is a position in a list.
 */
final class FakePartition implements PartitionReads {
  final ConcurrentNavigableMap<String, AssetState> states =
      new ConcurrentSkipListMap<>(Place.BY_BYTES);
  final List<Edge> in = new CopyOnWriteArrayList<>();
  final List<Edge> out = new CopyOnWriteArrayList<>();
  final Map<Asset, List<ExposureEntry>> exposures = new TreeMap<>();
  final List<Alert> alerts = new CopyOnWriteArrayList<>();
  final Map<Asset, AssetSummary> summaries = new TreeMap<>();
  final Map<Asset, List<LineageEvent>> events = new TreeMap<>();
  final Map<UUID, TraceParent> traceParents = new ConcurrentHashMap<>();
  final List<String> spreads = new CopyOnWriteArrayList<>();
  volatile long spreadEndedAt;
  volatile Applied applied = new Applied(7, 3);
  volatile AssetLookup lookup = AssetLookup.NONE;
  private final int number;

  FakePartition(int number) {
    this.number = number;
  }

  /** How often some methods were called, by their names. */
  final Map<String, Integer> asked = new ConcurrentHashMap<>();

  /** The task of every revision. It never changes, because no partition here restarts. */
  final UUID task = new UUID(0, 1);

  final Map<Asset, Long> revisions = new ConcurrentHashMap<>();

  /** The assets that have an ingest that names no source. */
  final Set<Asset> withoutSource = ConcurrentHashMap.newKeySet();

  /** Whether the policy's gate lists rules about representation. */
  volatile boolean gated;

  /** The rules that the gate lists and that have an open alert on the asset. */
  final Map<Asset, Set<RuleName>> broken = new ConcurrentHashMap<>();

  /** The models with an open alert of FITNESS_GAP. */
  final Set<Asset> unfit = ConcurrentHashMap.newKeySet();

  /** Runs after each read of the facts of an asset. */
  volatile Consumer<Asset> afterFacts = asset -> {};

  /** The assets whose revision changes each time that it is read. */
  final Set<Asset> changing = ConcurrentHashMap.newKeySet();

  /** The assets that have more events than a read of their statements looks at. */
  final Set<Asset> cut = ConcurrentHashMap.newKeySet();

  /** The rows of every moment in the past; null if nothing is known of when events came. */
  volatile FakePartition past;

  /** Whether these are the rows of the past. */
  volatile boolean isPast;

  @Override
  public PartitionReads at(Moment moment) {
    if (past == null) {
      throw new UnsupportedOperationException("nothing is known here of when events came");
    }
    return past;
  }

  @Override
  public FactsQuestion.Found facts(Asset asset, String cursor, int limit, boolean withStatements) {
    asked.merge("facts", 1, Integer::sum);
    AssetState state = states.getOrDefault(asset.urn(), AssetState.UNNAMED);
    List<ExposureEntry> own =
        exposures.getOrDefault(asset, List.of()).stream()
            .filter(entry -> entry.distance() == 0)
            .toList();
    Optional<ExposureEntry> synthetic =
        own.stream().filter(entry -> entry.kind() == OriginKind.SYNTHETIC).findFirst();
    boolean unknown = own.stream().anyMatch(entry -> entry.kind() == OriginKind.UNKNOWN);
    boolean incomplete = own.stream().anyMatch(entry -> entry.kind() == OriginKind.INCOMPLETE);
    Optional<AssetSummary> summary = Optional.ofNullable(summaries.get(asset));
    boolean made = summary.filter(one -> !one.producedBy().isEmpty()).isPresent();
    boolean ingested =
        summary.stream()
            .flatMap(one -> one.producedBy().stream())
            .anyMatch(event -> event.type() == EventType.INGEST);
    AssetFacts facts =
        new AssetFacts(
            asset,
            state.originKnown() && !unknown,
            ingested || synthetic.isPresent(),
            synthetic.isPresent(),
            synthetic.map(ExposureEntry::documentation).orElse(Documentation.NOT_APPLICABLE),
            synthetic.map(ExposureEntry::missing).orElse(List.of()),
            incomplete,
            made && summary.get().inputsComplete() == Completeness.NO_ASSERTION,
            ingested && summary.get().ingest().isEmpty(),
            withoutSource.contains(asset),
            synthetic.filter(ExposureEntry::waived).isPresent()
                ? List.of(
                    new Waiver(RuleName.UNDOCUMENTED_SYNTHETIC, Optional.empty(), Instant.MAX))
                : List.of(),
            gated,
            broken.getOrDefault(asset, Set.of()),
            unfit.contains(asset));
    Page<FactsQuestion.CarryingInput> inputs =
        page(
            in.stream()
                .filter(edge -> edge.to().equals(asset) && edge.role().carries())
                .map(edge -> new FactsQuestion.CarryingInput(edge.from(), edge.inferred()))
                .distinct()
                .toList(),
            cursor,
            limit);
    FactsQuestion.Found found =
        new FactsQuestion.Found(
            state(asset).isPresent(), facts, inputs.items(), inputs.next(), revision(asset), false);
    if (withStatements) {
      found = found.with(statementsOf(asset, ""));
    }
    afterFacts.accept(asset);
    return found;
  }

  @Override
  public Revision revision(Asset asset) {
    if (changing.contains(asset)) {
      revisions.merge(asset, 1L, Long::sum);
    }
    return new Revision(task, revisions.getOrDefault(asset, 0L));
  }

  @Override
  public Revision eventRevision(Asset asset) {
    return revision(asset);
  }

  @Override
  public StatementsQuestion.Found statements(Asset asset, String dimension) {
    asked.merge("statements", 1, Integer::sum);
    return statementsOf(asset, dimension);
  }

  private StatementsQuestion.Found statementsOf(Asset asset, String dimension) {
    List<LineageEvent> made =
        events.getOrDefault(asset, List.of()).stream()
            .filter(event -> event.type() != EventType.DOCUMENT)
            .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
            .toList();
    StatementsQuestion.Found found =
        new StatementsQuestion.Found(
            state(asset).isPresent(),
            dimension.isEmpty()
                ? Statements.of(asset, made, Optional.empty(), cut.contains(asset))
                : Statements.of(asset, made, Optional.empty(), cut.contains(asset), dimension),
            revision(asset));
    afterFacts.accept(asset);
    return found;
  }

  @Override
  public boolean names(Asset to, Asset from) {
    if (!isPast) {
      throw new UnsupportedOperationException("nothing is known here of when events came");
    }
    return !edges(from, to).isEmpty();
  }

  @Override
  public Applied applied() {
    return applied;
  }

  @Override
  public Optional<AssetState> state(Asset asset) {
    return Optional.ofNullable(states.get(asset.urn()));
  }

  @Override
  public Optional<AssetSummary> summary(Asset asset) {
    return state(asset)
        .map(
            state ->
                summaries.getOrDefault(
                    asset, summaryOf(asset, state, List.of(), Completeness.NO_ASSERTION)));
  }

  static AssetSummary summaryOf(
      Asset asset, AssetState state, List<Production> producedBy, Completeness inputs) {
    return summaryOf(asset, state, producedBy, inputs, List.of());
  }

  static AssetSummary summaryOf(Asset asset, AssetState state, List<Agent> agents) {
    return summaryOf(asset, state, List.of(), Completeness.NO_ASSERTION, agents);
  }

  private static AssetSummary summaryOf(
      Asset asset,
      AssetState state,
      List<Production> producedBy,
      Completeness inputs,
      List<Agent> agents) {
    return new AssetSummary(
        asset,
        state.synthetic(),
        state.documentation(),
        state.missing(),
        producedBy,
        OptionalLong.empty(),
        OptionalLong.empty(),
        "",
        List.of(),
        agents,
        List.of(),
        Optional.empty(),
        inputs,
        ExposureCounts.NONE,
        state.openAlerts());
  }

  @Override
  public AssetEvents events(Asset asset, int limit) {
    return new AssetEvents(
        latest(asset, List.of(EventType.SYNTHESIZE), limit),
        latest(asset, List.of(EventType.TRAIN), limit),
        latest(asset, List.of(EventType.INGEST, EventType.CLEAN, EventType.TRANSFORM), limit),
        latest(asset, List.of(EventType.DOCUMENT), limit));
  }

  private AssetEvents.Latest latest(Asset asset, List<EventType> types, int limit) {
    List<LineageEvent> all =
        events.getOrDefault(asset, List.of()).stream()
            .filter(event -> types.contains(event.type()))
            .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
            .toList();
    return new AssetEvents.Latest(
        all.subList(0, Math.min(limit, all.size())), all.size(), traceParents);
  }

  @Override
  public Page<Edge> inEdges(Asset to, String cursor, int limit) {
    return page(in.stream().filter(edge -> edge.to().equals(to)).sorted().toList(), cursor, limit);
  }

  @Override
  public List<Edge> edges(Asset from, Asset to) {
    return in.stream()
        .filter(edge -> edge.from().equals(from) && edge.to().equals(to))
        .sorted()
        .toList();
  }

  @Override
  public Page<Asset> successors(Asset from, String cursor, int limit) {
    return page(
        out.stream()
            .filter(edge -> edge.from().equals(from))
            .map(Edge::to)
            .distinct()
            .sorted()
            .toList(),
        cursor,
        limit);
  }

  @Override
  public Page<ExposureEntry> exposures(Asset asset, String cursor, int limit) {
    return page(exposures.getOrDefault(asset, List.of()), cursor, limit);
  }

  @Override
  public Optional<ExposureEntry> exposure(Asset asset, Asset origin, OriginKind kind) {
    return exposures.getOrDefault(asset, List.of()).stream()
        .filter(entry -> entry.origin().equals(origin) && entry.kind() == kind)
        .findFirst();
  }

  @Override
  public Page<ListedAlert> alerts(String cursor, int limit) {
    return page(alerts.stream().map(this::listed).toList(), cursor, limit);
  }

  @Override
  public Page<ListedAlert> alerts(Party subject, String cursor, int limit) {
    return page(
        alerts.stream().filter(alert -> alert.subject().equals(subject)).map(this::listed).toList(),
        cursor,
        limit);
  }

  @Override
  public OptionalLong alertsForgottenBefore() {
    return forgottenBefore;
  }

  private ListedAlert listed(Alert alert) {
    return new ListedAlert(alert, histories.getOrDefault(alert.id(), List.of()));
  }

  OptionalLong forgottenBefore = OptionalLong.empty();
  final Map<String, List<AlertEpisode>> histories = new ConcurrentSkipListMap<>();

  final Map<String, Long> fingerprints = new ConcurrentSkipListMap<>();

  @Override
  public OptionalLong fingerprint(Asset asset, UUID event) {
    Long known = fingerprints.get(asset + " " + event);
    return known == null ? OptionalLong.empty() : OptionalLong.of(known);
  }

  @Override
  public List<String> spreads(int limit) {
    return spreads.stream().limit(limit).toList();
  }

  @Override
  public long spreadEndedAt() {
    return spreadEndedAt;
  }

  @Override
  public List<Asset> madeBy(Job job, int limit) {
    return states.keySet().stream()
        .map(Asset::parse)
        .filter(asset -> use(job, asset, 1).job().isPresent())
        .limit(limit)
        .toList();
  }

  /**
   * Uses the latest event of the job that made the asset. Without such an event, it uses the
   * summary, and takes the inputs from the edges of the same run.
   */
  @Override
  public JobUse use(Job job, Asset made, int inputs) {
    Optional<LineageEvent> event =
        events.getOrDefault(made, List.of()).stream()
            .filter(one -> one.type() != EventType.DOCUMENT && one.job().equals(job))
            .max(Comparator.comparing(LineageEvent::stamp));
    if (event.isPresent()) {
      return JobUse.of(event.get(), made, inputs);
    }
    return summary(made).stream()
        .flatMap(summary -> summary.producedBy().stream())
        .filter(production -> production.job().equals(job))
        .findFirst()
        .map(production -> JobUse.of(event(production, made), made, inputs))
        .orElseGet(() -> new JobUse(made, List.of(), true));
  }

  private LineageEvent event(Production production, Asset made) {
    return LineageEvent.builder(production.type())
        .eventId(production.eventId())
        .eventTime(production.eventTime())
        .producer(production.producer())
        .job(production.job())
        .run(production.run())
        .inputs(
            in.stream()
                .filter(edge -> edge.to().equals(made) && edge.run().equals(production.run()))
                .map(edge -> Input.of(edge.from(), edge.role()))
                .toList())
        .outputs(List.of(Output.of(made)))
        .build();
  }

  @Override
  public List<Asset> assets(String afterUrn, int limit) {
    List<Asset> found =
        states.tailMap(afterUrn, false).keySet().stream().limit(limit).map(Asset::parse).toList();
    asked.merge("rows", found.size(), Integer::sum);
    return found;
  }

  /** What {@link #overview} answers; nothing at first. */
  volatile OverviewQuestion.Found overview =
      new OverviewQuestion.Found(
          AssetCounts.NOTHING,
          List.of(),
          false,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          false,
          List.of(),
          false);

  /** How many models each cause has here. */
  final Map<Overview.Cause, Long> models = new ConcurrentHashMap<>();

  @Override
  public OverviewQuestion.Found overview() {
    return overview;
  }

  @Override
  public List<Long> models(List<Overview.Cause> causes) {
    return causes.stream().map(cause -> models.getOrDefault(cause, 0L)).toList();
  }

  @Override
  public Optional<AssetLookup.Found> find(AssetFilter filter, Place after, int limit) {
    return lookup.find(
        number, filter, after, limit, asset -> state(asset).filter(filter::accepts).isPresent());
  }

  volatile CategoryLookup categories = CategoryLookup.NONE;

  @Override
  public Optional<CategoryLookup.Found> holders(Measure measure, String category, int limit) {
    return categories.find(number, measure, category, limit);
  }

  @Override
  public Optional<IndexedState> indexed(Asset asset) {
    long count = events.getOrDefault(asset, List.of()).size();
    return state(asset)
        .map(
            state ->
                new IndexedState(
                    state,
                    statements(asset, "").statements().declared().isEmpty()
                        ? IndexedState.NOTHING
                        : count));
  }

  private static <T> Page<T> page(List<T> all, String cursor, int limit) {
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int to = Math.min(all.size(), from + limit);
    return new Page<>(
        new ArrayList<>(all.subList(Math.min(from, to), to)),
        to < all.size() ? Integer.toString(to) : "");
  }
}
