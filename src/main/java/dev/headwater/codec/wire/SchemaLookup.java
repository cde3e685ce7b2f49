package dev.headwater.codec.wire;

import dev.headwater.codec.registry.RegistryUnavailableException;
import dev.headwater.codec.registry.UnknownSchemaException;

/** Finds schemas by their id, as a registry does. */
@FunctionalInterface
public interface SchemaLookup {
  /**
   * Returns the schema as JSON.
   *
   * @throws UnknownSchemaException when there is no schema with that id
   * @throws RegistryUnavailableException when this cannot be found out now
   */
  String schemaById(int id);
}
