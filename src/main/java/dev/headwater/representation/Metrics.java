package dev.headwater.representation;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * How evenly the categories of one representation are represented. Over the categories with an
 * amount above 0; what is in no known category is left out. p is the share of a category among
 * these, S their number.
 *
 * @param entropy H = -sum of p ln p, in nats (C. E. Shannon, A mathematical theory of
 *     communication, 1948)
 * @param evenness H / ln S, from 0 to 1 (E. C. Pielou, The measurement of diversity in different
 *     types of biological collections, 1966); empty for a single category
 * @param effectiveNumber the Hill number of order 1, e^H: as diverse as this many categories of the
 *     same size (M. O. Hill, Diversity and evenness, Ecology 54, 1973)
 * @param effectiveNumber2 the Hill number of order 2, 1 / sum of p^2
 * @param gini the Gini coefficient, sum of (2i - S - 1) x_i / (S sum of x), where x_i is the i-th
 *     smallest amount: 0 if all are the same, near 1 if one has nearly all
 */
public record Metrics(
    double entropy,
    OptionalDouble evenness,
    double effectiveNumber,
    double effectiveNumber2,
    double gini) {

  /**
   * The metrics of a representation: of its weighted shares, if it has weights, else of its
   * amounts.
   *
   * @return empty unless all is known exactly, and where no category has an amount above 0
   */
  public static Optional<Metrics> of(Representation representation) {
    if (!representation.isExact()) {
      return Optional.empty();
    }
    if (representation.isWeighted()) {
      Collection<Interval> shares = Shares.of(representation).values();
      return shares.stream().allMatch(Interval::isPoint)
          ? of(shares.stream().map(Interval::low).toList())
          : Optional.empty();
    }
    return of(
        representation.categories().values().stream().map(part -> part.amount().low()).toList());
  }

  /**
   * The metrics of the amounts of categories.
   *
   * @param amounts finite, at least 0
   * @return empty where none is above 0
   */
  public static Optional<Metrics> of(Collection<Double> amounts) {
    double[] x = amounts.stream().mapToDouble(Double::doubleValue).filter(a -> a > 0).toArray();
    if (x.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(x);
    // Scaled, so that neither a sum nor a product can overflow.
    double largest = x[x.length - 1];
    Sum sum = new Sum();
    for (double amount : x) {
      sum.add(amount / largest);
    }
    double total = sum.value();
    Sum entropy = new Sum();
    Sum squares = new Sum();
    Sum ranked = new Sum();
    for (int i = 0; i < x.length; i++) {
      double share = x[i] / largest / total;
      if (share > 0) {
        entropy.add(-share * Math.log(share));
      }
      squares.add(share * share);
      ranked.add((2.0 * (i + 1) - x.length - 1) * share);
    }
    double h = Math.max(0, entropy.value()) + 0.0;
    return Optional.of(
        new Metrics(
            h,
            x.length < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(1, h / Math.log(x.length))),
            Math.exp(h),
            1 / squares.value(),
            Math.max(0, ranked.value() / x.length)));
  }

  /**
   * The Jensen-Shannon divergence between the shares of two sets of categories, to the base 2 (J.
   * Lin, Divergence measures based on the Shannon entropy, 1991): the mean of the Kullback-Leibler
   * divergences of both from their mean. It is 0 if the shares are the same and 1 if no category
   * occurs in both. Its square root is a distance.
   *
   * @param one amounts by category; only their shares count
   * @return from 0 to 1; empty where one of the two has no amount above 0
   */
  public static OptionalDouble jensenShannon(
      SortedMap<String, Double> one, SortedMap<String, Double> other) {
    double oneTotal = Sum.of(one.values());
    double otherTotal = Sum.of(other.values());
    if (!(oneTotal > 0 && otherTotal > 0)
        || Double.isInfinite(oneTotal)
        || Double.isInfinite(otherTotal)) {
      return OptionalDouble.empty();
    }
    TreeSet<String> categories = new TreeSet<>(one.keySet());
    categories.addAll(other.keySet());
    Sum divergence = new Sum();
    for (String category : categories) {
      double p = one.getOrDefault(category, 0.0) / oneTotal;
      double q = other.getOrDefault(category, 0.0) / otherTotal;
      double mean = (p + q) / 2;
      divergence.add(divergence(p, mean) + divergence(q, mean));
    }
    double bits = divergence.value() / 2 / Math.log(2);
    return OptionalDouble.of(Math.min(1, Math.max(0, bits)) + 0.0);
  }

  private static double divergence(double p, double mean) {
    return p > 0 ? p * Math.log(p / mean) : 0;
  }
}
