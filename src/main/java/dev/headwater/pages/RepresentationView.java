package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.query.answer.Represented;
import dev.headwater.representation.Interval;
import dev.headwater.representation.Metrics;
import dev.headwater.representation.Representation;
import dev.headwater.representation.Representation.Method;
import dev.headwater.representation.Representation.Part;
import dev.headwater.representation.Shares;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Who an asset represents along one dimension, in one unit.
 *
 * @param dimension such as "language"
 * @param unit what is counted
 * @param marks how it was counted, and whether it is exact
 * @param of the datasets whose data it is; empty if it is the asset itself
 * @param moreOf how many more datasets there are
 * @param whole how much there is in all
 * @param largest the largest categories
 * @param between those that are neither among the largest nor among the smallest
 * @param leftOut what is not shown of them; "" if nothing
 * @param smallest the smallest categories
 * @param unknown what is in no known category; empty if there is nothing
 * @param legend what the parts of the bars mean; "" if each has only one
 * @param diversity how diverse it is, or why that is not said
 * @param reason why nothing could be derived; "" if something could
 * @param advice what to write down so that more is known; "" if all is
 * @param change compared with the only input
 */
public record RepresentationView(
    String dimension,
    String unit,
    List<Mark> marks,
    List<Asset> of,
    int moreOf,
    String whole,
    List<CategoryBar> largest,
    List<CategoryBar> between,
    String leftOut,
    List<CategoryBar> smallest,
    Optional<CategoryBar> unknown,
    String legend,
    String diversity,
    String reason,
    String advice,
    Optional<ChangeView> change) {
  private static final int LARGEST = 12;
  private static final int SMALLEST = 8;
  private static final int BETWEEN = 200;
  private static final int NAMED = 5;

  public RepresentationView {
    marks = List.copyOf(marks);
    of = List.copyOf(of);
    largest = List.copyOf(largest);
    between = List.copyOf(between);
    smallest = List.copyOf(smallest);
  }

  /** The words and bars for one measure of an asset. */
  static RepresentationView of(Asset asset, Represented.Item item) {
    Representation one = item.representation();
    double scale = scale(one);
    List<CategoryBar> bars = bars(one, scale);
    boolean few = bars.size() <= LARGEST + SMALLEST;
    int head = few ? bars.size() : LARGEST;
    int tail = few ? bars.size() : bars.size() - SMALLEST;
    List<CategoryBar> between = bars.subList(head, tail);
    int more = Math.max(0, between.size() - BETWEEN);
    boolean itself = one.of().equals(List.of(asset));
    Optional<CategoryBar> unknown = unknown(one, one.isWeighted() ? one.total().high() : scale);
    return new RepresentationView(
        one.measure().dimension(),
        one.measure().unit(),
        marks(one),
        itself ? List.of() : one.of().stream().limit(NAMED).toList(),
        itself ? 0 : Math.max(0, one.of().size() - NAMED),
        "In all: " + AmountWords.amount(one.total()) + ".",
        bars.subList(0, head),
        between.subList(0, between.size() - more),
        more > 0 ? "And " + Words.number(more) + " more of these." : "",
        bars.subList(tail, bars.size()),
        unknown,
        legend(Stream.concat(bars.stream(), unknown.stream()).toList()),
        diversity(one, item.metrics()),
        one.notDerivable().map(Words::sentence).orElse(""),
        advice(asset, one),
        item.change().map(ChangeView::of));
  }

  private static List<Mark> marks(Representation one) {
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark(one.method() == Method.DERIVED ? "note" : "plain", Words.lower(one.method())));
    if (one.notDerivable().isPresent()) {
      marks.add(new Mark("warn", "not derivable"));
    } else if (!one.isExact()) {
      marks.add(new Mark("warn", "only bounds are known"));
    }
    if (one.isWeighted()) {
      marks.add(new Mark("plain", "shares as weighted in training"));
    }
    return marks;
  }

  /** The largest first: by how much there may be, and then by how much there surely is. */
  private static List<CategoryBar> bars(Representation one, double scale) {
    SortedMap<String, Interval> shares = Shares.of(one);
    boolean weighted = one.isWeighted();
    Comparator<Map.Entry<String, Part>> bySize =
        Comparator.comparingDouble(
                (Map.Entry<String, Part> entry) -> size(entry, weighted, shares).high())
            .thenComparingDouble(entry -> size(entry, weighted, shares).low())
            .reversed()
            .thenComparing(Map.Entry.comparingByKey());
    return one.categories().entrySet().stream()
        .sorted(bySize)
        .map(
            entry -> {
              Part part = entry.getValue();
              Interval share = shares.getOrDefault(entry.getKey(), Interval.ZERO);
              return weighted
                  ? CategoryBar.weighted(
                      entry.getKey(), part.amount(), share, part.synthetic(), scale)
                  : CategoryBar.of(entry.getKey(), part.amount(), share, part.synthetic(), scale);
            })
        .toList();
  }

  private static Interval size(
      Map.Entry<String, Part> entry, boolean weighted, SortedMap<String, Interval> shares) {
    return weighted
        ? shares.getOrDefault(entry.getKey(), Interval.ZERO)
        : entry.getValue().amount();
  }

  /**
   * The amount, or the weighted share, that fills a bar: the largest of all. Of many categories,
   * each is a small part of the whole, and bars of parts of the whole would all look empty.
   */
  private static double scale(Representation one) {
    Stream<Interval> sizes =
        one.isWeighted()
            ? Shares.of(one).values().stream()
            : Stream.concat(
                Stream.of(one.unknown()), one.categories().values().stream().map(Part::amount));
    return sizes.mapToDouble(size -> size.isBounded() ? size.high() : size.low()).max().orElse(0);
  }

  private static Optional<CategoryBar> unknown(Representation one, double scale) {
    Interval unknown = one.unknown();
    if (unknown.high() == 0) {
      return Optional.empty();
    }
    boolean exact =
        unknown.isPoint() && one.total().isPoint() && one.total().low() > 0 && !one.isWeighted();
    String share = exact ? AmountWords.percent(Math.min(1, unknown.low() / one.total().low())) : "";
    return Optional.of(CategoryBar.unknown(unknown, share, scale));
  }

  private static String legend(List<CategoryBar> bars) {
    List<String> parts = new ArrayList<>();
    if (bars.size() > 1) {
      parts.add("The longest bar is the largest amount.");
    }
    if (bars.stream().anyMatch(CategoryBar::isOpen)) {
      parts.add("The full colour shows what is surely there, the dashed part what may be.");
    }
    if (bars.stream().anyMatch(CategoryBar::isSynthetic)) {
      parts.add("The stripe at the bottom of a bar is surely synthetic.");
    }
    return String.join(" ", parts);
  }

  private static String diversity(Representation one, Optional<Metrics> metrics) {
    if (metrics.isEmpty()) {
      return one.isExact()
          ? "How diverse it is cannot be said: no known category has an amount."
          : "How diverse it is cannot be said, since not every amount is known exactly.";
    }
    Metrics found = metrics.get();
    return "As diverse as "
        + effective(found)
        + " categories of the same size would be."
        + (found.evenness().isPresent()
            ? " Evenness "
                + AmountWords.number(found.evenness().getAsDouble())
                + " (1 if all categories are the same size)."
            : "")
        + (one.unknown().high() > 0 ? " What is in no known category is left out of this." : "");
  }

  /** The effective number of categories, in a few digits. */
  static String effective(Metrics metrics) {
    return String.format(Locale.ROOT, "%.1f", metrics.effectiveNumber());
  }

  private static String advice(Asset asset, Representation one) {
    if (one.isExact()) {
      return "";
    }
    return (asset.kind() == AssetKind.MODEL
            ? "To know it exactly, state the composition of each training dataset"
            : "To know it exactly, state the composition of this dataset")
        + " on the output of the event that makes it, in this dimension and unit. To narrow it,"
        + " state how many records of each input went into it.";
  }

  /** Says how many categories are between the largest and the smallest. */
  public String betweenWords() {
    String number = Words.number(between.size());
    return (leftOut.isEmpty()
            ? number + " categories"
            : "The first " + number + " of the categories")
        + " between the largest and the smallest";
  }
}
