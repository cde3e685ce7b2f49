package dev.headwater.codec.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * How a schema may follow those of its subject, by Confluent's names. BACKWARD: the new one reads
 * data written with the old; FORWARD: the old one reads data written with the new; FULL: both.
 * TRANSITIVE: with every version of the subject, not just the latest.
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

  /** The level of a name, in any case. */
  public static Optional<CompatibilityLevel> named(String name) {
    return Stream.of(values()).filter(level -> level.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * Why the candidate must not follow the versions, one message each; none if it may.
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

  /** The same for a single version, whichever it is. */
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
