package dev.headwater.representation;

import dev.headwater.model.Composition;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of the amounts of one asset, or of what a step takes from it, in one measure.
 * Immutable.
 *
 * <p>Each amount is in a row, and in each row in one of two cells: synthetic or not. The first row
 * is the total; the second is the bucket of what is in no known category; then the categories. For
 * each row, and for each cell, this class keeps the least and the greatest amount of it, and the
 * least and the greatest amount of everything else. (The possible amounts are a generalized
 * polymatroid; see A. Frank and &Eacute;. Tardos, Generalized polymatroids and submodular flows,
 * Mathematical Programming 42, 1988. Sums, parts and limits of the total keep that form, and each
 * of them needs only these four numbers to give the same numbers again, as narrow as they can be.)
 *
 * <p>Bounds from below are finite. Whole numbers are exact up to 2^53; see {@link Rounding}.
 */
final class Amounts {
  /** The row of everything. */
  static final int TOTAL = 0;

  /** The row of what is in no known category. */
  static final int UNKNOWN = 1;

  /** The first row of a category. */
  static final int FIRST = 2;

  /** Offsets of the numbers of a row. */
  static final int ALL = 0;

  static final int SYNTHETIC = 1;
  static final int GENUINE = 2;

  /** Numbers of a row. */
  static final int CELLS = 3;

  private static final String[] NONE = {};

  final String[] categories;
  final double[] low;
  final double[] high;
  final double[] othersLow;
  final double[] othersHigh;

  Amounts(
      String[] categories, double[] low, double[] high, double[] othersLow, double[] othersHigh) {
    this.categories = categories;
    this.low = low;
    this.high = high;
    this.othersLow = othersLow;
    this.othersHigh = othersHigh;
  }

  /** Rows for these categories, all of them 0 until set. */
  private static Amounts rows(String[] categories) {
    int size = CELLS * (FIRST + categories.length);
    return new Amounts(
        categories, new double[size], new double[size], new double[size], new double[size]);
  }

  /**
   * An amount of which no category is known.
   *
   * @param syntheticHigh the most of it that can be synthetic
   * @param genuineHigh the most of it that can be not synthetic
   */
  static Amounts unknown(Interval total, double syntheticHigh, double genuineHigh) {
    Amounts made = rows(NONE);
    for (int row : new int[] {TOTAL, UNKNOWN}) {
      int at = CELLS * row;
      made.low[at] = total.low();
      made.high[at] = total.high();
      made.low[at + SYNTHETIC] = Math.max(0, Rounding.less(total.low(), genuineHigh));
      made.high[at + SYNTHETIC] = Math.min(total.high(), syntheticHigh);
      made.low[at + GENUINE] = Math.max(0, Rounding.less(total.low(), syntheticHigh));
      made.high[at + GENUINE] = Math.min(total.high(), genuineHigh);
      for (int cell = SYNTHETIC; cell <= GENUINE; cell++) {
        int other = at + SYNTHETIC + GENUINE - cell;
        made.othersLow[at + cell] = made.low[other];
        made.othersHigh[at + cell] = made.high[other];
      }
    }
    return made;
  }

