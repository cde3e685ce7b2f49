package dev.headwater.query.stored;

import dev.headwater.codec.avro.EventAvro;
import dev.headwater.engine.AssetFacts;
import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.InEdge;
import dev.headwater.engine.Known;
import dev.headwater.engine.Node;
import dev.headwater.engine.OutEdge;
import dev.headwater.engine.PastView;
import dev.headwater.engine.Policy;
import dev.headwater.engine.Summaries;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.model.TraceParent;
import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.AssetState;
import dev.headwater.query.question.Edge;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.FactsQuestion;
import dev.headwater.query.question.JobUse;
import dev.headwater.query.question.ListedAlert;
import dev.headwater.query.question.Overview;
import dev.headwater.query.question.OverviewQuestion;
import dev.headwater.query.question.Page;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Revision;
import dev.headwater.query.question.StatementsQuestion;
import dev.headwater.representation.Statements;
import dev.headwater.stream.store.GraphReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Reads one partition as it is with only those events that count at a moment. It computes each
 * asset from the events that the store keeps for it, retracted ones included. Thread-safe.
 */
final class PastReads implements PartitionReads {
  /** The most events of one asset that a read looks at, and the most bytes of them. */
  static final int EVENTS = 10_000;

  static final long EVENT_BYTES = 64L * 1024 * 1024;

  /** About how many bytes of events of one kind an answer contains. */
  private static final long ANSWERED_BYTES = 1024 * 1024;

  private final StoredReads now;
  private final GraphReader rows;
  private final Policy policy;
  private final Moment moment;

  PastReads(StoredReads now, GraphReader rows, Policy policy, Moment moment) {
    this.now = now;
    this.rows = rows;
    this.policy = policy;
    this.moment = moment;
  }

  /**
   * @param revision of the rows from which the view was computed
   */
  private record Past(PastView view, Revision revision) {
    Optional<Node> node(Asset asset) {
      return view.node(asset);
    }
  }

  /**
   * @param events all events of an asset, retracted ones included; empty if they are more, or
   *     larger, than a read looks at
   */
  private record Kept(Optional<List<Known>> events, Revision revision) {}

  private Kept kept(Asset asset) {
    return now.read(() -> new Kept(rows.known(asset, EVENTS, EVENT_BYTES), revisionRow(asset)));
  }

  /** Empty if the asset has more events, or more bytes of them, than are read. */
  private Optional<Past> past(Asset asset, Kept read) {
    return read.events()
        .map(events -> new Past(PastView.of(asset, events, moment, policy), read.revision()));
  }

  private Past whole(Asset asset) {
    return past(asset, kept(asset)).orElseThrow(() -> tooMany(asset));
  }

  private static UnavailableException tooMany(Asset asset) {
    return new UnavailableException(
        asset
            + " has more events than a read of the past looks at ("
            + EVENTS
            + ", or "
            + EVENT_BYTES / (1024 * 1024)
            + " MiB); ask without asOf and knownAt.");
  }

  private Revision revisionRow(Asset asset) {
    return now.unlockedEventRevision(asset);
  }

  @Override
  public PartitionReads at(Moment other) {
    return now.at(other);
  }

  @Override
  public Applied applied() {
    return now.applied();
  }

  @Override
  public List<Asset> madeBy(Job job, int limit) {
    return now.madeBy(job, limit);
  }

  @Override
  public JobUse use(Job job, Asset made, int inputs) {
    return now.use(job, made, inputs);
  }

  @Override
  public OptionalLong fingerprint(Asset asset, UUID event) {
    return now.fingerprint(asset, event);
  }

  @Override
  public List<String> spreads(int limit) {
    return now.spreads(limit);
  }

  @Override
  public long spreadEndedAt() {
    return now.spreadEndedAt();
  }

  @Override
  public Revision revision(Asset asset) {
    return now.read(() -> revisionRow(asset));
  }

  @Override
  public Revision eventRevision(Asset asset) {
    return revision(asset);
  }

  @Override
  public StatementsQuestion.Found statements(Asset asset, String dimension) {
    return statements(asset, dimension, kept(asset));
  }

  private StatementsQuestion.Found statements(Asset asset, String dimension, Kept read) {
    return new StatementsQuestion.Found(
        read.events().map(all -> all.stream().anyMatch(one -> one.counts(moment))).orElse(true),
        read.events()
            .map(all -> new StatedCompositions(asset, dimension).of(all, moment))
            .orElseGet(() -> unread(asset)),
        read.revision());
  }

  private static Statements unread(Asset asset) {
    return new Statements(
        asset, List.of(), OptionalLong.empty(), List.of(), Optional.empty(), true);
  }

  @Override
  public FactsQuestion.Found facts(Asset asset, String cursor, int limit, boolean withStatements) {
    Kept read = kept(asset);
    FactsQuestion.Found facts = facts(asset, cursor, limit, read);
    return withStatements ? facts.with(statements(asset, "", read)) : facts;
  }

