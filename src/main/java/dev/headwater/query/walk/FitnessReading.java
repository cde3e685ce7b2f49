package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.answer.Fitness;
import dev.headwater.query.answer.FitnessUse;
import dev.headwater.query.answer.Represented;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.EventsQuestion;
import dev.headwater.representation.Derivation;
import dev.headwater.representation.Representation;
import dev.headwater.representation.TargetShare;
import dev.headwater.representation.TargetShare.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads whether the data of an asset reaches the targets of a use. A target names no unit, so it is
 * judged in each unit in which something is known of its dimension.
 */
public final class FitnessReading {
  /** How many of the latest trainings of a model are searched for targets. */
  static final int TRAININGS = 100;

  private final Reading reading;
  private final Asset asset;
  private final FitnessUse use;
  private final Moment moment;
  private final int assetLimit;

  /**
   * @param assetLimit the maximum number of assets: the asset itself and all that it descends from
   */
  public FitnessReading(
      Reading reading, Asset asset, FitnessUse use, Moment moment, int assetLimit) {
    this.reading = reading;
    this.asset = asset;
    this.use = use;
    this.moment = moment;
    this.assetLimit = assetLimit;
  }

  /**
   * @param byDimension the minimum share by category, by dimension
   * @param cut whether there may be more, because a model has too many trainings
   */
  private record Targets(SortedMap<String, SortedMap<String, Double>> byDimension, boolean cut) {}

  /**
   * Reads. Empty if no event that counts has named the asset.
   *
   * @throws UnavailableException if an instance that has a part of it cannot be asked
   */
  public Optional<Fitness> read() {
    Targets targets = targets();
    String dimension = targets.byDimension().size() == 1 ? targets.byDimension().firstKey() : "";
    RepresentationReading representation =
        new RepresentationReading(reading, asset, dimension, moment, assetLimit);
    return representation.read().map(found -> judge(targets, found, representation));
  }

  private Targets targets() {
    if (use.model().isEmpty()) {
      return new Targets(FitnessUse.byDimension(use.targets()), false);
    }
    Asset model = use.model().get();
    AssetEvents.Latest trainings =
        reading
            .ask(new EventsQuestion(reading.partitionOf(model), model, TRAININGS, moment))
            .trainings();
    return new Targets(
        FitnessUse.declaredBy(trainings.events()), trainings.total() > trainings.events().size());
  }

  private Fitness judge(
      Targets targets, Represented represented, RepresentationReading representation) {
    SortedMap<String, List<Representation>> known = new TreeMap<>();
    for (Represented.Item item : represented.items()) {
      known
          .computeIfAbsent(
              item.representation().measure().dimension(), dimension -> new ArrayList<>())
          .add(item.representation());
    }
    List<Fitness.Line> lines = new ArrayList<>();
    targets
        .byDimension()
        .forEach(
            (dimension, shares) ->
                known
                    .getOrDefault(dimension, List.of(Derivation.unstated(asset, dimension)))
                    .forEach(
                        one ->
                            shares.forEach(
                                (category, least) -> lines.add(line(one, category, least)))));
    lines.sort((one, other) -> TargetShare.WORST_FIRST.compare(one.target(), other.target()));
    Optional<Truncation> truncated =
        represented
            .truncated()
            .or(() -> targets.cut() ? Optional.of(Truncation.EVENTS) : Optional.empty());
    // A copy may lack a statement as well as a target, so that neither outcome is certain.
    Optional<String> copied = reading.staleness();
    Outcome outcome = copied.isPresent() ? Outcome.NOT_KNOWN : outcome(lines, truncated);
    List<Fitness.Line> kept =
        new CandidateSearch(
                reading,
                representation.seen(),
                represented.truncated().isEmpty(),
                target -> present(known, target),
                moment)
            .addTo(lines.subList(0, Math.min(lines.size(), Fitness.LINES)));
    return new Fitness(
        asset,
        use.name(),
        moment,
        represented.items().stream()
            .findFirst()
            .map(item -> item.representation().of())
            .orElse(List.of()),
        outcome,
        copied.or(() -> reason(lines, outcome)),
        kept,
        lines.size() - kept.size(),
        truncated,
        reading.freshness());
  }

  private static double present(SortedMap<String, List<Representation>> known, TargetShare target) {
    return known.getOrDefault(target.measure().dimension(), List.of()).stream()
        .filter(one -> one.measure().equals(target.measure()))
        .map(one -> one.categories().get(target.category()))
        .filter(Objects::nonNull)
        .mapToDouble(part -> part.amount().high())
        .findFirst()
        .orElse(0);
  }

  private static Fitness.Line line(Representation of, String category, double minimum) {
    return new Fitness.Line(
        TargetShare.of(of, category, minimum), of.method(), of.notDerivable(), List.of(), false);
  }

  /** Missed if any is missed. Reached only if all are, and none can be missing. */
  private static Outcome outcome(List<Fitness.Line> lines, Optional<Truncation> truncated) {
    if (lines.stream().anyMatch(line -> line.target().outcome() == Outcome.MISSED)) {
      return Outcome.MISSED;
    }
    boolean reached =
        !lines.isEmpty()
            && truncated.isEmpty()
            && lines.stream().allMatch(line -> line.target().outcome() == Outcome.REACHED);
    return reached ? Outcome.REACHED : Outcome.NOT_KNOWN;
  }

  private Optional<String> reason(List<Fitness.Line> lines, Outcome outcome) {
    if (lines.isEmpty()) {
      return Optional.of(use.name() + " has no targets");
    }
    boolean told =
        outcome != Outcome.NOT_KNOWN
            || lines.stream().anyMatch(line -> line.target().outcome() == Outcome.NOT_KNOWN);
    return told ? Optional.empty() : Optional.of("not all that decides it could be read");
  }
}
