package dev.headwater.dev;

import dev.headwater.codec.registry.CompatibilityLevel;
import dev.headwater.codec.registry.SchemaText;
import java.util.List;
import java.util.Optional;

/**
 * What a registry does, without HTTP: every change is checked against what is there, written to the
 * log, and applied when it is acknowledged. Changes go one at a time; reads wait for none of them.
 * Thread-safe.
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

  /** After a failed append it is open whether the change is in the topic: the topic tells. */
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

  /** Registers a schema unless it is there, and gives its id. */
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

  /** The version of a subject that holds a schema. */
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

  /** The highest possible number stands for the latest. */
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

  /** Deletes a subject softly, or for good after that; gives the versions concerned. */
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

  /** Deletes a version softly, or for good after that; gives its number. */
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

  /** Why a schema may not be registered under a subject; none if it may. */
  List<String> violations(String subject, SchemaText schema) {
    RegistryContent now = content;
    List<SchemaText> versions =
        now.versions(subject, false).stream().map(RegisteredSchema::schema).toList();
    return now.level(subject).violations(schema, versions);
  }

  /** The same against one version only; against the latest where there is none, none. */
  List<String> violations(String subject, String version, SchemaText schema) {
    if (number(version) == Integer.MAX_VALUE && content.versions(subject, false).isEmpty()) {
      return List.of();
    }
    SchemaText other = version(subject, version, false).schema();
    return content.level(subject).violations(schema, other);
  }

  /** Sets a level for a subject, or for all others with {@code ""}; empty takes it away. */
  synchronized void setLevel(String scope, Optional<CompatibilityLevel> level) {
    becomeSure();
    change(new RegistryChange.Level(scope, level));
  }

  /** Sets a mode for a subject, or for all others with {@code ""}; empty takes it away. */
  synchronized void setMode(String scope, Optional<RegistryMode> mode) {
    becomeSure();
    change(new RegistryChange.Mode(scope, mode));
  }
}
