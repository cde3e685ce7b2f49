package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.representation.Statements.Step;
import dev.headwater.representation.Statements.SyntheticPart;
import dev.headwater.representation.Statements.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Derives one measure for all assets of a closure, each after all that it needs. What nothing needs
 * any more is forgotten at once, so that long chains with many categories need little memory. Not
 * thread-safe; for one use.
 */
final class MeasureDerivation {
  private final Closure closure;
  private final Measure measure;
  private final Dependencies dependencies;
  private final Derived[] derived;

  private MeasureDerivation(Closure closure, Measure measure) {
    this.closure = closure;
    this.measure = measure;
    this.dependencies = new Dependencies(closure, measure);
    this.derived = new Derived[closure.size()];
  }

  /** Derives the first asset of a closure. What its own events declare of it stands. */
  static Derived of(Closure closure, Measure measure) {
    return new MeasureDerivation(closure, measure).first();
  }

  private Derived first() {
    int[] times = dependencies.times();
    for (int asset : dependencies.order()) {
      if (asset == 0) {
        break;
      }
      if (isOnDemand(asset)) {
        continue;
      }
      derived[asset] = derive(asset, true);
      int[] uses = closure.uses(asset);
      for (int use = 0; use < uses.length; use++) {
        if (dependencies.isNeeded(asset, use) && --times[uses[use]] == 0) {
          derived[uses[use]] = null;
        }
      }
    }
    return derive(0, false);
  }

  /** Whether an asset's amounts are all declared, so that they need not be kept. */
  private boolean isOnDemand(int asset) {
    return dependencies.needsNothing(asset)
        && closure.statements(asset).flatMap(one -> one.declared(measure)).isPresent();
  }

  /**
   * Derives an asset.
   *
   * @param accounted whether the records that a declared composition does not account for are to
   *     count as unknown, as they do for what is made of it
   */
  private Derived derive(int asset, boolean accounted) {
    Optional<Statements> stated = closure.statements(asset);
    if (stated.isEmpty()) {
      return unread(asset, Interval.ANY, "what events state of it was not read");
    }
    Statements own = stated.get();
    Derived made = fromSteps(asset, own);
    Optional<Composition> declared = own.declared(measure);
    if (declared.isPresent()) {
      double rest = accounted ? unaccounted(declared.get(), own.records()) : 0;
      made = Derived.of(declared(declared.get(), rest, made.amounts()), Optional.empty());
    }
    return isAllSynthetic(own) ? made.with(made.amounts().allSynthetic()) : made;
  }

  private static boolean isAllSynthetic(Statements own) {
    return own.reclassified()
        .orElseGet(
            () ->
                !own.cut()
                    && !own.steps().isEmpty()
                    && own.steps().stream()
                        .allMatch(step -> step.synthetic() == SyntheticPart.ALL));
  }

  private Derived fromSteps(int asset, Statements own) {
    Interval size = size(own);
    if (own.cut()) {
      return unread(asset, size, "it was made by more events than were read");
    }
    if (dependencies.isCyclic(asset)) {
      return Derived.not(Amounts.unknown(size), "it descends from itself");
    }
    if (own.asset().kind() == AssetKind.MODEL) {
      return Training.of(own, measure, sources(asset, own));
    }
    if (own.steps().isEmpty()) {
      return Derived.not(Amounts.unknown(size), "no live event made it");
    }
    List<List<Source>> sources = sources(asset, own);
    boolean genuine = own.reclassified().isPresent() && !own.reclassified().get();
    List<Derived> made = new ArrayList<>();
    for (int i = 0; i < own.steps().size(); i++) {
      made.add(
          StepAmounts.of(
              own.steps().get(i), measure, genuine, own.steps().size() == 1, sources.get(i)));
    }
    return made.size() == 1 ? made.get(0) : several(own, made);
  }

