package dev.headwater.sdk;

import dev.headwater.model.EventType;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.Train;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Builds a TRAIN. */
public final class TrainBuilder extends ActivityBuilder<TrainBuilder> {

  private final SortedMap<String, String> hyperparameters = new TreeMap<>();
  private String stage = "";
  private Supplier<Optional<IntendedUse>> intendedUse = Optional::empty;

  TrainBuilder(Run run, Data from, Data model) {
    super(run, EventType.TRAIN, model);
    input(from);
  }

  /** Such as {@code pretraining}, {@code fine-tuning}, {@code distillation}. */
  public TrainBuilder stage(String name) {
    stage = name;
    return this;
  }

  public TrainBuilder hyperparameter(String name, String value) {
    hyperparameters.put(name, value);
    return this;
  }

  /** What the model is for, and how its users should be represented. */
  public TrainBuilder intendedUse(IntendedUse use) {
    Optional<IntendedUse> given = Optional.of(use);
    intendedUse = () -> given;
    return this;
  }

  /** What the model is for, and how its users should be represented. */
  public TrainBuilder intendedUse(IntendedUseBuilder use) {
    Objects.requireNonNull(use, "use");
    intendedUse = () -> Optional.of(within("intendedUse", use::build));
    return this;
  }

  @Override
  TrainBuilder self() {
    return this;
  }

  @Override
  Optional<Train> trainPayload() {
    Optional<IntendedUse> use = intendedUse.get();
    Train payload = new Train(stage, hyperparameters, use);
    return stage.isBlank() && hyperparameters.isEmpty() && use.isEmpty()
        ? Optional.empty()
        : Optional.of(payload);
  }
}
