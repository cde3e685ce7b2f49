package dev.headwater.model.command;

import dev.headwater.model.Composition;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What the live events that made an asset declare of it.
 *
 * @param compositions one for each dimension and unit, from the latest event that declares it; in
 *     the order of dimensions and units
 * @param records the number of its records, from the latest event that states one
 */
public record Declared(List<Composition> compositions, OptionalLong records) {
  /** Nothing is declared. */
  public static final Declared NOTHING = new Declared(List.of(), OptionalLong.empty());

  public Declared {
    compositions = List.copyOf(compositions);
    Objects.requireNonNull(records, "records");
  }
}
