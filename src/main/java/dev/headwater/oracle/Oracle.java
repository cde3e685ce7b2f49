package dev.headwater.oracle;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Document;
import dev.headwater.model.Documentation;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Reclassify;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Computes in one batch what must hold for the events that count at a moment. It follows the
 * contracts alone and uses nothing of the engine. It is slow and simple on purpose. The same rules
 * apply to now and to the past; only the events that count differ.
 */
public final class Oracle {
  private final Contributions contributions;
  private final Terms terms;
  private final Instant now;
  private final Set<Asset> named;
  private final Map<Asset, List<LineageEvent>> live = new TreeMap<>();
  private final Map<Asset, OwnFacts> facts = new TreeMap<>();
  private final Loops loops;
  private final Set<Expected.Edge> edges;
  private final Map<Asset, Set<Asset>> carrying = new TreeMap<>();
  private final Map<Asset, Set<Asset>> stated = new TreeMap<>();
  private final Map<Asset, Map<Expected.Origin, Expected.Exposure>> exposures = new TreeMap<>();

  /**
   * An oracle for all of these records at an instant, with the default conditions of documentation.
   */
  public Oracle(List<Arrival> log, Grace grace, Instant now) {
    this(log, Terms.of(grace), Moment.at(now));
  }

  /**
   * The same where the policy requires sources.
   *
   * @param requireSource the assets whose ingests have to name a source; otherwise they do not make
   *     the origin known
   */
  public Oracle(List<Arrival> log, Grace grace, Instant now, Predicate<Asset> requireSource) {
    this(log, Terms.of(grace).requiringSource(requireSource), Moment.at(now));
  }

  /**
   * An oracle for a moment, now or in the past.
   *
   * @param log records in the order of their arrival, duplicates included
   * @param moment which of them count
   */
  public Oracle(List<Arrival> log, Terms terms, Moment moment) {
    this.contributions = new Contributions(log, moment);
    this.terms = terms;
    this.now = moment.judgedAt();
    this.named = contributions.named();
    for (Asset asset : named) {
      live.put(asset, contributions.at(asset));
      facts.put(asset, OwnFacts.of(asset, live.get(asset), terms));
    }
    this.loops = new Loops(live, facts, now);
    this.edges = contributions.edges();
    for (Expected.Edge edge : edges) {
      if (edge.role().carries()) {
        carrying.computeIfAbsent(edge.from(), from -> new TreeSet<>()).add(edge.to());
        if (!edge.inferred()) {
          stated.computeIfAbsent(edge.from(), from -> new TreeSet<>()).add(edge.to());
        }
      }
    }
    origins().forEach(this::expose);
  }

  /**
   * Every asset that an event that counts names. A read of any other asset must answer that it is
   * not found.
   */
  public Set<Asset> named() {
    return named;
  }

  /** Everything that must hold at this asset. The asset has to be {@link #named()}. */
  public Expected.State state(Asset asset) {
    return new Expected.State(
        asset,
        ids(live.get(asset).stream()),
        ids(live.get(asset).stream().filter(event -> event.type() != EventType.DOCUMENT)),
        links(edges.stream().filter(edge -> edge.to().equals(asset))),
        links(edges.stream().filter(edge -> edge.from().equals(asset))),
        synthetic(asset),
        verdict(asset),
        exposures.getOrDefault(asset, Map.of()),
        alerts(asset),
        gateOf(asset).verdict());
  }

  /** The right answer of the gate; empty if no event that counts names the asset. */
  public Optional<GateAnswer> gate(Asset asset) {
    return named.contains(asset) ? Optional.of(gateOf(asset)) : Optional.empty();
  }

  private GateAnswer gateOf(Asset asset) {
    Set<Reason> found = new HashSet<>();
    for (Asset at : closure(asset)) {
      GateRules.at(asset, facts.get(asset).waivers(), at, facts.get(at), now)
          .forEach(finding -> found.add(new Reason(finding, at)));
    }
    return GateAnswer.of(found);
  }

  /**
   * The asset and all assets upstream of it along live carrying edges; empty if it is not named.
   */
  public Set<Asset> closure(Asset asset) {
    if (!named.contains(asset)) {
      return Set.of();
    }
    Map<Asset, Set<Asset>> inputs = new TreeMap<>();
    facts.forEach((at, own) -> inputs.put(at, own.carryingInputs()));
    return Reach.distances(asset, inputs, any -> true).keySet();
  }

  /** Whether this path leads from the origin to the asset along live carrying edges. */
  public boolean isPath(Asset origin, Asset asset, List<Asset> path) {
    return !path.isEmpty()
        && path.get(0).equals(origin)
        && path.get(path.size() - 1).equals(asset)
        && named.containsAll(path)
        && IntStream.range(1, path.size()).allMatch(i -> carries(path.get(i - 1), path.get(i)));
  }

