package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Derivation;
import dev.headwater.representation.Measure;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Statements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A category of a dataset is for the most part synthetic, although the dataset as a whole is not.
 * An amount is surely synthetic if it is so wherever the data that the inputs declare went. An
 * input that is synthetic data is synthetic as a whole; of any other, every part may be.
 */
final class SyntheticOnlyGroup extends RepresentationRule {
  /** Shares that differ by less are equal: counts and limits are decimal numbers. */
  private static final double ROUNDING = 1e-12;

  SyntheticOnlyGroup() {
    super(RuleName.SYNTHETIC_ONLY_GROUP, Severity.INFO);
  }

  @Override
  Set<Asset> needs(RuleSubject subject) {
    Set<Asset> needed = new TreeSet<>();
    if (!subject.syntheticInputs().isEmpty()) {
      for (LineageEvent event : subject.stated().made()) {
        needed.addAll(subject.sources(event));
      }
    }
    return needed;
  }

  @Override
  List<Comparison> compare(RuleSubject subject) {
    if (subject.asset().kind() != AssetKind.DATASET) {
      return List.of();
    }
    Map<String, List<AlertEvidence>> byDimension = new LinkedHashMap<>();
    for (Composition one : subject.compositions()) {
      byDimension.computeIfAbsent(one.dimension(), dimension -> new ArrayList<>());
    }
    if (!subject.syntheticInputs().isEmpty()) {
      SortedMap<Measure, Representation> derived = derive(subject);
      for (Composition one : subject.compositions()) {
        Representation parts = derived.get(Measure.of(one));
        if (parts != null) {
          byDimension.get(one.dimension()).addAll(find(subject, parts));
        }
      }
    }
    List<Comparison> found = new ArrayList<>();
    byDimension.forEach(
        (dimension, evidence) -> {
          evidence.sort(WORST_FIRST);
          found.add(new Comparison(subject.asset(), dimension, evidence));
        });
    return found;
  }

  private static final Comparator<AlertEvidence> WORST_FIRST =
      Comparator.comparing((AlertEvidence one) -> -one.value().orElseThrow())
          .thenComparing(AlertEvidence::category);

  private static SortedMap<Measure, Representation> derive(RuleSubject subject) {
    Map<Asset, Statements> statements = new TreeMap<>();
    statements.put(
        subject.asset(),
        Statements.of(
            subject.asset(), subject.stated().made(), Optional.empty(), subject.stated().cut()));
    subject
        .inputs()
        .forEach((input, declared) -> statements.put(input, statements(subject, input, declared)));
    return Derivation.of(
        subject.asset(), asset -> Optional.ofNullable(statements.get(asset)), Optional.empty());
  }

  private static Statements statements(RuleSubject subject, Asset input, Declared declared) {
    boolean synthetic = subject.syntheticInputs().contains(input);
    return new Statements(
        input,
        declared.compositions(),
        declared.records(),
        List.of(),
        synthetic ? Optional.of(true) : Optional.empty(),
        false);
  }

  private static List<AlertEvidence> find(RuleSubject subject, Representation parts) {
    double limit = subject.number(PolicyNumber.SYNTHETIC_CATEGORY);
    double whole = 0;
    for (Representation.Part part : parts.categories().values()) {
      whole += part.synthetic().low();
    }
    double wholeLimit = subject.number(PolicyNumber.SYNTHETIC_WHOLE) * parts.total().high();
    List<AlertEvidence> found = new ArrayList<>();
    if (whole < wholeLimit * (1 - ROUNDING)) {
      parts
          .categories()
          .forEach(
              (category, part) -> {
                double surely = part.synthetic().low();
                double all = part.amount().high();
                if (surely > limit * all * (1 + ROUNDING)) {
                  OptionalDouble share = OptionalDouble.of(surely / all);
                  found.add(
                      new AlertEvidence(
                          category,
                          share,
                          share,
                          OptionalDouble.empty(),
                          OptionalDouble.of(limit),
                          OptionalDouble.empty(),
                          OptionalDouble.empty()));
                }
              });
    }
    return found;
  }
}
