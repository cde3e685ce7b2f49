package dev.headwater.representation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adds amounts whose categories differ. A category that one of them lacks is 0 there, and
 * everything else is all of it. Not thread-safe.
 */
final class AmountsSum {
  private static final int CELLS = Amounts.CELLS;

  private final Map<String, Integer> rows = new HashMap<>();
  private double[] low = new double[CELLS * Amounts.FIRST];
  private double[] high = low.clone();
  private double[] othersLow = low.clone();
  private double[] othersHigh = low.clone();
  private double[] leastLow = low.clone();
  private double[] leastOthersLow = low.clone();

  /** For each row, of the terms that have it: how many, and the sums of their totals. */
  private int[] terms = new int[Amounts.FIRST];

  private int[] unbounded = new int[Amounts.FIRST];
  private double[] totalLow = new double[Amounts.FIRST];
  private double[] totalHigh = new double[Amounts.FIRST];
  private double leastTotal = Double.POSITIVE_INFINITY;

  private Optional<Amounts> only = Optional.empty();

  private AmountsSum() {}

  /**
   * The sum of at least one term. Takes them one after the other and keeps none, so that many
   * inputs with many categories need little memory.
   */
  static Amounts of(Stream<Amounts> terms) {
    AmountsSum sum = added(terms);
    return sum.only.orElseGet(sum::sum);
  }

  /**
   * One of the terms, or a sum of several of them: it is not known which. At least as much of each
   * row as in the term that has least of it, and at most the sum.
   */
  static Amounts ofSome(Stream<Amounts> terms) {
    AmountsSum sum = added(terms);
    return sum.only.orElseGet(sum::some);
  }

  private static AmountsSum added(Stream<Amounts> terms) {
    AmountsSum sum = new AmountsSum();
    terms.forEachOrdered(sum::add);
    return sum;
  }

  private void add(Amounts term) {
    only = terms[Amounts.TOTAL] == 0 ? Optional.of(term) : Optional.empty();
    leastTotal = Math.min(leastTotal, term.totalLow());
    add(term, Amounts.TOTAL, Amounts.TOTAL);
    add(term, Amounts.UNKNOWN, Amounts.UNKNOWN);
    for (int i = 0; i < term.categories.length; i++) {
      add(term, Amounts.FIRST + i, row(term.categories[i]));
    }
  }

  private int row(String category) {
    Integer known = rows.putIfAbsent(category, Amounts.FIRST + rows.size());
    if (known != null) {
      return known;
    }
    int row = Amounts.FIRST + rows.size() - 1;
    if (row == terms.length) {
      grow(2 * row);
    }
    return row;
  }

  private void grow(int size) {
    low = Arrays.copyOf(low, CELLS * size);
    high = Arrays.copyOf(high, CELLS * size);
    othersLow = Arrays.copyOf(othersLow, CELLS * size);
    othersHigh = Arrays.copyOf(othersHigh, CELLS * size);
    leastLow = Arrays.copyOf(leastLow, CELLS * size);
    leastOthersLow = Arrays.copyOf(leastOthersLow, CELLS * size);
    terms = Arrays.copyOf(terms, size);
    unbounded = Arrays.copyOf(unbounded, size);
    totalLow = Arrays.copyOf(totalLow, size);
    totalHigh = Arrays.copyOf(totalHigh, size);
  }

  private void add(Amounts term, int from, int to) {
    boolean first = terms[to]++ == 0;
    totalLow[to] += term.totalLow();
    if (Double.isInfinite(term.totalHigh())) {
      unbounded[to]++;
    } else {
      totalHigh[to] += term.totalHigh();
    }
    for (int cell = 0; cell < CELLS; cell++) {
      int source = CELLS * from + cell;
      int at = CELLS * to + cell;
      low[at] += term.low[source];
      high[at] += term.high[source];
      othersLow[at] += term.othersLow[source];
      othersHigh[at] += term.othersHigh[source];
      leastLow[at] = first ? term.low[source] : Math.min(leastLow[at], term.low[source]);
      leastOthersLow[at] =
          first ? term.othersLow[source] : Math.min(leastOthersLow[at], term.othersLow[source]);
    }
  }

  private Amounts sum() {
    addOfTermsWithoutTheRow();
    return made(low, othersLow);
  }

  private Amounts some() {
    addOfTermsWithoutTheRow();
    for (int row = Amounts.FIRST; row < Amounts.FIRST + rows.size(); row++) {
      for (int at = CELLS * row; at < CELLS * (row + 1); at++) {
        if (terms[row] < terms[Amounts.TOTAL]) {
          leastLow[at] = 0;
          leastOthersLow[at] = Math.min(leastOthersLow[at], leastTotal);
        }
      }
    }
    return made(leastLow, leastOthersLow);
  }

  /** In a term without the category, all of the term is something else. */
  private void addOfTermsWithoutTheRow() {
    for (int row = Amounts.FIRST; row < Amounts.FIRST + rows.size(); row++) {
      if (terms[row] == terms[Amounts.TOTAL]) {
        continue;
      }
      double least = Math.max(0, Rounding.less(totalLow[Amounts.TOTAL], totalLow[row]));
      double most =
          unbounded[row] < unbounded[Amounts.TOTAL]
              ? Double.POSITIVE_INFINITY
              : Rounding.more(totalHigh[Amounts.TOTAL], totalHigh[row]);
      for (int at = CELLS * row; at < CELLS * (row + 1); at++) {
        othersLow[at] += least;
        othersHigh[at] += most;
      }
    }
  }

  private Amounts made(double[] least, double[] othersLeast) {
    String[] categories = new String[rows.size()];
    rows.forEach((category, row) -> categories[row - Amounts.FIRST] = category);
    int size = CELLS * (Amounts.FIRST + categories.length);
    return new Amounts(
        categories,
        Arrays.copyOf(least, size),
        Arrays.copyOf(high, size),
        Arrays.copyOf(othersLeast, size),
        Arrays.copyOf(othersHigh, size));
  }
}
