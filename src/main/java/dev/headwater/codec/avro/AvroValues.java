package dev.headwater.codec.avro;

import dev.headwater.codec.Places;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.EventIds;
import dev.headwater.model.InvalidException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Single values: what Avro and the model write differently. */
final class AvroValues {
  private AvroValues() {}

  /** The symbol of the same name; every symbol of the model is one of the schema. */
  static <E extends Enum<E>> E symbol(Class<E> type, Enum<?> value) {
    return type.cast(BY_NAME.get(type).get(value.name()));
  }

  /** {@code Class.getEnumConstants} makes a copy at each call. */
  private static final ClassValue<Map<String, Enum<?>>> BY_NAME =
      new ClassValue<>() {
        @Override
        protected Map<String, Enum<?>> computeValue(Class<?> type) {
          Map<String, Enum<?>> byName = new HashMap<>();
          for (Object value : type.getEnumConstants()) {
            byName.put(((Enum<?>) value).name(), (Enum<?>) value);
          }
          return byName;
        }
      };

  /** The model's value of the same name; a symbol that it lacks is of a newer schema. */
  static <E extends Enum<E>> E value(Class<E> type, String place, Enum<?> symbol) {
    Enum<?> value = BY_NAME.get(type).get(symbol.name());
    if (value != null) {
      return type.cast(value);
    }
    throw new InvalidException(
        place, "is of a newer version of the schema than this program knows; update it");
  }

  static Asset asset(String place, String urn) {
    return Places.in(place, () -> Asset.parse(urn));
  }

  static UUID eventId(String place, String text) {
    return Places.in(place, () -> EventIds.parse(text));
  }

  static Long nullable(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  static OptionalLong optional(Long value) {
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  static Double nullable(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  static <V> SortedMap<String, V> sorted(Map<String, V> map) {
    return new TreeMap<>(map);
  }

  static List<dev.headwater.avro.Condition> conditions(List<Condition> missing) {
    return missing.stream()
        .map(condition -> symbol(dev.headwater.avro.Condition.class, condition))
        .toList();
  }

  static List<Condition> conditions(String place, List<dev.headwater.avro.Condition> missing) {
    return Places.each(place, missing, symbol -> value(Condition.class, "", symbol));
  }
}
