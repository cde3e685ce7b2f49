package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.Role;
import dev.headwater.representation.Statements;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * {@link Statements} as they travel between instances. An optional value is a list of one element,
 * or of none.
 */
public record StatementsForm(
    Asset asset,
    List<Composition> declared,
    List<Long> records,
    List<StepForm> steps,
    List<Boolean> reclassified,
    boolean cut) {

  /** A {@link Statements.Step}. */
  record StepForm(
      UUID event,
      Statements.Activity activity,
      List<Long> records,
      List<UseForm> inputs,
      boolean inputsIncomplete,
      Statements.SyntheticPart synthetic) {

    static StepForm of(Statements.Step step) {
      return new StepForm(
          step.event(),
          step.activity(),
          list(step.records()),
          step.inputs().stream().map(UseForm::of).toList(),
          step.inputsIncomplete(),
          step.synthetic());
    }

    Statements.Step step() {
      return new Statements.Step(
          event,
          activity,
          number(records),
          inputs.stream().map(UseForm::use).toList(),
          inputsIncomplete,
          synthetic);
    }
  }

  /** A {@link Statements.Use}. */
  record UseForm(
      Asset asset,
      Role role,
      List<Long> records,
      List<Double> weight,
      boolean inferred,
      List<Composition> stated) {

    static UseForm of(Statements.Use use) {
      return new UseForm(
          use.asset(),
          use.role(),
          list(use.records()),
          use.weight().isPresent() ? List.of(use.weight().getAsDouble()) : List.of(),
          use.inferred(),
          use.stated());
    }

    Statements.Use use() {
      return new Statements.Use(
          asset,
          role,
          number(records),
          weight.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(weight.get(0)),
          inferred,
          stated);
    }
  }

  public static StatementsForm of(Statements statements) {
    return new StatementsForm(
        statements.asset(),
        statements.declared(),
        list(statements.records()),
        statements.steps().stream().map(StepForm::of).toList(),
        statements.reclassified().map(List::of).orElse(List.of()),
        statements.cut());
  }

  public Statements statements() {
    return new Statements(
        asset,
        declared,
        number(records),
        steps.stream().map(StepForm::step).toList(),
        reclassified.stream().findFirst(),
        cut);
  }

  private static List<Long> list(OptionalLong number) {
    return number.isPresent() ? List.of(number.getAsLong()) : List.of();
  }

  private static OptionalLong number(List<Long> list) {
    return list.isEmpty() ? OptionalLong.empty() : OptionalLong.of(list.get(0));
  }
}
