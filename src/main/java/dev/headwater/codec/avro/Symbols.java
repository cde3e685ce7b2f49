package dev.headwater.codec.avro;

import dev.headwater.model.InvalidException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Maps the symbols of an enum in the schema to the model's values of the same names. A symbol that
 * the model does not have comes from a newer version of the schema.
 */
final class Symbols<E extends Enum<E>> {
  private final List<E> values;
  private final int[] indexes;

  private Symbols(List<E> values, int[] indexes) {
    this.values = values;
    this.indexes = indexes;
  }

  /** Maps an enum of the model. Every value of it must be in {@code schema}. */
  static <E extends Enum<E>> Symbols<E> of(Class<E> type, Schema schema) {
    E[] constants = type.getEnumConstants();
    int[] indexes =
        Arrays.stream(constants).mapToInt(value -> schema.getEnumOrdinal(value.name())).toArray();
    List<E> values =
        Arrays.asList(
            schema.getEnumSymbols().stream()
                .map(symbol -> named(constants, symbol))
                .toArray(size -> Arrays.copyOf(constants, size)));
    return new Symbols<>(values, indexes);
  }

  private static <E extends Enum<E>> E named(E[] constants, String symbol) {
    return Arrays.stream(constants)
        .filter(value -> value.name().equals(symbol))
        .findFirst()
        .orElse(null);
  }

  int indexOf(E value) {
    return indexes[value.ordinal()];
  }

  /**
   * Returns the value of the symbol at an index.
   *
   * @throws CorruptException when there is no such symbol
   * @throws InvalidException when the model does not have the symbol
   */
  E at(String place, int index) {
    if (index < 0 || index >= values.size()) {
      throw new CorruptException("an enum has no symbol " + index);
    }
    E value = values.get(index);
    if (value == null) {
      throw new InvalidException(
          place, "is of a newer version of the schema than this program knows; update it");
    }
    return value;
  }
}
