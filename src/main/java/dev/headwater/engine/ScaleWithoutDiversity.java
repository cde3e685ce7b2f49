package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Metrics;
import java.util.ArrayList;
import java.util.Comparator;
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
    Map<String, List<AlertEvidence>> byDimension = new TreeMap<>();
    for (Composition after : subject.compositions()) {
      Measure measure = Measure.of(after);
      Optional<Composition> before =
          RuleSubject.of(previous.declared().compositions(), measure);
      if (before.isPresent()) {
        List<AlertEvidence> evidence =
            byDimension.computeIfAbsent(measure.dimension(), dimension -> new ArrayList<>());
        find(subject, before.get(), after).ifPresent(evidence::add);
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
      RuleSubject subject, Composition before, Composition after) {
    double growth = subject.number(PolicyNumber.GROWTH);
    double loss = subject.number(PolicyNumber.LOSS);
    Optional<Metrics> was = Metrics.of(before.counts().values());
    Optional<Metrics> is = Metrics.of(after.counts().values());
    if (was.isEmpty() || is.isEmpty()) {
      return Optional.empty();
    }
    double numberWas = was.get().effectiveNumber();
    double numberIs = is.get().effectiveNumber();
    boolean grown = total(after) >= total(before) * (1 + growth) * (1 - ROUNDING);
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

  private static double total(Composition composition) {
    double total = composition.unknown();
    for (double count : composition.counts().values()) {
      total += count;
    }
    return total;
  }
}