  /** Every live edge, as a reader sees it. */
  public Set<Expected.Link> links() {
    return links(edges.stream());
  }

  /** Every alert that must be open. No other alert may be open. */
  public Set<Expected.OpenAlert> alerts() {
    return named.stream().flatMap(asset -> alerts(asset).stream()).collect(Collectors.toSet());
  }

  /** Whether there is a live carrying edge between these assets. */
  public boolean carries(Asset from, Asset to) {
    return carrying.getOrDefault(from, Set.of()).contains(to);
  }

  /**
   * Whether there is a live carrying edge between these assets that a live event states rather than
   * infers.
   */
  public boolean carriesStated(Asset from, Asset to) {
    return stated.getOrDefault(from, Set.of()).contains(to);
  }

  /**
   * How the alert of this model about this origin must have resolved when the origin became
   * documented. It is DOCUMENTED if the origin's verdict is DOCUMENTED even without the DOCUMENT
   * events after the latest TRAIN of the model; else DOCUMENTED_AFTER_TRAINING.
   */
  public Resolution documentedHow(Asset model, Asset origin) {
    LineageEvent latestTrain =
        live.get(model).stream()
            .filter(event -> event.type() == EventType.TRAIN)
            .max(SyntheticRecords.BY_STAMP)
            .orElseThrow();
    List<LineageEvent> known =
        live.get(origin).stream()
            .filter(
                event ->
                    event.type() != EventType.DOCUMENT
                        || SyntheticRecords.BY_STAMP.compare(event, latestTrain) <= 0)
            .toList();
    return SyntheticRecords.verdict(origin, known, terms.required(origin)).documentation()
            == Documentation.DOCUMENTED
        ? Resolution.DOCUMENTED
        : Resolution.DOCUMENTED_AFTER_TRAINING;
  }

  /** Whether the policy requires ingests of this asset to name a source. */
  public boolean requiresSource(Asset asset) {
    return terms.requireSource().test(asset);
  }

  /** Whether a live event says where this asset comes from. */
  public boolean originKnown(Asset asset) {
    return facts.get(asset).originKnown();
  }

  private Expected.Verdict verdict(Asset asset) {
    return facts.get(asset).verdict();
  }

  private Set<Expected.Origin> origins() {
    Set<Expected.Origin> origins = new HashSet<>();
    for (Asset asset : named) {
      if (facts.get(asset).synthetic()) {
        origins.add(new Expected.Origin(asset, OriginKind.SYNTHETIC));
      }
      if (asset.kind() == AssetKind.DATASET && carrying.containsKey(asset) && !originKnown(asset)) {
        origins.add(new Expected.Origin(asset, OriginKind.UNKNOWN));
      }
      if (facts.get(asset).incomplete()) {
        origins.add(new Expected.Origin(asset, OriginKind.INCOMPLETE));
      }
    }
    return origins;
  }

  private void expose(Expected.Origin origin) {
    Map<Asset, Integer> direct =
        Reach.distances(origin.asset(), stated, asset -> asset.kind() != AssetKind.MODEL);
    Expected.Verdict verdict =
        origin.kind() == OriginKind.SYNTHETIC
            ? verdict(origin.asset())
            : Expected.Verdict.NOT_APPLICABLE;
    Reach.distances(origin.asset(), carrying, asset -> true)
        .forEach(
            (asset, distance) ->
                exposures
                    .computeIfAbsent(asset, key -> new HashMap<>())
                    .put(
                        origin,
                        new Expected.Exposure(
                            verdict,
                            distance,
                            direct.containsKey(asset)
                                ? OptionalInt.of(direct.get(asset))
                                : OptionalInt.empty(),
                            waived(asset, origin))));
  }

  private boolean waived(Asset asset, Expected.Origin origin) {
    OwnFacts own = facts.get(asset);
    OwnFacts ofOrigin = facts.get(origin.asset());
    return switch (origin.kind()) {
      case SYNTHETIC -> GateRules.waived(asset, own.waivers(), origin.asset(), ofOrigin, now);
      case UNKNOWN ->
          ofOrigin.waivers().grant(RuleName.UNKNOWN_ORIGIN, origin.asset(), now)
              || (asset.kind() == AssetKind.MODEL
                  && own.waivers().grant(RuleName.TRAINED_ON_UNKNOWN_ORIGIN, origin.asset(), now));
      case INCOMPLETE -> false;
    };
  }

