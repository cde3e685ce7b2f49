package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.representation.Statements.Activity;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What one event made of its inputs, in one measure. */
final class StepAmounts {
  private static final String LANGUAGE = "language";
  private static final double ANY = Double.POSITIVE_INFINITY;

  private final Step step;
  private final Measure measure;

  /** How much is synthetic because of the event; what is reclassified as genuine adds nothing. */
  private final SyntheticPart synthetic;

  private StepAmounts(Step step, Measure measure, boolean genuine) {
    this.step = step;
    this.measure = measure;
    this.synthetic = genuine ? SyntheticPart.INHERITED : step.synthetic();
  }

  /**
   * Derives what a step made.
   *
   * @param genuine whether the asset is reclassified as not synthetic
   * @param sources what each input takes from
   * @param alone whether no other event made the asset, so that the records that the event states
   *     are its own work for certain
   */
  static Derived of(
      Step step, Measure measure, boolean genuine, boolean alone, List<Source> sources) {
    StepAmounts derivation = new StepAmounts(step, measure, genuine);
    Derived derived = derivation.derive(genuine, alone, sources);
    return derivation.synthetic == SyntheticPart.ALL
        ? derived.with(derived.amounts().allSynthetic())
        : derived;
  }

  private Derived derive(boolean genuine, boolean alone, List<Source> sources) {
    String event = "event " + step.event();
    if (step.inputsIncomplete()) {
      return nothing(ANY, event + " does not name all its inputs");
    }
    switch (step.activity()) {
      case INGEST -> {
        return nothing(inherited(true, sources), event + " brought in data of unknown composition");
      }
      case SYNTHESIZE -> {
        return nothing(inherited(true, sources), event + " made data of unknown composition");
      }
      case OTHER -> {
        return nothing(
            inherited(genuine, sources), event + " does not say what it did with its inputs");
      }
      case TRAIN -> {
        return nothing(ANY, event + " trained a model");
      }
      case KEEP_SOME, KEEP_ALL, TRANSLATE -> {
        if (step.inputs().isEmpty()) {
          return nothing(
              genuine ? 0 : ANY, event + " does not name a dataset that it was made from");
        }
      }
    }
    Amounts pool =
        AmountsSum.of(
            IntStream.range(0, sources.size())
                .mapToObj(i -> Taken.of(step.inputs().get(i), sources.get(i), measure, false)));
    Optional<Asset> unread =
        sources.stream().flatMap(source -> source.unread().stream()).findFirst();
    return kept(pool, unread, alone);
  }

  /** What remains of all that was taken. */
  private Derived kept(Amounts pool, Optional<Asset> unread, boolean alone) {
    boolean some = step.activity() == Activity.KEEP_SOME;
    Amounts kept = some ? pool.part() : pool;
    Optional<String> contradiction = Optional.empty();
    if (measure.inRecords() && step.records().isPresent()) {
      double records = step.records().getAsLong();
      contradiction = contradiction(kept, records);
      if (contradiction.isEmpty()) {
        kept = kept.within(Interval.point(records));
      }
    }
    if (contradiction.isPresent() && alone) {
      return nothing(ANY, contradiction.get());
    }
    if (step.activity() == Activity.TRANSLATE && measure.dimension().equals(LANGUAGE)) {
      return new Derived(
          kept.withoutCategories(),
          Optional.of("event " + step.event() + " translated it and declares no languages"),
          unread,
          List.of());
    }
    return Derived.of(kept, unread);
  }

  private Optional<String> contradiction(Amounts kept, double records) {
    if (Rounding.exceeds(records, kept.totalHigh())) {
      return Optional.of(
          says(records) + ", but at most " + Numbers.text(kept.totalHigh()) + " can have gone in");
    }
    if (Rounding.exceeds(kept.totalLow(), records)) {
      return Optional.of(
          says(records)
              + " and that it kept all of its inputs, but at least "
              + Numbers.text(kept.totalLow())
              + " have gone in");
    }
    return Optional.empty();
  }

  private String says(double records) {
    return "event " + step.event() + " says that it made " + Numbers.text(records) + " records";
  }

  /**
   * How much can be synthetic because of the inputs of a step that says nothing of amounts: nothing
   * if nothing is synthetic in them.
   */
  private double inherited(boolean namesAll, List<Source> sources) {
    if (synthetic != SyntheticPart.INHERITED || step.inputs().isEmpty() && !namesAll) {
      return ANY;
    }
    boolean any =
        sources.stream().anyMatch(source -> source.pool().get().high[Amounts.SYNTHETIC] > 0);
    return any ? ANY : 0;
  }

  private Derived nothing(double syntheticHigh, String reason) {
    Interval total =
        measure.inRecords() && step.records().isPresent()
            ? Interval.point(step.records().getAsLong())
            : Interval.ANY;
    return Derived.not(Amounts.unknown(total, syntheticHigh, ANY), reason);
  }
}
