package dev.headwater.codec.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * How a new schema must be compatible with the existing ones of its subject, with Confluent's
 * names. BACKWARD: the new schema reads data written with the old one. FORWARD: the old schema
 * reads data written with the new one. FULL: both. TRANSITIVE: with every version of the subject,
 * not only the latest.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html">Schema
 *     evolution</a>
 */
public enum CompatibilityLevel {
  NONE(false, false, false),
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /** Returns the level with that name, in upper or lower case. */
  public static Optional<CompatibilityLevel> named(String name) {
    return Stream.of(values()).filter(level -> level.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Returns why the candidate is not compatible with the versions, one message per violation; empty
   * if it is.
   *
   * @param versions the versions of the subject, oldest first
   */
  public List<String> violations(SchemaText candidate, List<SchemaText> versions) {
    int from = transitive ? 0 : Math.max(0, versions.size() - 1);
    List<String> violations = new ArrayList<>();
    for (SchemaText version : versions.subList(from, versions.size())) {
      violations.addAll(violations(candidate, version));
    }
    return violations;
  }

  /** Does the same check against one version, which need not be the latest. */
  public List<String> violations(SchemaText candidate, SchemaText version) {
    List<String> violations = new ArrayList<>();
    if (backward) {
      violations.addAll(
          unreadable(candidate.schema(), version.schema(), "the new schema", "an old"));
    }
    if (forward) {
      violations.addAll(
          unreadable(version.schema(), candidate.schema(), "an old schema", "the new"));
    }
    return violations;
  }

  private static List<String> unreadable(
      Schema reader, Schema writer, String readerName, String writerName) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(
            found ->
                "%s cannot read data of %s one: %s at %s: %s"
                    .formatted(
                        readerName,
                        writerName,
                        found.getType(),
                        found.getLocation(),
                        found.getMessage()))
        .toList();
  }
}
