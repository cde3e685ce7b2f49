package dev.headwater.model;

import java.util.SortedMap;

/**
 * Who or what is represented in a dataset along one dimension.
 *
 * @param dimension {@code language} (categories in BCP-47), {@code region} (ISO 3166 or M49), or
 *     any name
 * @param unit what is counted, as {@code records} or {@code hours}
 * @param counts finite numbers from 0 on by category, at most {@link Limits#CATEGORIES}
 * @param unknown how much is of no known category
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