  private FactsQuestion.Found facts(Asset asset, String cursor, int limit, Kept read) {
    Optional<Past> past = past(asset, read);
    if (past.isEmpty()) {
      return new FactsQuestion.Found(
          true, AssetFacts.none(asset), List.of(), "", read.revision(), true);
    }
    List<InEdge> edges = past.get().view().inEdges();
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int to = Math.min(edges.size(), from + limit);
    return new FactsQuestion.Found(
        past.get().node(asset).isPresent(),
        AssetFacts.of(past.get().view(), policy, asset),
        RowValues.carrying(edges.subList(Math.min(from, to), to)),
        to < edges.size() ? Integer.toString(to) : "",
        past.get().revision(),
        false);
  }

  @Override
  public boolean names(Asset to, Asset from) {
    List<Known> events =
        now.read(() -> rows.known(to, EVENTS, EVENT_BYTES)).orElseThrow(() -> tooMany(to));
    return events.stream()
        .filter(event -> event.counts(moment))
        .flatMap(event -> event.event().inputs().stream())
        .anyMatch(input -> input.asset().equals(from));
  }

  @Override
  public Optional<AssetState> state(Asset asset) {
    return whole(asset).node(asset).map(node -> RowValues.state(node, policy));
  }

  @Override
  public Optional<AssetSummary> summary(Asset asset) {
    return Summaries.of(whole(asset).view(), asset);
  }

  @Override
  public AssetEvents events(Asset asset, int limit) {
    PastView view = whole(asset).view();
    return view.node(asset)
        .map(
            node ->
                new AssetEvents(
                    latest(view, node, ContributionKind.SYNTHESIS, limit),
                    latest(view, node, ContributionKind.TRAINING, limit),
                    latest(view, node, ContributionKind.OTHER, limit),
                    latest(view, node, ContributionKind.DOCUMENT, limit)))
        .orElse(AssetEvents.NONE);
  }

  private static AssetEvents.Latest latest(
      PastView view, Node node, ContributionKind kind, int limit) {
    List<LineageEvent> events = new ArrayList<>();
    Map<UUID, TraceParent> traceParents = new HashMap<>();
    long bytes = 0;
    for (Contribution one : view.contributions(node.asset(), kind, limit)) {
      if (bytes < ANSWERED_BYTES) {
        events.add(one.event());
        one.traceParent().ifPresent(known -> traceParents.put(one.event().eventId(), known));
        bytes += EventAvro.encode(one.event()).length;
      }
    }
    return new AssetEvents.Latest(events, node.tally().count(kind), traceParents);
  }

  @Override
  public Page<Edge> inEdges(Asset to, String cursor, int limit) {
    List<InEdge> all = whole(to).view().inEdges();
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int end = Math.min(all.size(), from + limit);
    List<Edge> edges = new ArrayList<>();
    all.subList(Math.min(from, end), end).forEach(edge -> edges.addAll(RowValues.edges(edge)));
    return new Page<>(edges, end < all.size() ? Integer.toString(end) : "");
  }

  @Override
  public List<Edge> edges(Asset from, Asset to) {
    return whole(to).view().inEdge(to, from).map(RowValues::edges).orElse(List.of());
  }

  @Override
  public Page<Asset> successors(Asset from, String cursor, int limit) {
    return now.read(
        () -> {
          Optional<Asset> after =
              cursor.isEmpty() ? Optional.empty() : Optional.of(Asset.parse(cursor));
          List<Asset> found = rows.outEdges(from, after, limit).stream().map(OutEdge::to).toList();
          return new Page<>(found, found.size() < limit ? "" : found.get(found.size() - 1).urn());
        });
  }

  @Override
  public List<Asset> assets(String afterUrn, int limit) {
    return now.assets(afterUrn, limit);
  }

  @Override
  public Page<ExposureEntry> exposures(Asset asset, String cursor, int limit) {
    throw travelled();
  }

  @Override
  public Optional<ExposureEntry> exposure(Asset asset, Asset origin, OriginKind kind) {
    throw travelled();
  }

  @Override
  public Page<ListedAlert> alerts(String cursor, int limit) {
    throw travelled();
  }

  @Override
  public Page<ListedAlert> alerts(Party subject, String cursor, int limit) {
    throw travelled();
  }

  @Override
  public OptionalLong alertsForgottenBefore() {
    throw travelled();
  }

  @Override
  public OverviewQuestion.Found overview() {
    throw travelled();
  }

  @Override
  public List<Long> models(List<Overview.Cause> causes) {
    throw travelled();
  }

  private static UnsupportedOperationException travelled() {
    return new UnsupportedOperationException("what travels along the graph is kept of now alone");
  }
}
