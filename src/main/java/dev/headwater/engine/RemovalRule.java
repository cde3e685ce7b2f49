package dev.headwater.engine;

import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.model.command.Declared;
import dev.headwater.representation.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A rule about whom a filter removes: a CLEAN, or a TRANSFORM that removes duplicates or takes a
 * sample, with one dataset as a carrying input. It compares what the input declares with what the
 * asset declares, in every dimension and unit that both declare. Where the input declares nothing,
 * the composition counts that the latest such event states of it.
 */
abstract class RemovalRule extends RepresentationRule {
  RemovalRule(RuleName name) {
    super(name, Severity.WARNING);
  }

  /** What breaks the rule, in one dimension and unit. */
  abstract List<AlertEvidence> find(RuleSubject subject, Composition before, Composition after);

  /** The order of evidence, the worst first. */
  abstract Comparator<AlertEvidence> worstFirst();

  @Override
  final Set<Asset> needs(RuleSubject subject) {
    return subject.compositions().isEmpty() ? Set.of() : steps(subject).keySet();
  }

  @Override
  final List<Comparison> compare(RuleSubject subject) {
    List<Comparison> found = new ArrayList<>();
    for (Map.Entry<Asset, List<Composition>> step : steps(subject).entrySet()) {
      Declared declared = subject.inputs().get(step.getKey());
      if (declared == null) {
        continue; // The owner has not answered yet, so what the event states may not count.
      }
      Map<String, List<AlertEvidence>> byDimension = new TreeMap<>();
      for (Composition after : subject.compositions()) {
        Measure measure = Measure.of(after);
        Optional<Composition> before =
            RuleSubject.of(declared.compositions(), measure)
                .or(() -> RuleSubject.of(step.getValue(), measure));
        before.ifPresent(
            known ->
                byDimension
                    .computeIfAbsent(measure.dimension(), dimension -> new ArrayList<>())
                    .addAll(find(subject, known, after)));
      }
      byDimension.forEach(
          (dimension, evidence) -> {
            evidence.sort(worstFirst());
            found.add(new Comparison(step.getKey(), dimension, evidence));
          });
    }
    return found;
  }

  /** The inputs that were filtered, with what the events state of them, the latest first. */
  private static Map<Asset, List<Composition>> steps(RuleSubject subject) {
    Map<Asset, List<Composition>> steps = new LinkedHashMap<>();
    for (LineageEvent event : subject.stated().made()) {
      Set<Asset> sources = removes(event) ? subject.sources(event) : Set.of();
      if (sources.size() == 1 && !usesItself(subject, event)) {
        Asset source = sources.iterator().next();
        List<Composition> stated = steps.computeIfAbsent(source, asset -> new ArrayList<>());
        for (Input input : event.inputs()) {
          if (subject.isSource(input)) {
            stated.addAll(input.composition());
          }
        }
      }
    }
    return steps;
  }

  private static boolean usesItself(RuleSubject subject, LineageEvent event) {
    return event.inputs().stream()
        .anyMatch(input -> input.asset().equals(subject.asset()) && input.role().carries());
  }

  private static boolean removes(LineageEvent event) {
    if (event.type() == EventType.CLEAN) {
      return true;
    }
    Optional<TransformOperation> operation = event.transform().flatMap(Transform::operation);
    return event.type() == EventType.TRANSFORM
        && operation
            .filter(
                one -> one == TransformOperation.DEDUPLICATE || one == TransformOperation.SAMPLE)
            .isPresent();
  }

  /** The amount of a category after the step. A category that is not listed has none. */
  static double after(Composition after, String category) {
    return after.counts().getOrDefault(category, 0.0);
  }
}
