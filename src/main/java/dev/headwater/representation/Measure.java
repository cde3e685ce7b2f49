package dev.headwater.representation;

import dev.headwater.model.Composition;
import java.util.Comparator;

/**
 * What is counted: the amounts of different measures are never added or compared.
 *
 * @param dimension such as {@code language}; see {@link Composition}
 * @param unit such as {@code records}
 */
public record Measure(String dimension, String unit) implements Comparable<Measure> {
  /** The unit in which the {@code records} of inputs and outputs are counted. */
  public static final String RECORDS = "records";

  private static final Comparator<Measure> ORDER =
      Comparator.comparing(Measure::dimension).thenComparing(Measure::unit);

  /** The measure of a composition. */
  public static Measure of(Composition composition) {
    return new Measure(composition.dimension(), composition.unit());
  }

  /** Whether the unit is records, so that the sizes of inputs and outputs apply. */
  public boolean inRecords() {
    return unit.equals(RECORDS);
  }

  @Override
  public int compareTo(Measure other) {
    return ORDER.compare(this, other);
  }
}
