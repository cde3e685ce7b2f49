package dev.headwater.representation;

import java.util.SortedMap;

/**
 * How much of each declared amount can be synthetic, given what went into the asset.
 *
 * <p>The categories of what went in are kept, with two exceptions. What was in no known category
 * may be in any declared one. And of what was in a category, as much may have lost it as is
 * declared to be in none.
 */
final class SyntheticShare {
  /** Nothing is known. */
  static final SyntheticShare ANY = new SyntheticShare(Amounts.unknown(Interval.ANY), 0);

  private final Amounts sources;
  private final SortedMap<String, Integer> rows;
  private final double lost;

  /**
   * @param sources what went into the asset
   * @param lost how much of it may be in no category that is declared, although it had one
   */
  SyntheticShare(Amounts sources, double lost) {
    this.sources = sources;
    this.rows = sources.rows();
    this.lost = lost;
  }

  /** The part of what is declared to be in no category. It may come from any. */
  Interval unknown(double amount) {
    int all = Amounts.CELLS * Amounts.TOTAL;
    return cut(
        amount, 0, sources.high[all + Amounts.SYNTHETIC], sources.high[all + Amounts.GENUINE]);
  }

  /** The part of what is declared to be in a category. */
  Interval of(String category, double amount) {
    int unknown = Amounts.CELLS * Amounts.UNKNOWN;
    double syntheticFound = sources.high[unknown + Amounts.SYNTHETIC];
    double genuineFound = sources.high[unknown + Amounts.GENUINE];
    Integer row = rows.get(category);
    if (row == null) {
      return cut(amount, 0, syntheticFound, genuineFound);
    }
    int at = Amounts.CELLS * row;
    double found = Rounding.more(amount, Math.max(0, Rounding.less(sources.low[at], lost)));
    if (found < 0) {
      return Interval.upTo(amount);
    }
    return cut(
        amount,
        Rounding.less(sources.low[at + Amounts.SYNTHETIC], lost),
        sources.high[at + Amounts.SYNTHETIC] + Math.min(syntheticFound, found),
        sources.high[at + Amounts.GENUINE] + Math.min(genuineFound, found));
  }

  /**
   * The part of an amount, where the synthetic and the genuine part have bounds. If the declared
   * amount contradicts them, they say nothing.
   */
  private static Interval cut(
      double amount, double syntheticLow, double syntheticHigh, double genuineHigh) {
    if (Rounding.exceeds(amount, syntheticHigh + genuineHigh)) {
      return Interval.upTo(amount);
    }
    if (genuineHigh == 0) {
      return Interval.point(amount);
    }
    double low = Math.max(0, Math.max(syntheticLow, Rounding.less(amount, genuineHigh)));
    double high = Math.min(amount, syntheticHigh);
    return low <= high ? new Interval(low, high) : Interval.upTo(amount);
  }
}
