package dev.headwater.query;

import dev.headwater.model.Asset;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.IntendedUse;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Target;
import dev.headwater.model.Train;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** An event that makes one asset, with what it states of compositions. Short, for tests. */
public final class Composed {
  private static final Instant TIME = Instant.parse("2026-11-22T10:00:00Z");

  private final EventType type;
  private final Optional<TransformOperation> operation;
  private final Asset output;
  private final List<Input> inputs = new ArrayList<>();
  private final List<Composition> composition = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private OptionalLong records = OptionalLong.empty();
  private Instant time = TIME;
  private UUID id = UUID.randomUUID();

  private Composed(EventType type, Optional<TransformOperation> operation, Asset output) {
    this.type = type;
    this.operation = operation;
    this.output = output;
  }

  public static Composed of(EventType type, Asset output) {
    return new Composed(type, Optional.empty(), output);
  }

  public static Composed of(TransformOperation operation, Asset output) {
    return new Composed(EventType.TRANSFORM, Optional.of(operation), output);
  }

  /** The composition by language in records; the counts are like {@code "en", 3, "sw", 1}. */
  public static Composition languages(Object... counts) {
    return composition("language", "records", 0, counts);
  }

  public static Composition composition(
      String dimension, String unit, double unknown, Object... counts) {
    SortedMap<String, Double> byCategory = new TreeMap<>();
    for (int i = 0; i < counts.length; i += 2) {
      byCategory.put((String) counts[i], ((Number) counts[i + 1]).doubleValue());
    }
    return new Composition(dimension, unit, CompositionMethod.MEASURED, byCategory, unknown);
  }

  public Composed at(Instant eventTime) {
    time = eventTime;
    return this;
  }

  public Composed id(UUID eventId) {
    id = eventId;
    return this;
  }

  /** The composition of what it makes. */
  public Composed with(Composition one) {
    composition.add(one);
    return this;
  }

  /** The number of records that it makes. */
  public Composed records(long number) {
    records = OptionalLong.of(number);
    return this;
  }

  /** Uses a dataset; it is not said how much of it. */
  public Composed from(Asset input) {
    inputs.add(Input.of(input, Role.SOURCE));
    return this;
  }

  /** Uses so many records of a dataset, with what is stated of them. */
  public Composed from(Asset input, long number, Composition... stated) {
    return from(input, number, OptionalDouble.empty(), stated);
  }

  public Composed from(Asset input, long number, OptionalDouble weight, Composition... stated) {
    inputs.add(
        new Input(
            input,
            Role.SOURCE,
            OptionalLong.of(number),
            OptionalLong.empty(),
            weight,
            "",
            List.of(stated),
            false));
    return this;
  }

  /** The minimum shares that a training declares; like {@code "en", 0.5, "sw", 0.1}. */
  public Composed target(String dimension, Object... minimumShares) {
    SortedMap<String, Double> shares = new TreeMap<>();
    for (int i = 0; i < minimumShares.length; i += 2) {
      shares.put((String) minimumShares[i], ((Number) minimumShares[i + 1]).doubleValue());
    }
    targets.add(new Target(dimension, shares));
    return this;
  }

  public LineageEvent event() {
    LineageEvent.Builder event =
        LineageEvent.builder(type)
            .eventId(id)
            .eventTime(time)
            .producer("p")
            .job(new Job("n", "j"))
            .run("r")
            .inputs(inputs)
            .outputs(List.of(new Output(output, records, OptionalLong.empty(), "", composition)));
    operation.ifPresent(
        one -> event.transform(new Transform(Optional.of(one), "", List.of(), Optional.empty())));
    if (!targets.isEmpty()) {
      event.train(new Train("", new TreeMap<>(), Optional.of(new IntendedUse("", "", targets))));
    }
    return event.build();
  }
}
