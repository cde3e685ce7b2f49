package dev.headwater.dev;

import dev.headwater.codec.registry.CompatibilityLevel;
import java.util.Optional;

/**
 * One record of the registry's topic. A scope is a subject, or {@code ""} for the registry as a
 * whole.
 */
sealed interface RegistryChange {
  /** A version is there, or is softly deleted. */
  record Put(RegisteredSchema schema) implements RegistryChange {}

  /** A version is gone for good. */
  record Erase(String subject, int version) implements RegistryChange {}

  /** A level is set, or no longer set. */
  record Level(String scope, Optional<CompatibilityLevel> level) implements RegistryChange {}

  /** A mode is set, or no longer set. */
  record Mode(String scope, Optional<RegistryMode> mode) implements RegistryChange {}

  /**
   * Ids up to this one have been given. Written before a version is erased: otherwise an id whose
   * last version is gone could be given again, and old data be read with another schema.
   */
  record LastId(int id) implements RegistryChange {}
}
