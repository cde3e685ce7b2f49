package dev.headwater.representation;

import dev.headwater.model.Answer;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Completeness;
import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.EventType;
import dev.headwater.model.Ingest;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.Transform;
import dev.headwater.model.TransformOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A few assets that are made of each other, with every record in them, and what events say of it.
 * The last asset is the subject.
 */
record Pipeline(Measure measure, List<Made> assets) {
  /** The known categories; what is in none comes after them. */
  static final List<String> CATEGORIES = List.of("a", "b");

  static final int UNKNOWN = CATEGORIES.size();

  /** What an event did. */
  enum Kind {
    INGEST,
    INGEST_OF_GENUINE,
    CLEAN,
    MERGE,
    TRANSLATE,
    TRANSLATE_BY_MODEL,
    SYNTHESIZE,
    PARAPHRASE,
    TRAIN
  }

  /**
   * An asset.
   *
   * @param truth its records, as a {@link Records}
   * @param declared the amounts that it declares: of each category, and of none
   * @param size the number of its records, if it is stated
   * @param events the events that made it, the latest first
   */
  record Made(
      Asset asset,
      long truth,
      Optional<int[]> declared,
      OptionalInt size,
      Optional<Boolean> reclassified,
      List<Event> events) {}

  /** An event. */
  record Event(Kind kind, List<Take> takes, OptionalInt records, boolean incomplete) {}

  /**
   * An input.
   *
   * @param from the position of the dataset among the assets
   * @param stated what the event states of all of it
   */
  record Take(
      int from,
      OptionalInt records,
      OptionalDouble weight,
      boolean inferred,
      Optional<int[]> stated) {}

  Made subject() {
    return assets.get(assets.size() - 1);
  }

  boolean translatesCategories() {
    return measure.dimension().equals("language");
  }

  /** What the product is told. */
  Stated statements() {
    Stated stated = new Stated();
    for (Made made : assets) {
      List<LineageEvent> events = new ArrayList<>();
      for (int i = 0; i < made.events().size(); i++) {
        events.add(event(made, i));
      }
      stated.put(Statements.of(made.asset(), events, made.reclassified(), false));
    }
    return stated;
  }

  private LineageEvent event(Made made, int position) {
    Event event = made.events().get(position);
    LineageEvent.Builder builder =
        LineageEvent.builder(type(event.kind()))
            .eventId(new UUID(assets.indexOf(made), position))
            .eventTime(Instant.EPOCH.plusSeconds(1_000 - position))
            .producer("test")
            .job(new Job("test", "job"))
            .run("run")
            .inputs(inputs(event))
            .outputs(
                List.of(
                    new Output(
                        made.asset(),
                        records(event.records()),
                        OptionalLong.empty(),
                        "",
                        position == 0
                            ? made.declared().map(this::compositions).orElse(List.of())
                            : List.of())))
            .inputsComplete(event.incomplete() ? Completeness.INCOMPLETE : Completeness.COMPLETE);
    operation(event.kind())
        .ifPresent(
            operation ->
                builder.transform(
                    new Transform(Optional.of(operation), "", List.of(), Optional.empty())));
    if (event.kind() == Kind.INGEST_OF_GENUINE) {
      builder.ingest(ingestOfGenuine());
    }
    return builder.build();
  }

  private static Ingest ingestOfGenuine() {
    return new Ingest(
        "",
        "",
        List.of(),
        "",
        "",
        List.of(),
        List.of(),
        "",
        "",
        Answer.UNKNOWN,
        Answer.NO,
        "",
        "",
        "");
  }

  private List<Input> inputs(Event event) {
    List<Input> inputs = new ArrayList<>();
    for (Take take : event.takes()) {
      inputs.add(
          new Input(
              assets.get(take.from()).asset(),
              Role.SOURCE,
              records(take.records()),
              OptionalLong.empty(),
              take.weight(),
              "",
              take.stated().map(this::compositions).orElse(List.of()),
              take.inferred()));
    }
    if (event.kind() == Kind.TRANSLATE_BY_MODEL) {
      inputs.add(Input.of(Asset.of(AssetKind.MODEL, "lab", "translator", "1"), Role.TRANSLATOR));
    }
    return inputs;
  }

  private static OptionalLong records(OptionalInt records) {
    return records.isPresent() ? OptionalLong.of(records.getAsInt()) : OptionalLong.empty();
  }

  /** The composition, among others that must not matter. */
  private List<Composition> compositions(int[] amounts) {
    SortedMap<String, Double> counts = new TreeMap<>();
    for (int i = 0; i < UNKNOWN; i++) {
      if (amounts[i] > 0) {
        counts.put(CATEGORIES.get(i), (double) amounts[i]);
      }
    }
    SortedMap<String, Double> others = new TreeMap<>();
    others.put(CATEGORIES.get(0), 7.0);
    return List.of(
        composition("other", measure.unit(), others, 0),
        composition(measure.dimension(), "bytes", others, 0),
        composition(measure.dimension(), measure.unit(), counts, amounts[UNKNOWN]),
        composition(measure.dimension(), measure.unit(), others, 1));
  }

  private static Composition composition(
      String dimension, String unit, SortedMap<String, Double> counts, double unknown) {
    return new Composition(dimension, unit, CompositionMethod.DECLARED, counts, unknown);
  }

  private static EventType type(Kind kind) {
    return switch (kind) {
      case INGEST, INGEST_OF_GENUINE -> EventType.INGEST;
      case CLEAN -> EventType.CLEAN;
      case MERGE, TRANSLATE, TRANSLATE_BY_MODEL, PARAPHRASE -> EventType.TRANSFORM;
      case SYNTHESIZE -> EventType.SYNTHESIZE;
      case TRAIN -> EventType.TRAIN;
    };
  }

  private static Optional<TransformOperation> operation(Kind kind) {
    return switch (kind) {
      case MERGE -> Optional.of(TransformOperation.MERGE);
      case TRANSLATE, TRANSLATE_BY_MODEL -> Optional.of(TransformOperation.TRANSLATE);
      case PARAPHRASE -> Optional.of(TransformOperation.PARAPHRASE);
      case INGEST, INGEST_OF_GENUINE, CLEAN, SYNTHESIZE, TRAIN -> Optional.empty();
    };
  }

  /** For the message of a failure. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(measure + "\n");
    for (int i = 0; i < assets.size(); i++) {
      Made made = assets.get(i);
      text.append(i)
          .append(": ")
          .append(made.asset())
          .append(" truth ")
          .append(Records.text(made.truth()))
          .append(made.declared().map(d -> " declares " + java.util.Arrays.toString(d)).orElse(""))
          .append(" size ")
          .append(made.size())
          .append(made.reclassified().map(synthetic -> " reclassified " + synthetic).orElse(""))
          .append('\n');
      for (Event event : made.events()) {
        text.append("   ")
            .append(event.kind())
            .append(event.incomplete() ? " incomplete" : "")
            .append(" records ")
            .append(event.records())
            .append('\n');
        for (Take take : event.takes()) {
          text.append("     takes ")
              .append(take.from())
              .append(" records ")
              .append(take.records())
              .append(take.inferred() ? " inferred" : "")
              .append(take.weight().isPresent() ? " weight " + take.weight().getAsDouble() : "")
              .append(take.stated().map(s -> " stated " + java.util.Arrays.toString(s)).orElse(""))
              .append('\n');
        }
      }
    }
    return text.toString();
  }
}