  /** It is not said whether several events add to each other or replace each other. */
  private Derived several(Statements own, List<Derived> made) {
    Amounts some = AmountsSum.ofSome(made.stream().map(Derived::amounts));
    Optional<String> reason = made.stream().flatMap(one -> one.reason().stream()).findFirst();
    Optional<Asset> unread = made.stream().flatMap(one -> one.unread().stream()).findFirst();
    if (measure.inRecords() && own.records().isPresent()) {
      double records = own.records().getAsLong();
      boolean tooMany = Rounding.exceeds(records, some.totalHigh());
      if (tooMany || Rounding.exceeds(some.totalLow(), records)) {
        return Derived.not(
            Amounts.unknown(size(own)),
            "it has "
                + Numbers.text(records)
                + " records, but the events that made it account for "
                + (tooMany
                    ? "at most " + Numbers.text(some.totalHigh())
                    : "at least " + Numbers.text(some.totalLow())));
      }
      some = some.within(Interval.point(records));
    }
    return new Derived(some, reason, unread, List.of());
  }

  private Derived unread(int asset, Interval size, String reason) {
    return new Derived(
        Amounts.unknown(size), Optional.of(reason), Optional.of(closure.asset(asset)), List.of());
  }

  /** The total of an asset of which nothing else is known. */
  private Interval size(Statements own) {
    return measure.inRecords() && own.records().isPresent()
        ? Interval.point(own.records().getAsLong())
        : Interval.ANY;
  }

  private double unaccounted(Composition declared, OptionalLong records) {
    if (!measure.inRecords() || records.isEmpty()) {
      return 0;
    }
    double counted = Sum.of(declared.counts().values()) + declared.unknown();
    return Rounding.exceeds(records.getAsLong(), counted) ? records.getAsLong() - counted : 0;
  }

  /** A declared composition, where {@code made} is what follows from the asset's steps. */
  private static Amounts declared(Composition declared, double unaccounted, Amounts made) {
    double counted = Sum.of(declared.counts().values()) + declared.unknown();
    double lost = declared.unknown() + Math.max(unaccounted, made.totalLow() - counted);
    return Amounts.stated(
        declared, unaccounted, new SyntheticShare(made, Math.max(lost, declared.unknown())));
  }

  /** For each step of an asset, the datasets that it uses. */
  private List<List<Source>> sources(int asset, Statements own) {
    List<List<Source>> sources = new ArrayList<>();
    int position = 0;
    for (Step step : own.steps()) {
      List<Source> ofStep = new ArrayList<>();
      for (Use use : step.inputs()) {
        ofStep.add(source(asset, position++, use));
      }
      sources.add(ofStep);
    }
    return sources;
  }

  private Source source(int asset, int position, Use use) {
    int used = closure.uses(asset)[position];
    Optional<Statements> stated = closure.statements(used);
    OptionalLong size = stated.map(Statements::records).orElseGet(OptionalLong::empty);
    Optional<Composition> declared = stated.flatMap(one -> one.declared(measure));
    boolean needed = dependencies.isNeeded(asset, position);
    if (declared.isPresent()) {
      return new Source(declaredPool(used, declared.get(), size, needed), size, Optional.empty());
    }
    Optional<Derived> known = needed ? Optional.of(derived[used]) : Optional.empty();
    Optional<Composition> byEvent = Statements.find(use.stated(), measure);
    if (byEvent.isPresent()) {
      // What the event states may be of a part of the dataset: of that nothing is certain.
      SyntheticShare synthetic =
          known
              .map(one -> new SyntheticShare(one.amounts().part(), byEvent.get().unknown()))
              .orElse(SyntheticShare.ANY);
      return new Source(() -> Amounts.stated(byEvent.get(), 0, synthetic), size, Optional.empty());
    }
    return known
        .map(one -> new Source(one::amounts, size, one.unread()))
        .orElseGet(
            () -> {
              Interval total = stated.map(this::size).orElse(Interval.ANY);
              return new Source(() -> Amounts.unknown(total), size, Optional.empty());
            });
  }

  private Supplier<Amounts> declaredPool(
      int used, Composition declared, OptionalLong size, boolean needed) {
    if (!needed) {
      return () -> Amounts.stated(declared, unaccounted(declared, size), SyntheticShare.ANY);
    }
    if (isOnDemand(used)) {
      return () -> derive(used, true).amounts();
    }
    Derived known = derived[used];
    return known::amounts;
  }
}
