package dev.headwater.codec.wire;

import dev.headwater.codec.registry.RegistryUnavailableException;

/** Where schemas get their ids: a registry. */
@FunctionalInterface
public interface SchemaRegistration {
  /**
   * The id of the schema, which is registered under the subject if it is not yet.
   *
   * @throws RegistryUnavailableException when that cannot be done now
   */
  int register(String subject, String schemaJson);
}
