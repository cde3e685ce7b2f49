package dev.headwater.sdk;

import dev.headwater.model.Composition;
import dev.headwater.model.CompositionMethod;
import dev.headwater.model.InvalidException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Builds who or what is represented in a dataset, along one dimension. Not safe for use by several
 * threads.
 *
 * <pre>{@code
 * CompositionBuilder.measured("language").count("en", 51_000).count("sw", 1_002).unknown(7)
 * }</pre>
 */
public final class CompositionBuilder {

  /** The unit in which the record counts of inputs and outputs are. */
  static final String RECORDS = "records";

  private final String dimension;
  private final CompositionMethod method;
  private final SortedMap<String, Double> counts = new TreeMap<>();
  private String unit = RECORDS;
  private double unknown;

  private CompositionBuilder(String dimension, CompositionMethod method) {
    this.dimension = dimension;
    this.method = method;
  }

  /**
   * Counted in the data itself.
   *
   * @param dimension such as {@code language} (BCP-47 categories) or {@code region}
   */
  public static CompositionBuilder measured(String dimension) {
    return new CompositionBuilder(dimension, CompositionMethod.MEASURED);
  }

  /** Stated by the source of the data. */
  public static CompositionBuilder declared(String dimension) {
    return new CompositionBuilder(dimension, CompositionMethod.DECLARED);
  }

  /** Estimated, such as from a sample. */
  public static CompositionBuilder estimated(String dimension) {
    return new CompositionBuilder(dimension, CompositionMethod.ESTIMATED);
  }

  /** Sets what is counted, such as {@code hours}; {@code records} by default. */
  public CompositionBuilder unit(String name) {
    unit = name;
    return this;
  }

  /** Adds to the amount of a category. */
  public CompositionBuilder count(String category, double amount) {
    counts.merge(category, amount, Double::sum);
    return this;
  }

  /** Sets the amount whose category is not known; 0 by default. */
  public CompositionBuilder unknown(double amount) {
    unknown = amount;
    return this;
  }

  /**
   * Builds the composition.
   *
   * @throws InvalidException when a value breaks the contract. It names the field
   */
  public Composition build() {
    return new Composition(dimension, unit, method, counts, unknown);
  }
}
