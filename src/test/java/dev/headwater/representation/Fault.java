package dev.headwater.representation;

import dev.headwater.model.Composition;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import dev.headwater.representation.Statements.Use;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A fault that a test plants between what events state and what is derived from it, to show that the
 * tests would detect a derivation that makes the same mistake.
 */
@FunctionalInterface
interface Fault {
  /** Nothing goes wrong. */
  Fault NONE = (stated, measure) -> stated;

  /** What the derivation takes for the statements, when it derives the measure. */
  Statements in(Statements stated, Measure measure);

  /** A filter keeps everything. */
  static Fault intervalIgnored() {
    return ofSteps(
        step ->
            step.activity() == Activity.KEEP_SOME
                ? new Step(
                    step.event(),
                    Activity.KEEP_ALL,
                    step.records(),
                    step.inputs(),
                    step.inputsIncomplete(),
                    step.synthetic())
                : step);
  }

  /** The amounts in another unit count. */
  static Fault unitMixed() {
    return ofCompositions(
        (one, measure) ->
            one.dimension().equals(measure.dimension()) && !one.unit().equals(measure.unit())
                ? renamed(one, measure)
                : one);
  }

  /** The amounts of another dimension count. */
  static Fault dimensionMixed() {
    return ofCompositions(
        (one, measure) ->
            one.dimension().equals(measure.dimension()) ? one : renamed(one, measure));
  }

  private static Composition renamed(Composition one, Measure measure) {
    return new Composition(
        measure.dimension(), measure.unit(), one.method(), one.counts(), one.unknown());
  }

  /** What is in no known category is not there. */
  static Fault unknownDropped() {
    return ofCompositions(
        (one, measure) ->
            new Composition(one.dimension(), one.unit(), one.method(), one.counts(), 0));
  }

  /** How much of an input went in is not regarded. */
  static Fault recordsOfInputsIgnored() {
    return ofUses(
        use ->
            new Use(
                use.asset(),
                use.role(),
                OptionalLong.empty(),
                use.weight(),
                use.inferred(),
                use.stated()));
  }

  /** How much a step made is not regarded. */
  static Fault recordsOfOutputsIgnored() {
    return ofSteps(
        step ->
            new Step(
                step.event(),
                step.activity(),
                OptionalLong.empty(),
                step.inputs(),
                step.inputsIncomplete(),
                step.synthetic()));
  }

  /** What may have gone in has gone in. */
  static Fault inferredIgnored() {
    return ofUses(
        use ->
            new Use(
                use.asset(), use.role(), use.records(), use.weight(), false, use.stated()));
  }

  /** What an event states of an input is not regarded. */
  static Fault statedIgnored() {
    return ofUses(
        use ->
            new Use(
                use.asset(), use.role(), use.records(), use.weight(), use.inferred(), List.of()));
  }

  /** All weights are the same. */
  static Fault weightsIgnored() {
    return ofUses(
        use ->
            new Use(
                use.asset(),
                use.role(),
                use.records(),
                use.weight().isPresent() ? OptionalDouble.of(1) : use.weight(),
                use.inferred(),
                use.stated()));
  }

  /** An ingest that does not say so contains nothing synthetic. */
  static Fault silenceIsClean() {
    return ofSteps(
        step ->
            step.synthetic() == SyntheticPart.ANY
                ? Stated.synthetic(step, SyntheticPart.INHERITED)
                : step);
  }

  /** An event that does not name all its inputs is taken for one that does. */
  static Fault incompleteIgnored() {
    return ofSteps(
        step ->
            new Step(
                step.event(),
                step.activity(),
                step.records(),
                step.inputs(),
                false,
                step.synthetic()));
  }

  /** Only the latest event counts. */
  static Fault earlierEventsIgnored() {
    return (stated, measure) ->
        with(stated, stated.declared(), stated.steps().subList(0, Math.min(1, stated.steps().size())));
  }

  /** The records that a composition does not count are not there. */
  static Fault unaccountedIgnored() {
    return (stated, measure) ->
        stated.declared().isEmpty()
            ? stated
            : new Statements(
                stated.asset(),
                stated.declared(),
                OptionalLong.empty(),
                stated.steps(),
                stated.reclassified(),
                stated.cut());
  }

  /** Changes a composition, given the measure that is derived. */
  @FunctionalInterface
  interface OfComposition {
    Composition in(Composition composition, Measure measure);
  }

  private static Fault ofCompositions(OfComposition change) {
    return (stated, measure) -> {
      UnaryOperator<List<Composition>> all =
          compositions -> compositions.stream().map(one -> change.in(one, measure)).toList();
      return with(
          stated,
          all.apply(stated.declared()),
          stated.steps().stream()
              .map(
                  step ->
                      with(
                          step,
                          use ->
                              new Use(
                                  use.asset(),
                                  use.role(),
                                  use.records(),
                                  use.weight(),
                                  use.inferred(),
                                  all.apply(use.stated()))))
              .toList());
    };
  }

  private static Fault ofSteps(UnaryOperator<Step> change) {
    return (stated, measure) ->
        with(stated, stated.declared(), stated.steps().stream().map(change).toList());
  }

  private static Fault ofUses(UnaryOperator<Use> change) {
    return ofSteps(step -> with(step, change));
  }

  private static Step with(Step step, UnaryOperator<Use> change) {
    return new Step(
        step.event(),
        step.activity(),
        step.records(),
        step.inputs().stream().map(change).toList(),
        step.inputsIncomplete(),
        step.synthetic());
  }

  private static Statements with(
      Statements stated, List<Composition> declared, List<Step> steps) {
    return new Statements(
        stated.asset(), declared, stated.records(), steps, stated.reclassified(), stated.cut());
  }
}
