package dev.headwater.representation;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The shares of categories in the total, as intervals.
 *
 * <p>The share of a category grows with its own amount and falls with that of everything else. So
 * the least share is that of its least amount among the most of everything else, and the greatest
 * the other way round. An amount in no known category counts in the total.
 */
public final class Shares {
  private Shares() {}

  /**
   * The share of each category of a representation. Where weights count these are the weighted
   * shares: from the least in any of the trainings to the greatest.
   */
  public static SortedMap<String, Interval> of(Representation representation) {
    SortedMap<String, Interval> shares = new TreeMap<>();
    if (representation.isWeighted()) {
      representation.weights().stream()
          .flatMap(training -> training.keySet().stream())
          .forEach(
              category ->
                  shares.computeIfAbsent(category, key -> weighted(representation.weights(), key)));
      return shares;
    }
    Box box = new Box(representation);
    representation
        .categories()
        .forEach((category, part) -> shares.put(category, box.share(part.amount())));
    return shares;
  }

  /** A share that is between those in the single trainings. */
  private static Interval weighted(List<SortedMap<String, Interval>> trainings, String category) {
    double low = 1;
    double high = 0;
    for (SortedMap<String, Interval> training : trainings) {
      Interval share = training.getOrDefault(category, Interval.ZERO);
      low = Math.min(low, share.low());
      high = Math.max(high, share.high());
    }
    return new Interval(low, high);
  }

  /**
   * The greatest share that a category can have, if all that is in no known category belongs to it.
   *
   * @return from 0 to 1; 1 if nothing is known, 0 if there is nothing
   */
  public static double greatest(Representation representation, String category) {
    return representation.weights().stream()
        .mapToDouble(training -> greatest(training, category))
        .max()
        .orElseGet(() -> new Box(representation).greatest(category));
  }

  private static double greatest(SortedMap<String, Interval> training, String category) {
    Sum others = new Sum();
    training.forEach(
        (other, share) -> {
          if (!other.equals(category)) {
            others.add(share.low());
          }
        });
    return Math.min(1, Math.max(0, 1 - others.value()));
  }

  /** The least share that a category can have, from 0 to 1; 0 if nothing of it is known. */
  public static double least(Representation representation, String category) {
    if (representation.isWeighted()) {
      return weighted(representation.weights(), category).low();
    }
    return new Box(representation).share(known(representation, category)).low();
  }

  /**
   * The amounts that make a share.
   *
   * @param own what there is of the category
   * @param others what there is of everything else; infinite if nothing bounds it
   */
  record Parts(double own, double others) {}

  /** The amounts of the least share that a category can have. */
  static Parts worst(Representation representation, String category) {
    Interval own = known(representation, category);
    return new Parts(own.low(), new Box(representation).othersHigh(own));
  }

  /**
   * The amounts of the greatest share that a category can have, if all that is in no known category
   * belongs to it.
   */
  static Parts best(Representation representation, String category) {
    Box box = new Box(representation);
    Interval most = box.withUnknown(category);
    return new Parts(most.high(), box.othersLow(most));
  }

  private static Interval known(Representation representation, String category) {
    Representation.Part part = representation.categories().get(category);
    return part == null ? Interval.ZERO : part.amount();
  }

  /** The share of a row of amounts: of the same numbers, but narrower. */
  static Interval of(Amounts amounts, int row) {
    int at = Amounts.CELLS * row;
    return share(
        amounts.interval(row),
        amounts.interval(Amounts.TOTAL),
        amounts.othersLow[at],
        amounts.othersHigh[at]);
  }

  private static Interval share(
      Interval amount, Interval total, double othersLow, double othersHigh) {
    if (amount.isPoint() && total.isPoint()) {
      return Interval.point(total.high() == 0 ? 0 : Math.min(1, amount.low() / total.low()));
    }
    double low = amount.low() == 0 ? 0 : amount.low() / (amount.low() + othersHigh);
    double high = 0;
    if (!amount.isBounded()) {
      high = 1;
    } else if (amount.high() > 0) {
      high = amount.high() / (amount.high() + Math.max(0, othersLow));
    }
    return new Interval(Math.min(low, high), high);
  }

  /** Intervals of all rows, with that of their sum. */
  private static final class Box {
    private final Representation of;
    private final double lows;
    private final double highs;

    Box(Representation of) {
      this.of = of;
      Sum low = new Sum();
      Sum high = new Sum();
      low.add(of.unknown().low());
      high.add(of.unknown().high());
      of.categories()
          .values()
          .forEach(
              part -> {
                low.add(part.amount().low());
                high.add(part.amount().high());
              });
      lows = low.value();
      highs = high.value();
    }

    Interval share(Interval amount) {
      return Shares.share(amount, of.total(), othersLow(amount), othersHigh(amount));
    }

    /** The least that there can be of everything else. */
    double othersLow(Interval amount) {
      return Math.max(
          0,
          Math.max(
              Rounding.less(lows, amount.low()), Rounding.less(of.total().low(), amount.high())));
    }

    /** The most that there can be of everything else. */
    double othersHigh(Interval amount) {
      double most = Rounding.more(of.total().high(), amount.low());
      return Double.isFinite(highs) ? Math.min(most, Rounding.more(highs, amount.high())) : most;
    }

    /** What can belong to a category, if all that is in no known category belongs to it. */
    Interval withUnknown(String category) {
      Interval known = known(of, category);
      double high = Math.min(of.total().high(), known.high() + of.unknown().high());
      double low = Math.min(of.total().high(), known.low() + of.unknown().low());
      return new Interval(Math.min(low, high), high);
    }

    double greatest(String category) {
      Interval most = withUnknown(category);
      if (of.total().isPoint() && most.isBounded()) {
        return of.total().low() == 0 ? 0 : Math.min(1, most.high() / of.total().low());
      }
      return share(most).high();
    }
  }
}
