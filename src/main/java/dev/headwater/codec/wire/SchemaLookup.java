package dev.headwater.codec.wire;

import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.UnknownSchemaException;

/** Where schemas are had by their id: a registry. */
@FunctionalInterface
public interface SchemaLookup {
  /**
   * The schema as JSON.
   *
   * @throws UnknownSchemaException when there is none of that id
   * @throws RegistryUnavailableException when that cannot be found out now
   */
  String schemaById(int id);
}
