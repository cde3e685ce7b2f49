package dev.headwater.representation;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import dev.headwater.representation.Statements.Use;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@link Statements} from events. */
final class EventStatements {
  private EventStatements() {}

  static Statements of(
      Asset asset,
      List<LineageEvent> events,
      Optional<Boolean> reclassified,
      boolean cut,
      Optional<String> dimension) {
    SortedMap<Measure, Composition> declared = new TreeMap<>();
    OptionalLong records = OptionalLong.empty();
    List<Step> steps = new ArrayList<>();
    List<LineageEvent> latestFirst =
        events.stream().sorted(Comparator.comparing(LineageEvent::stamp).reversed()).toList();
    for (LineageEvent event : latestFirst) {
      Optional<Activity> activity = activity(event);
      Optional<Output> output =
          event.outputs().stream().filter(one -> one.asset().equals(asset)).findFirst();
      if (activity.isEmpty() || output.isEmpty()) {
        continue;
      }
      for (Composition one : in(dimension, output.get().composition())) {
        declared.putIfAbsent(Measure.of(one), one);
      }
      if (records.isEmpty()) {
        records = output.get().records();
      }
      steps.add(step(event, activity.get(), output.get(), dimension));
    }
    return new Statements(asset, List.copyOf(declared.values()), records, steps, reclassified, cut);
  }

  private static Step step(
      LineageEvent event, Activity activity, Output output, Optional<String> dimension) {
    List<Use> inputs =
        event.inputs().stream()
            .filter(one -> one.role().carries() && one.asset().kind() == AssetKind.DATASET)
            .map(one -> use(one, dimension))
            .toList();
    return new Step(
        event.eventId(),
        activity,
        output.records(),
        inputs,
        event.inputsComplete() == Completeness.INCOMPLETE,
        synthetic(event));
  }

  private static Use use(Input input, Optional<String> dimension) {
    return new Use(
        input.asset(),
        input.role(),
        input.records(),
        input.weight(),
        input.inferred(),
        in(dimension, input.composition()));
  }

  private static List<Composition> in(Optional<String> dimension, List<Composition> all) {
    return dimension
        .map(asked -> all.stream().filter(one -> one.dimension().equals(asked)).toList())
        .orElse(all);
  }

  /** Empty for an event that makes nothing. */
  private static Optional<Activity> activity(LineageEvent event) {
    return switch (event.type()) {
      case INGEST -> Optional.of(Activity.INGEST);
      case CLEAN -> Optional.of(Activity.KEEP_SOME);
      case TRANSFORM ->
          Optional.of(
              event
                  .transform()
                  .flatMap(Transform::operation)
                  .map(EventStatements::activity)
                  .orElse(Activity.OTHER));
      case SYNTHESIZE -> Optional.of(Activity.SYNTHESIZE);
      case TRAIN -> Optional.of(Activity.TRAIN);
      case DOCUMENT, RETRACT -> Optional.empty();
    };
  }

  private static Activity activity(TransformOperation operation) {
    return switch (operation) {
      case DEDUPLICATE, SAMPLE, SPLIT -> Activity.KEEP_SOME;
      case MERGE, JOIN, ANNOTATE, ANONYMIZE, FORMAT -> Activity.KEEP_ALL;
      case TRANSLATE -> Activity.TRANSLATE;
      case PARAPHRASE, OTHER -> Activity.OTHER;
    };
  }

  private static SyntheticPart synthetic(LineageEvent event) {
    return switch (event.type()) {
      case SYNTHESIZE -> SyntheticPart.ALL;
      case TRANSFORM ->
          event.synthesize().isPresent()
                  || event.inputs().stream().anyMatch(EventStatements::generates)
              ? SyntheticPart.ALL
              : SyntheticPart.INHERITED;
      case INGEST ->
          event.synthesize().isEmpty()
                  && event.ingest().map(Ingest::containsSynthetic).equals(Optional.of(Answer.NO))
              ? SyntheticPart.INHERITED
              : SyntheticPart.ANY;
      case CLEAN, TRAIN, DOCUMENT, RETRACT -> SyntheticPart.INHERITED;
    };
  }

  private static boolean generates(Input input) {
    return input.role() == Role.GENERATOR || input.role() == Role.TRANSLATOR;
  }
}
