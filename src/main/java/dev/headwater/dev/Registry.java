package dev.headwater.dev;

import dev.headwater.codec.registry.CompatibilityLevel;
import dev.headwater.codec.registry.SchemaText;
import java.util.List;
import java.util.Optional;

/**
 * The logic of a registry, without HTTP. It checks each change against the current content, writes
 * it to the log, and applies it when the broker has acknowledged it. Changes run one at a time;
 * reads do not wait for them. Thread-safe.
 */
final class Registry {
  private static final String LATEST = "latest";

  private final RegistryLog log;
  private volatile RegistryContent content;
  private boolean unsure = true;

  Registry(RegistryLog log) {
    this.log = log;
    this.content = new RegistryContent();
    synchronized (this) {
      becomeSure();
    }
  }

  RegistryContent content() {
    return content;
  }

  /**
   * After a failed append, nobody knows whether the change is in the topic. So this reads the topic
   * again.
   */
  private void becomeSure() {
    if (unsure) {
      RegistryContent read = new RegistryContent();
      log.readAll().forEach(read::apply);
      content = read;
      unsure = false;
    }
  }

  private void change(RegistryChange change) {
    unsure = true;
    log.append(change);
    unsure = false;
    content.apply(change);
  }

  /** Registers a schema if it is not there yet, and returns its id. */
  synchronized int register(String subject, SchemaText schema) {
    becomeSure();
    List<RegisteredSchema> versions = content.versions(subject, false);
    Optional<RegisteredSchema> same = find(versions, schema);
    if (same.isPresent()) {
      return same.get().id();
    }
    requireWritable(subject);
    List<String> violations =
        content
            .level(subject)
            .violations(schema, versions.stream().map(RegisteredSchema::schema).toList());
    if (!violations.isEmpty()) {
      throw RegistryError.incompatible(subject, violations);
    }
    List<RegisteredSchema> all = content.versions(subject, true);
    int version = all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
    int id = content.idOf(schema).orElse(content.lastId() + 1);
    change(new RegistryChange.Put(new RegisteredSchema(subject, version, id, schema, false)));
    return id;
  }

  private void requireWritable(String subject) {
    if (content.mode(subject) == RegistryMode.READONLY) {
      throw RegistryError.readOnly(subject);
    }
  }

  /** The version of a subject that has this schema. */
  RegisteredSchema lookup(String subject, SchemaText schema, boolean withDeleted) {
    return find(versions(subject, withDeleted), schema).orElseThrow(RegistryError::schemaNotFound);
  }

  private static Optional<RegisteredSchema> find(
      List<RegisteredSchema> versions, SchemaText schema) {
    return versions.stream().filter(version -> version.schema().equals(schema)).findFirst();
  }

  /** The versions of a subject, oldest first; at least one. */
  List<RegisteredSchema> versions(String subject, boolean withDeleted) {
    List<RegisteredSchema> versions = content.versions(subject, withDeleted);
    if (versions.isEmpty()) {
      throw RegistryError.subjectNotFound(subject);
    }
    return versions;
  }

  /** A version by its number, or {@code latest}. */
  RegisteredSchema version(String subject, String version, boolean withDeleted) {
    int number = number(version);
    List<RegisteredSchema> versions = versions(subject, withDeleted);
    if (number == Integer.MAX_VALUE) {
      return versions.get(versions.size() - 1);
    }
    return versions.stream()
        .filter(candidate -> candidate.version() == number)
        .findFirst()
        .orElseThrow(() -> RegistryError.versionNotFound(version));
  }

  /** The number of a version; the highest possible number means the latest. */
  private static int number(String version) {
    if (version.equals(LATEST) || version.equals("-1")) {
      return Integer.MAX_VALUE;
    }
    try {
      int number = Integer.parseInt(version);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw RegistryError.invalidVersion(version);
    }
    throw RegistryError.invalidVersion(version);
  }

  /**
   * Deletes a subject softly, or permanently if it is softly deleted already. Returns the affected
   * versions.
   */
  synchronized List<Integer> deleteSubject(String subject, boolean permanent) {
    becomeSure();
    requireWritable(subject);
    List<RegisteredSchema> all = versions(subject, true);
    List<RegisteredSchema> live = content.versions(subject, false);
    if (permanent && !live.isEmpty()) {
      throw RegistryError.subjectNotSoftDeleted(subject);
    }
    if (!permanent && live.isEmpty()) {
      throw RegistryError.subjectSoftDeleted(subject);
    }
    List<RegisteredSchema> concerned = permanent ? all : live;
    concerned.forEach(version -> delete(version, permanent));
    if (content.ownLevel(subject).isPresent()) {
      change(new RegistryChange.Level(subject, Optional.empty()));
    }
    return concerned.stream().map(RegisteredSchema::version).toList();
  }

  /**
   * Deletes a version softly, or permanently if it is softly deleted already. Returns its number.
   */
  synchronized int deleteVersion(String subject, String version, boolean permanent) {
    becomeSure();
    requireWritable(subject);
    RegisteredSchema found = version(subject, version, true);
    if (permanent && !found.deleted()) {
      throw RegistryError.versionNotSoftDeleted(subject, found.version());
    }
    if (!permanent && found.deleted()) {
      throw RegistryError.versionSoftDeleted(subject, found.version());
    }
    delete(found, permanent);
    return found.version();
  }

  private void delete(RegisteredSchema version, boolean permanent) {
    if (permanent) {
      change(new RegistryChange.LastId(content.lastId()));
      change(new RegistryChange.Erase(version.subject(), version.version()));
    } else {
      change(new RegistryChange.Put(version.asDeleted()));
    }
  }

  /** The reasons why a schema may not be registered under a subject; none if it may. */
  List<String> violations(String subject, SchemaText schema) {
    RegistryContent now = content;
    List<SchemaText> versions =
        now.versions(subject, false).stream().map(RegisteredSchema::schema).toList();
    return now.level(subject).violations(schema, versions);
  }

  /**
   * As {@link #violations(String, SchemaText)}, against one version only. There are none if the
   * version is the latest and the subject has no version.
   */
  List<String> violations(String subject, String version, SchemaText schema) {
    if (number(version) == Integer.MAX_VALUE && content.versions(subject, false).isEmpty()) {
      return List.of();
    }
    SchemaText other = version(subject, version, false).schema();
    return content.level(subject).violations(schema, other);
  }

  /**
   * Sets the level of a subject, or with {@code ""} that of all subjects without their own; an
   * empty level removes it.
   */
  synchronized void setLevel(String scope, Optional<CompatibilityLevel> level) {
    becomeSure();
    change(new RegistryChange.Level(scope, level));
  }

  /**
   * Sets the mode of a subject, or with {@code ""} that of all subjects without their own; an empty
   * mode removes it.
   */
  synchronized void setMode(String scope, Optional<RegistryMode> mode) {
    becomeSure();
    change(new RegistryChange.Mode(scope, mode));
  }
}
