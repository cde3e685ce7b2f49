package dev.headwater.dev;

import dev.headwater.codec.registry.CompatibilityLevel;
import java.util.Optional;

/**
 * One change to the registry, which is one record of its topic. A scope is a subject, or {@code ""}
 * for the registry as a whole.
 */
sealed interface RegistryChange {
  /** A version is added, or softly deleted. */
  record Put(RegisteredSchema schema) implements RegistryChange {}

  /** A version is deleted permanently. */
  record Erase(String subject, int version) implements RegistryChange {}

  /** A level is set or removed. */
  record Level(String scope, Optional<CompatibilityLevel> level) implements RegistryChange {}

  /** A mode is set or removed. */
  record Mode(String scope, Optional<RegistryMode> mode) implements RegistryChange {}

  /**
   * Ids up to this one are in use or were used. The registry writes this record before it erases a
   * version. Otherwise it could reuse an id after the id's last version is gone, and readers would
   * read old data with another schema.
   */
  record LastId(int id) implements RegistryChange {}
}