  private Synthetic synthetic(Asset asset) {
    Expected.Origin own = new Expected.Origin(asset, OriginKind.SYNTHETIC);
    Set<Expected.Origin> origins = exposures.getOrDefault(asset, Map.of()).keySet();
    if (origins.contains(own)) {
      return Synthetic.YES;
    }
    if (origins.stream().anyMatch(origin -> origin.kind() == OriginKind.SYNTHETIC)) {
      return Synthetic.INHERITED;
    }
    boolean reclassifiedNo =
        SyntheticRecords.latestReclassification(live.get(asset))
            .map(Reclassify::synthetic)
            .filter(yes -> !yes)
            .isPresent();
    return reclassifiedNo || live.get(asset).stream().anyMatch(Oracle::saysNotSynthetic)
        ? Synthetic.NO
        : Synthetic.UNKNOWN;
  }

  static boolean saysNotSynthetic(LineageEvent event) {
    return Stream.of(event.ingest(), event.document().flatMap(Document::ingest))
        .flatMap(Optional::stream)
        .map(Ingest::containsSynthetic)
        .anyMatch(answer -> answer == Answer.NO);
  }

  private Set<Expected.OpenAlert> alerts(Asset asset) {
    Set<Expected.OpenAlert> open = new HashSet<>();
    boolean trained =
        asset.kind() == AssetKind.MODEL
            && live.get(asset).stream().anyMatch(event -> event.type() == EventType.TRAIN);
    exposures
        .getOrDefault(asset, Map.of())
        .forEach(
            (origin, exposure) -> {
              boolean own = origin.asset().equals(asset);
              if (!own && !trained) {
                return;
              }
              if (!own && origin.kind() == OriginKind.SYNTHETIC) {
                loops.alert(asset, origin.asset()).ifPresent(open::add);
              }
              if (exposure.waived()) {
                return;
              }
              switch (origin.kind()) {
                case SYNTHETIC ->
                    undocumented(asset, origin.asset(), exposure).ifPresent(open::add);
                case UNKNOWN -> {
                  if (isDue(unknownSince(origin.asset()), terms.grace().unknown())) {
                    open.add(
                        new Expected.OpenAlert(
                            own ? RuleName.UNKNOWN_ORIGIN : RuleName.TRAINED_ON_UNKNOWN_ORIGIN,
                            asset,
                            origin.asset(),
                            Severity.WARNING,
                            List.of()));
                  }
                }
                case INCOMPLETE -> {
                  // no rule raises an alert for it: it only keeps the gate from passing
                }
              }
            });
    return open;
  }

  private Optional<Expected.OpenAlert> undocumented(
      Asset asset, Asset origin, Expected.Exposure exposure) {
    if (exposure.verdict().documentation() == Documentation.DOCUMENTED) {
      return Optional.empty();
    }
    boolean own = origin.equals(asset);
    if (own && !isDue(syntheticSince(asset), terms.grace().undocumented())) {
      return Optional.empty();
    }
    return Optional.of(
        new Expected.OpenAlert(
            own ? RuleName.UNDOCUMENTED_SYNTHETIC : RuleName.TRAINED_ON_UNDOCUMENTED_SYNTHETIC,
            asset,
            origin,
            !own && exposure.direct().isPresent() ? Severity.CRITICAL : Severity.WARNING,
            exposure.verdict().missing()));
  }

  private boolean isDue(Instant since, Duration grace) {
    return !now.isBefore(since.plus(grace));
  }

  /**
   * When the first live event arrived that synthesizes the asset or reclassifies it, in either
   * direction.
   */
  private Instant syntheticSince(Asset asset) {
    return live.get(asset).stream()
        .filter(
            event ->
                SyntheticRecords.synthesizes(event)
                    || event.document().flatMap(Document::reclassify).isPresent())
        .map(contributions::arrival)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** When the first live event arrived that uses the asset in a carrying role. */
  private Instant unknownSince(Asset asset) {
    return edges.stream()
        .filter(edge -> edge.from().equals(asset) && edge.role().carries())
        .map(edge -> contributions.arrival(edge.event()))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Set<UUID> ids(Stream<LineageEvent> events) {
    return events.map(LineageEvent::eventId).collect(Collectors.toSet());
  }

  /**
   * Returns one link for each (from, to, role, activity). A link is inferred only if every event
   * that asserts it only inferred it.
   */
  private static Set<Expected.Link> links(Stream<Expected.Edge> edges) {
    return edges
        .collect(
            Collectors.groupingBy(
                edge -> List.of(edge.from(), edge.to(), edge.role(), edge.activity())))
        .values()
        .stream()
        .map(
            same -> {
              Expected.Edge latest =
                  same.stream()
                      .max(Comparator.comparing(Expected.Edge::event, SyntheticRecords.BY_STAMP))
                      .orElseThrow();
              return new Expected.Link(
                  latest.from(),
                  latest.to(),
                  latest.role(),
                  latest.activity(),
                  latest.event().run(),
                  same.stream().allMatch(Expected.Edge::inferred));
            })
        .collect(Collectors.toSet());
  }
}
