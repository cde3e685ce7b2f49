package dev.headwater.representation;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares the share that one category has with the share that it should have at least.
 *
 * @param measure what is counted
 * @param category the category
 * @param minimum the lowest share that it should have, from 0 to 1
 * @param share the share that it has. What is in no known category may belong to it, so that counts
 *     in the upper bound
 * @param outcome whether the minimum is reached
 * @param more how much more of the category would reach it, if nothing else is added: from the best
 *     case to the worst. In records it is a whole number. Empty where shares are weighted, because
 *     amounts do not decide them
 */
public record TargetShare(
    Measure measure,
    String category,
    double minimum,
    Interval share,
    Outcome outcome,
    Optional<Interval> more) {

  /** Shares that differ by less, relatively, are equal: counts and limits are decimal numbers. */
  private static final double ROUNDING = 1e-12;

  /** Below this, every whole number is exact. */
  private static final double EXACT = 0x1p53;

  /** How often a whole number is corrected by 1 after rounding. */
  private static final int CORRECTIONS = 8;

  /** The order in which a reader needs them: what is missed first, by how much is missing. */
  public static final Comparator<TargetShare> WORST_FIRST =
      Comparator.comparing(TargetShare::outcome)
          .thenComparing(Comparator.comparingDouble(TargetShare::shortfall).reversed())
          .thenComparing(TargetShare::measure)
          .thenComparing(TargetShare::category);

  /** Whether a minimum is reached. */
  public enum Outcome {
    /** Even the largest possible share is less than the minimum. */
    MISSED,
    /** What is known allows for both. */
    NOT_KNOWN,
    /** The least possible share is at least the minimum. */
    REACHED
  }

  public TargetShare {
    Objects.requireNonNull(measure, "measure");
    Objects.requireNonNull(category, "category");
    Objects.requireNonNull(share, "share");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(more, "more");
  }

  /** Compares a category of a representation. Nothing has no shares, so that is not known. */
  public static TargetShare of(Representation representation, String category, double minimum) {
    boolean empty = representation.total().high() == 0;
    double high = empty ? 1 : Shares.greatest(representation, category);
    double low = Math.min(high, Shares.least(representation, category));
    Outcome outcome = Outcome.NOT_KNOWN;
    if (!reaches(high, minimum)) {
      outcome = Outcome.MISSED;
    } else if (reaches(low, minimum)) {
      outcome = Outcome.REACHED;
    }
    return new TargetShare(
        representation.measure(),
        category,
        minimum,
        new Interval(low, high),
        outcome,
        representation.isWeighted()
            ? Optional.empty()
            : Optional.of(more(representation, category, minimum, outcome)));
  }

  private static Interval more(
      Representation representation, String category, double minimum, Outcome outcome) {
    if (outcome == Outcome.REACHED) {
      return Interval.ZERO;
    }
    boolean whole = representation.measure().inRecords();
    Shares.Parts worst = Shares.worst(representation, category);
    double high = more(worst.own(), worst.others(), minimum, whole);
    if (outcome == Outcome.NOT_KNOWN) {
      return Interval.upTo(high);
    }
    Shares.Parts best = Shares.best(representation, category);
    double low = Math.min(high, more(best.own(), best.others(), minimum, whole));
    return new Interval(Math.min(low, Double.MAX_VALUE), high);
  }

  /** The least x with {@code (own + x) / (own + others + x) >= minimum}; infinite if none. */
  private static double more(double own, double others, double minimum, boolean whole) {
    if (Double.isInfinite(others) || minimum == 1 && others > 0) {
      return Double.POSITIVE_INFINITY;
    }
    if (others == 0) {
      return own > 0 || minimum == 0 ? 0 : whole ? 1 : 0;
    }
    double exact = Math.max(0, minimum / (1 - minimum) * others - own);
    if (!whole || exact >= EXACT) {
      return exact;
    }
    double x = Math.ceil(exact);
    for (int i = 0; i < CORRECTIONS && x > 0 && reaches(own + x - 1, others, minimum); i++) {
      x--;
    }
    for (int i = 0; i < CORRECTIONS && !reaches(own + x, others, minimum); i++) {
      x++;
    }
    return x;
  }

  private static boolean reaches(double own, double others, double minimum) {
    return reaches(own / (own + others), minimum);
  }

  private static boolean reaches(double share, double minimum) {
    return share >= minimum * (1 - ROUNDING);
  }

  private double shortfall() {
    return minimum - (outcome == Outcome.MISSED ? share.high() : share.low());
  }
}
