package dev.headwater.backup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.IntFunction;

/** Collects the schemas that records name by their ids. Not thread-safe. */
final class SchemaCollector {
  private static final int HEADER_BYTES = 1 + Integer.BYTES;

  private final IntFunction<Optional<String>> registry;
  private final Map<Part, TreeSet<Integer>> named = new HashMap<>();
  private final List<Manifest.Schema> known = new ArrayList<>();

  /**
   * @param registry finds a schema by its id; empty if there is none
   * @param known what earlier runs collected
   */
  SchemaCollector(IntFunction<Optional<String>> registry, List<Manifest.Schema> known) {
    this.registry = registry;
    this.known.addAll(known);
  }

  /** The id that a value begins with; empty if it does not have the form of Confluent. */
  static OptionalInt schemaId(byte[] value) {
    return value != null && value.length >= HEADER_BYTES && value[0] == 0
        ? OptionalInt.of(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt())
        : OptionalInt.empty();
  }

  void see(Part part, byte[] value) {
    if (part.namesSchemas()) {
      schemaId(value).ifPresent(id -> named.computeIfAbsent(part, key -> new TreeSet<>()).add(id));
    }
  }

  /**
   * All schemas, those of earlier runs included. What is no id of the registry is left out: a
   * record may begin with anything.
   */
  List<Manifest.Schema> schemas() {
    named.forEach(
        (part, ids) -> {
          for (int id : ids) {
            boolean isKnown =
                known.stream().anyMatch(one -> one.id() == id && one.part().equals(part.label()));
            if (!isKnown) {
              registry
                  .apply(id)
                  .ifPresent(text -> known.add(new Manifest.Schema(id, part.label(), text)));
            }
          }
        });
    named.clear();
    return List.copyOf(known);
  }
}
