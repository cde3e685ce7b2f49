package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Documentation;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The rows of one asset as they follow from only those of its events that count at a moment. The
 * code that reads the current rows reads these too. Immutable.
 *
 * <p>It has no exposures, alerts or edges out of the asset, because these travel along the graph.
 * It has no marks, no numbers of producers and nothing of other assets' declarations either.
 */
public final class PastView implements View {
  private final Asset asset;
  private final boolean named;
  private final List<Contribution> latestFirst;
  private final Map<UUID, Contribution> byId = new LinkedHashMap<>();
  private final Map<Asset, InEdge> inEdges = new TreeMap<>();
  private final Map<SynthesisProfile, SynthesisGroup> syntheses = new LinkedHashMap<>();
  private Node node;

  private PastView(Asset asset, List<Known> events, Moment moment) {
    this.asset = asset;
    this.named = events.stream().anyMatch(event -> event.counts(moment));
    this.latestFirst =
        events.stream()
            .filter(event -> event.holds(moment))
            .map(Known::contribution)
            .sorted(Comparator.comparing((Contribution one) -> one.event().stamp()).reversed())
            .toList();
    this.node = Node.of(asset);
    latestFirst.forEach(this::count);
  }

  /**
   * Creates the view.
   *
   * @param events all events that the asset's owner knows, including retracted ones
   * @param moment decides which events count
   */
  public static PastView of(Asset asset, List<Known> events, Moment moment, Policy policy) {
    PastView view = new PastView(asset, events, moment);
    view.settle(policy);
    return view;
  }

  private void count(Contribution one) {
    byId.put(one.event().eventId(), one);
    Optional<Stamp> training = node.latestTraining();
    if (training.isEmpty() && one.kind() == ContributionKind.TRAINING) {
      training = Optional.of(one.event().stamp());
    }
    node =
        node.withTally(node.tally().plus(ContributionCounts.of(one.event(), asset), 1), training);
    if (one.kind() == ContributionKind.SYNTHESIS) {
      SynthesisProfile profile = SynthesisProfile.of(one.event());
      syntheses.merge(
          profile, new SynthesisGroup(asset, profile, 1), (group, more) -> group.plus(1));
    }
    for (Input input : one.event().inputs()) {
      InEdge edge = inEdges.getOrDefault(input.asset(), InEdge.none(asset, input.asset()));
      inEdges.put(input.asset(), Edges.asserted(edge, input, one.event()));
    }
  }

  /** Adds to the asset's row what follows from the documents. */
  private void settle(Policy policy) {
    Documents documents = Documents.of(this, asset);
    AssetFacts facts = AssetFacts.of(this, policy, asset);
    node = node.withDocuments(documents.reclassified(), documents.waivers());
    if (facts.synthetic()) {
      OriginStatus status =
          new OriginStatus(
              true,
              facts.documentation(),
              facts.missing(),
              facts.documentation() == Documentation.DOCUMENTED,
              List.of(),
              0,
              Optional.empty(),
              Optional.empty(),
              List.of());
      node = node.withRegister(OriginKind.SYNTHETIC, Register.unannounced().with(status, 0));
    }
  }

  /** Edges into the asset, in the order of their upstream ends. */
  public List<InEdge> inEdges() {
    return List.copyOf(inEdges.values());
  }

  @Override
  public Optional<Node> node(Asset which) {
    return named && which.equals(asset) ? Optional.of(node) : Optional.empty();
  }

  @Override
  public Optional<Mark> mark(Asset which, UUID eventId) {
    return Optional.empty();
  }

  @Override
  public Optional<Contribution> contribution(Asset which, UUID eventId) {
    return which.equals(asset) ? Optional.ofNullable(byId.get(eventId)) : Optional.empty();
  }

  @Override
  public List<Contribution> contributions(
      Asset which, ContributionKind kind, Optional<Stamp> after, int limit) {
    return latestFirst.stream()
        .filter(one -> which.equals(asset) && one.kind() == kind)
        .filter(one -> after.map(last -> one.event().stamp().compareTo(last) < 0).orElse(true))
        .limit(limit)
        .toList();
  }

  @Override
  public List<SynthesisGroup> syntheses(Asset which) {
    return which.equals(asset) ? List.copyOf(syntheses.values()) : List.of();
  }

  @Override
  public Optional<InEdge> inEdge(Asset to, Asset from) {
    return to.equals(asset) ? Optional.ofNullable(inEdges.get(from)) : Optional.empty();
  }

  @Override
  public List<InEdge> inEdges(Asset to, Optional<Asset> after, int limit) {
    return to.equals(asset)
        ? inEdges.values().stream()
            .filter(edge -> after.filter(last -> edge.from().compareTo(last) <= 0).isEmpty())
            .limit(limit)
            .toList()
        : List.of();
  }

  @Override
  public Optional<LoopSearch> search(Loop loop) {
    return Optional.empty();
  }

  @Override
  public Optional<Visit> visit(Asset which, Loop loop) {
    return Optional.empty();
  }

  @Override
  public List<Visit> visits(Asset which, Optional<Loop> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<OutEdge> outEdge(Asset from, Asset to) {
    return Optional.empty();
  }

  @Override
  public List<OutEdge> outEdges(Asset from, Optional<Asset> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<Exposure> exposure(Asset which, Origin origin) {
    return Optional.empty();
  }

  @Override
  public List<Exposure> exposures(Asset which, Optional<Origin> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<Alert> formerAlert(AlertKey key) {
    return Optional.empty();
  }

  @Override
  public Optional<AlertState> alert(AlertKey key) {
    return Optional.empty();
  }

  @Override
  public JobMade jobMade(Job job, Asset which) {
    long count =
        latestFirst.stream()
            .map(Contribution::event)
            .filter(event -> JobMade.counts(event) && event.job().equals(job))
            .count();
    return new JobMade(job, which, which.equals(asset) ? count : 0);
  }

  @Override
  public Optional<Sequence> sequence(ProducerInstance producer) {
    return Optional.empty();
  }

  @Override
  public Optional<SequencePart> sequencePart(ProducerInstance producer, long index) {
    return Optional.empty();
  }

  @Override
  public List<SequencePart> sequenceParts(ProducerInstance producer, int limit) {
    return List.of();
  }

  @Override
  public MissingEvents missing() {
    return MissingEvents.NONE;
  }

  @Override
  public Optional<Watcher> watcher(Asset of, Asset by) {
    return Optional.empty();
  }

  @Override
  public List<Watcher> watchers(Asset of, Optional<Asset> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<Watched> watched(Asset by, Asset input) {
    return Optional.empty();
  }

  @Override
  public List<Watched> watched(Asset by, Optional<Asset> after, int limit) {
    return List.of();
  }

  @Override
  public Optional<Version> version(Asset which, Stamp stamp) {
    return Optional.empty();
  }

  @Override
  public Optional<Version> versionBefore(Asset which, Stamp stamp) {
    return Optional.empty();
  }

  @Override
  public List<Asset> versionsAfter(Asset which, Stamp stamp) {
    return List.of();
  }

  @Override
  public List<Finding> findings(Asset which) {
    return List.of();
  }
}
