package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.representation.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A version of a dataset has grown, though it is less diverse than the version before it: there is
 * more of it in total, the unknown part included, and the effective number of categories is lower.
 */
final class ScaleWithoutDiversity extends RepresentationRule {
  /** Ratios that differ by less are equal: counts and limits are decimal numbers. */
  private static final double ROUNDING = 1e-12;

  ScaleWithoutDiversity() {
    super(RuleName.SCALE_WITHOUT_DIVERSITY, Severity.WARNING);
  }

  @Override
  List<Comparison> compare(RuleSubject subject) {
    if (subject.previous().isEmpty() || subject.asset().kind() != AssetKind.DATASET) {
      return List.of();
    }
    RuleSubject.Previous previous = subject.previous().get();
    Map<Measure, Diversity> earlier = new HashMap<>();
    previous.diversity().forEach(one -> earlier.put(one.measure(), one));
    Map<String, List<AlertEvidence>> byDimension = new TreeMap<>();
    for (Composition after : subject.compositions()) {
      Diversity before = earlier.get(Measure.of(after));
      if (before != null) {
        List<AlertEvidence> evidence =
            byDimension.computeIfAbsent(after.dimension(), dimension -> new ArrayList<>());
        find(subject, before, Diversity.of(after)).ifPresent(evidence::add);
      }
    }
    List<Comparison> found = new ArrayList<>();
    byDimension.forEach(
        (dimension, evidence) -> {
          evidence.sort(Comparator.comparing(one -> one.value().orElseThrow()));
          found.add(new Comparison(previous.asset(), dimension, evidence));
        });
    return found;
  }

  private static Optional<AlertEvidence> find(
      RuleSubject subject, Diversity before, Diversity after) {
    if (before.effectiveNumber().isEmpty() || after.effectiveNumber().isEmpty()) {
      return Optional.empty();
    }
    double growth = subject.number(PolicyNumber.GROWTH);
    double loss = subject.number(PolicyNumber.LOSS);
    double numberWas = before.effectiveNumber().getAsDouble();
    double numberIs = after.effectiveNumber().getAsDouble();
    boolean grown = after.total() >= before.total() * (1 + growth) * (1 - ROUNDING);
    boolean lost = numberIs <= numberWas * (1 - loss) * (1 + ROUNDING);
    return grown && lost
        ? Optional.of(
            new AlertEvidence(
                "",
                OptionalDouble.of(numberIs / numberWas),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(1 - loss),
                OptionalDouble.of(numberWas),
                OptionalDouble.of(numberIs)))
        : Optional.empty();
  }
}
