package dev.headwater.pages;

import dev.headwater.model.Composition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who a dataset represents along one dimension, as bars.
 *
 * @param dimension such as "language"
 * @param unit what is counted
 * @param method how it was counted
 * @param bars the largest categories first; the part of which the category is not known comes last
 * @param leftOut what is not shown; "" if nothing
 */
public record CompositionView(
    String dimension, String unit, String method, List<Bar> bars, String leftOut) {
  private static final int BARS = 30;

  public CompositionView {
    bars = List.copyOf(bars);
  }

  /** One category. The width is the share of the whole, as an SVG length. */
  public record Bar(String category, String count, String share, String width, boolean known) {}

  /** The bars of a composition. */
  public static CompositionView of(Composition composition) {
    double whole =
        composition.unknown()
            + composition.counts().values().stream().mapToDouble(Double::doubleValue).sum();
    List<Bar> bars = new ArrayList<>();
    composition.counts().entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(BARS)
        .forEach(entry -> bars.add(bar(entry.getKey(), entry.getValue(), whole, true)));
    if (composition.unknown() > 0) {
      bars.add(bar("not known", composition.unknown(), whole, false));
    }
    int more = composition.counts().size() - BARS;
    return new CompositionView(
        composition.dimension(),
        composition.unit(),
        Words.lower(composition.method()),
        bars,
        more > 0 ? Words.count(more, "smaller category").replace("ys", "ies") + " not shown." : "");
  }

  private static Bar bar(String category, double count, double whole, boolean known) {
    double percent = whole > 0 ? 100 * count / whole : 0;
    return new Bar(
        category,
        count == Math.rint(count) ? Words.number((long) count) : Double.toString(count),
        percent > 0 && percent < 0.1
            ? "under 0.1 %"
            : String.format(Locale.ROOT, "%.1f %%", percent),
        String.format(Locale.ROOT, "%.2f%%", percent),
        known);
  }
}
