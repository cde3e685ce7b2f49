package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.EventType;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model's training data cannot have as much of a category as the model's intended use requires,
 * even if all that is not known belongs to that category. In each dimension, the latest training
 * that states a target decides.
 */
final class FitnessGap extends RepresentationRule {
  /** Shares that differ by less are equal: counts and limits are decimal numbers. */
  private static final double ROUNDING = 1e-12;

  FitnessGap() {
    super(RuleName.FITNESS_GAP, Severity.WARNING);
  }

  @Override
  Set<Asset> needs(RuleSubject subject) {
    return targets(subject).isEmpty() ? Set.of() : TrainingMix.uses(subject).keySet();
  }

  @Override
  List<Comparison> compare(RuleSubject subject) {
    Map<String, SortedMap<String, Double>> targets = targets(subject);
    Set<Asset> data = targets.isEmpty() ? Set.of() : TrainingMix.uses(subject).keySet();
    if (data.isEmpty()) {
      return List.of();
    }
    Asset origin = data.size() == 1 ? data.iterator().next() : subject.asset();
    List<Comparison> found = new ArrayList<>();
    targets.forEach(
        (dimension, shares) -> {
          List<AlertEvidence> evidence = new ArrayList<>();
          for (TrainingMix mix : TrainingMix.of(subject, dimension)) {
            shares.forEach((category, share) -> add(evidence, mix, category, share));
          }
          evidence.sort(WORST_FIRST);
          found.add(new Comparison(origin, dimension, evidence));
        });
    return found;
  }

  private static final Comparator<AlertEvidence> WORST_FIRST =
      Comparator.comparing(
              (AlertEvidence one) -> one.high().orElseThrow() - one.threshold().orElseThrow())
          .thenComparing(AlertEvidence::category)
          .thenComparing(one -> one.low().orElseThrow());

  private static void add(
      List<AlertEvidence> evidence, TrainingMix mix, String category, double share) {
    double most = mix.largestShare(category);
    if (most < share * (1 - ROUNDING)) {
      OptionalDouble known = OptionalDouble.of(mix.smallestShare(category));
      evidence.add(
          new AlertEvidence(
              category,
              known,
              known,
              OptionalDouble.of(most),
              OptionalDouble.of(share),
              OptionalDouble.empty(),
              OptionalDouble.empty()));
    }
  }

  /** The minimum shares by category, by dimension. */
  private static Map<String, SortedMap<String, Double>> targets(RuleSubject subject) {
    Map<String, SortedMap<String, Double>> targets = new TreeMap<>();
    if (subject.asset().kind() != AssetKind.MODEL) {
      return targets;
    }
    for (LineageEvent event : subject.stated().made()) {
      Map<String, SortedMap<String, Double>> ofEvent = new TreeMap<>();
      if (event.type() == EventType.TRAIN) {
        List<Target> stated =
            event.train().flatMap(Train::intendedUse).map(IntendedUse::targets).orElse(List.of());
        for (Target target : stated) {
          if (!target.dimension().isEmpty()) {
            SortedMap<String, Double> shares =
                ofEvent.computeIfAbsent(target.dimension(), dimension -> new TreeMap<>());
            target
                .minimumShare()
                .forEach((category, share) -> shares.merge(category, share, Math::max));
          }
        }
      }
      ofEvent.forEach(targets::putIfAbsent);
    }
    return targets;
  }
}
