package dev.headwater.representation;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Composition;
import dev.headwater.representation.Representation.Method;
import dev.headwater.representation.Representation.Part;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Derives who and what is represented in an asset from what events state of it and of all that it
 * descends from.
 *
 * <p>What an asset's own events declare stands. Else its amounts follow from its inputs, step by
 * step: an interval for each category, which contains the amount under every assignment of records
 * to categories that is consistent with what is declared. What is in no known category stays a
 * bucket of its own. The work for a measure is linear in the number of assets and uses upstream,
 * times the number of categories; nothing is recursive.
 */
public final class Derivation {
  /** How many measures are derived if no dimension is asked for. */
  public static final int MEASURES = 1_000;

  private Derivation() {}

  /**
   * Derives every measure that is declared of the subject, or stated of anything upstream of it.
   *
   * @param statements what is stated of an asset, asked once for each; empty if it was not read.
   *     Then nothing is known of that asset, and whatever depends on it says so
   * @param dimension only measures of this dimension. If nothing is stated in it, the only answer
   *     says that nothing is derivable
   * @return by measure. Beyond {@link #MEASURES}, those that the subject does not declare are not
   *     derived, and say so
   */
  public static SortedMap<Measure, Representation> of(
      Asset subject, Function<Asset, Optional<Statements>> statements, Optional<String> dimension) {
    Closure closure = Closure.of(subject, statements);
    Statements own = closure.statements(0).orElseGet(() -> Statements.none(subject));
    SortedMap<Measure, Representation> answer = new TreeMap<>();
    for (Measure measure : closure.measures()) {
      if (dimension.isPresent() && !dimension.get().equals(measure.dimension())) {
        continue;
      }
      boolean tooMany = answer.size() >= MEASURES && own.declared(measure).isEmpty();
      Derived derived = tooMany ? tooMany() : MeasureDerivation.of(closure, measure);
      answer.put(measure, representation(own, measure, derived));
    }
    if (answer.isEmpty() && dimension.isPresent()) {
      Measure asked = new Measure(dimension.get(), Measure.RECORDS);
      answer.put(asked, representation(own, asked, unstated(closure, asked)));
    }
    return answer;
  }

  /** What is known in a dimension in which no event states anything of an asset, nor upstream. */
  public static Representation unstated(Asset subject, String dimension) {
    Derived nothing = Derived.not(Amounts.unknown(Interval.ANY), notStated(dimension));
    return representation(
        Statements.none(subject), new Measure(dimension, Measure.RECORDS), nothing);
  }

  /**
   * The representation of the first asset of a closure, as a step sees it.
   *
   * @param stated what the event states of it
   */
  static Representation of(Closure closure, Measure measure, List<Composition> stated) {
    Statements own = closure.statements(0).orElseGet(() -> Statements.none(closure.asset(0)));
    Optional<Composition> byEvent = Statements.find(stated, measure);
    if (own.declared(measure).isPresent() || byEvent.isEmpty()) {
      return representation(own, measure, MeasureDerivation.of(closure, measure));
    }
    Amounts amounts = Amounts.stated(byEvent.get(), 0, SyntheticShare.ANY);
    return representation(own, measure, Derived.of(amounts, Optional.empty()));
  }

  private static Derived tooMany() {
    return Derived.not(
        Amounts.unknown(Interval.ANY),
        "more than " + MEASURES + " measures are stated upstream; ask for one dimension");
  }

  /** Nothing is stated in the dimension. Only the total can be known. */
  private static Derived unstated(Closure closure, Measure asked) {
    Derived derived = MeasureDerivation.of(closure, asked);
    return derived.unread().isPresent()
        ? derived
        : Derived.not(derived.amounts(), notStated(asked.dimension()));
  }

  private static String notStated(String dimension) {
    return "no event states a composition by "
        + dimension
        + " of it or of anything that it descends from";
  }

  private static Representation representation(Statements own, Measure measure, Derived derived) {
    Amounts amounts = derived.amounts();
    Optional<Composition> declared = own.declared(measure);
    SortedMap<String, Part> categories = new TreeMap<>();
    amounts
        .rows()
        .forEach(
            (category, row) ->
                categories.put(category, new Part(amounts.interval(row), amounts.synthetic(row))));
    return new Representation(
        measure,
        declared.map(Derivation::method).orElse(Method.DERIVED),
        own.asset().kind() == AssetKind.MODEL ? Training.datasets(own) : List.of(own.asset()),
        amounts.interval(Amounts.TOTAL),
        amounts.interval(Amounts.UNKNOWN),
        categories,
        derived.weights(),
        declared.isPresent() ? Optional.empty() : reason(own.asset(), derived));
  }

  private static Optional<String> reason(Asset subject, Derived derived) {
    return derived
        .reason()
        .or(
            () ->
                derived
                    .unread()
                    .filter(unread -> !unread.equals(subject))
                    .map(unread -> "what events state of " + unread + " was not read"));
  }

  private static Method method(Composition declared) {
    return switch (declared.method()) {
      case DECLARED -> Method.DECLARED;
      case MEASURED -> Method.MEASURED;
      case ESTIMATED -> Method.ESTIMATED;
    };
  }
}
