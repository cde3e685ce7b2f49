package dev.headwater.codec.wire;

import dev.headwater.codec.registry.RegistryUnavailableException;

/** Gives ids to schemas, as a registry does. */
@FunctionalInterface
public interface SchemaRegistration {
  /**
   * Returns the id of the schema. Registers it under the subject if it is not registered yet.
   *
   * @throws RegistryUnavailableException when this is not possible now
   */
  int register(String subject, String schemaJson);
}
