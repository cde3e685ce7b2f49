package dev.headwater.dev;

import dev.headwater.codec.registry.CompatibilityLevel;
import dev.headwater.codec.registry.SchemaText;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The content of the registry: the result of all records of its topic. In memory; thread-safe. */
final class RegistryContent {
  private static final String GLOBAL = "";

  private final NavigableMap<String, NavigableMap<Integer, RegisteredSchema>> subjects =
      new TreeMap<>();
  private final Map<String, CompatibilityLevel> levels = new HashMap<>();
  private final Map<String, RegistryMode> modes = new HashMap<>();
  private int lastId;

  synchronized void apply(RegistryChange change) {
    if (change instanceof RegistryChange.Put put) {
      RegisteredSchema schema = put.schema();
      subjects
          .computeIfAbsent(schema.subject(), subject -> new TreeMap<>())
          .put(schema.version(), schema);
      lastId = Math.max(lastId, schema.id());
    } else if (change instanceof RegistryChange.Erase erase) {
      erase(erase);
    } else if (change instanceof RegistryChange.Level level) {
      set(levels, level.scope(), level.level());
    } else if (change instanceof RegistryChange.Mode mode) {
      set(modes, mode.scope(), mode.mode());
    } else if (change instanceof RegistryChange.LastId last) {
      lastId = Math.max(lastId, last.id());
    }
  }

  private void erase(RegistryChange.Erase erase) {
    NavigableMap<Integer, RegisteredSchema> versions = subjects.get(erase.subject());
    if (versions != null) {
      versions.remove(erase.version());
      if (versions.isEmpty()) {
        subjects.remove(erase.subject());
      }
    }
  }

  private static <T> void set(Map<String, T> values, String scope, Optional<T> value) {
    value.ifPresentOrElse(v -> values.put(scope, v), () -> values.remove(scope));
  }

  /** All subjects that have a version, in order. */
  synchronized List<String> subjects(boolean withDeleted) {
    return subjects.keySet().stream()
        .filter(subject -> !versions(subject, withDeleted).isEmpty())
        .toList();
  }

  /** The versions of a subject, oldest first; none if there is no such subject. */
  synchronized List<RegisteredSchema> versions(String subject, boolean withDeleted) {
    return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
        .filter(schema -> withDeleted || !schema.deleted())
        .toList();
  }

  synchronized List<RegisteredSchema> withId(int id, boolean withDeleted) {
    return all().filter(s -> s.id() == id && (withDeleted || !s.deleted())).toList();
  }

  synchronized List<RegisteredSchema> everything(boolean withDeleted) {
    return all().filter(schema -> withDeleted || !schema.deleted()).toList();
  }

  synchronized Optional<Integer> idOf(SchemaText schema) {
    return all().filter(s -> s.schema().equals(schema)).map(RegisteredSchema::id).findFirst();
  }

  private Stream<RegisteredSchema> all() {
    return subjects.values().stream().map(Map::values).flatMap(Collection::stream);
  }

  /** The highest id that was ever assigned, or 0. */
  synchronized int lastId() {
    return lastId;
  }

  /** The effective level of a subject. */
  synchronized CompatibilityLevel level(String subject) {
    CompatibilityLevel global = levels.getOrDefault(GLOBAL, CompatibilityLevel.BACKWARD_TRANSITIVE);
    return levels.getOrDefault(subject, global);
  }

  synchronized Optional<CompatibilityLevel> ownLevel(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  /** The effective mode of a subject. */
  synchronized RegistryMode mode(String subject) {
    RegistryMode global = modes.getOrDefault(GLOBAL, RegistryMode.READWRITE);
    return modes.getOrDefault(subject, global);
  }

  synchronized Optional<RegistryMode> ownMode(String subject) {
    return Optional.ofNullable(modes.get(subject));
  }
}