  /** As above, where any part may be synthetic. */
  static Amounts unknown(Interval total) {
    return unknown(total, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * The amounts that a composition states.
   *
   * @param unaccounted what there is beyond them, and counts as unknown
   * @param synthetic how much of each row can be synthetic
   */
  static Amounts stated(Composition composition, double unaccounted, SyntheticShare synthetic) {
    String[] categories = composition.counts().keySet().toArray(NONE);
    Amounts made = rows(categories);
    double unknown = composition.unknown() + unaccounted;
    double total = Sum.of(composition.counts().values()) + unknown;
    made.set(UNKNOWN, unknown, total, synthetic.unknown(unknown));
    double syntheticLow = made.low[CELLS * UNKNOWN + SYNTHETIC];
    double syntheticHigh = made.high[CELLS * UNKNOWN + SYNTHETIC];
    double genuineLow = made.low[CELLS * UNKNOWN + GENUINE];
    double genuineHigh = made.high[CELLS * UNKNOWN + GENUINE];
    int row = FIRST;
    for (Map.Entry<String, Double> count : composition.counts().entrySet()) {
      made.set(row, count.getValue(), total, synthetic.of(count.getKey(), count.getValue()));
      syntheticLow += made.low[CELLS * row + SYNTHETIC];
      syntheticHigh += made.high[CELLS * row + SYNTHETIC];
      genuineLow += made.low[CELLS * row + GENUINE];
      genuineHigh += made.high[CELLS * row + GENUINE];
      row++;
    }
    made.low[ALL] = made.high[ALL] = total;
    made.low[SYNTHETIC] = made.othersLow[GENUINE] = syntheticLow;
    made.high[SYNTHETIC] = made.othersHigh[GENUINE] = syntheticHigh;
    made.low[GENUINE] = made.othersLow[SYNTHETIC] = genuineLow;
    made.high[GENUINE] = made.othersHigh[SYNTHETIC] = genuineHigh;
    return made;
  }

  /** Sets a row whose amount is known, with the part of it that is synthetic. */
  private void set(int row, double amount, double total, Interval synthetic) {
    int at = CELLS * row;
    low[at] = high[at] = amount;
    low[at + SYNTHETIC] = synthetic.low();
    high[at + SYNTHETIC] = synthetic.high();
    low[at + GENUINE] = rest(amount, synthetic.high());
    high[at + GENUINE] = rest(amount, synthetic.low());
    for (int cell = at; cell < at + CELLS; cell++) {
      othersLow[cell] = Math.max(0, Rounding.less(total, high[cell]));
      othersHigh[cell] = Rounding.more(total, low[cell]);
    }
  }

  /** A difference that is exact at its ends, however it was rounded. */
  private static double rest(double amount, double part) {
    return part == amount ? 0 : amount - part;
  }

  /** The interval of a row. */
  Interval interval(int row) {
    return at(CELLS * row);
  }

  /** The interval of the synthetic part of a row. */
  Interval synthetic(int row) {
    return at(CELLS * row + SYNTHETIC);
  }

  private Interval at(int cell) {
    double bound = Math.min(low[cell], Double.MAX_VALUE);
    return new Interval(bound, Math.max(bound, high[cell]));
  }

  double totalLow() {
    return low[ALL];
  }

  double totalHigh() {
    return high[ALL];
  }

  /** The rows of all categories, with their positions. */
  SortedMap<String, Integer> rows() {
    SortedMap<String, Integer> rows = new TreeMap<>();
    for (int i = 0; i < categories.length; i++) {
      rows.put(categories[i], FIRST + i);
    }
    return rows;
  }

  /** Any part of these, from nothing to all. */
  Amounts part() {
    return new Amounts(
        categories, new double[low.length], high, new double[low.length], othersHigh);
  }

  /**
   * These, where the total is known to lie in {@code limit}. The caller has made sure that it can.
   */
  Amounts within(Interval limit) {
    Amounts cut =
        new Amounts(categories, low.clone(), high.clone(), othersLow.clone(), othersHigh.clone());
    for (int i = 0; i < low.length; i++) {
      cut.high[i] = Math.min(high[i], Rounding.more(limit.high(), othersLow[i]));
      cut.low[i] = Math.max(low[i], Rounding.less(limit.low(), othersHigh[i]));
      cut.othersHigh[i] = Math.min(othersHigh[i], Rounding.more(limit.high(), low[i]));
      cut.othersLow[i] = Math.max(othersLow[i], Rounding.less(limit.low(), high[i]));
    }
    return cut;
  }

  /** Any part of these that amounts to {@code total}, which is no more than there can be. */
  Amounts part(double total) {
    return part().within(Interval.point(total));
  }

  /** These, all of them in no known category. */
  Amounts withoutCategories() {
    return new Amounts(NONE, twice(low), twice(high), twice(othersLow), twice(othersHigh));
  }

  /** The row of the total, twice. */
  private static double[] twice(double[] numbers) {
    double[] rows = Arrays.copyOf(numbers, 2 * CELLS);
    System.arraycopy(numbers, 0, rows, CELLS, CELLS);
    return rows;
  }

  /** These, all of them synthetic. */
  Amounts allSynthetic() {
    Amounts made = rows(categories);
    for (int at = 0; at < low.length; at += CELLS) {
      for (int cell = at; cell <= at + SYNTHETIC; cell++) {
        made.low[cell] = low[at];
        made.high[cell] = high[at];
        made.othersLow[cell] = othersLow[at];
        made.othersHigh[cell] = othersHigh[at];
      }
      made.othersLow[at + GENUINE] = low[ALL];
      made.othersHigh[at + GENUINE] = high[ALL];
    }
    return made;
  }
}
