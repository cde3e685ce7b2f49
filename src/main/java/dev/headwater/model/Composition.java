package dev.headwater.model;

import java.util.SortedMap;

/**
 * Who or what a dataset represents, along one dimension.
 *
 * @param dimension {@code language} (categories in BCP-47), {@code region} (ISO 3166 or M49), or
 *     any other name
 * @param unit what is counted, such as {@code records} or {@code hours}
 * @param counts finite numbers by category, not negative; at most {@link Limits#CATEGORIES} entries
 * @param unknown the amount whose category is not known
 */
public record Composition(
    String dimension,
    String unit,
    CompositionMethod method,
    SortedMap<String, Double> counts,
    double unknown) {
  public Composition {
    dimension = Check.requiredText("dimension", dimension);
    unit = Check.requiredText("unit", unit);
    Check.present("method", method);
    counts = Check.map("counts", counts, Limits.CATEGORIES, Check::amount);
    unknown = Check.amount("unknown", unknown);
  }
}
