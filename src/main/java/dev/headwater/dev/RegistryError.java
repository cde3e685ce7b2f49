package dev.headwater.dev;

import java.util.List;

/**
 * An error answer with Confluent's codes and messages. The HTTP status is the code's first three
 * digits.
 *
 * @see <a
 *     href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html#errors">Errors</a>
 */
final class RegistryError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  private RegistryError(int code, String message) {
    super(message);
    this.code = code;
  }

  private RegistryError(int code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  int code() {
    return code;
  }

  int status() {
    return code > 999 ? code / 100 : code;
  }

  static RegistryError badRequest(String why) {
    return new RegistryError(400, why);
  }

  static RegistryError subjectNotFound(String subject) {
    return new RegistryError(40401, "Subject '" + subject + "' not found.");
  }

  static RegistryError versionNotFound(String version) {
    return new RegistryError(40402, "Version " + version + " not found.");
  }

  static RegistryError schemaNotFound() {
    return new RegistryError(40403, "Schema not found");
  }

  static RegistryError schemaNotFound(long id) {
    return new RegistryError(40403, "Schema " + id + " not found");
  }

  static RegistryError subjectSoftDeleted(String subject) {
    return new RegistryError(
        40404,
        "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
  }

  static RegistryError subjectNotSoftDeleted(String subject) {
    return new RegistryError(
        40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
  }

  static RegistryError versionSoftDeleted(String subject, int version) {
    return new RegistryError(
        40406,
        "Subject '%s' Version %d was soft deleted. Set permanent=true to delete permanently"
            .formatted(subject, version));
  }

  static RegistryError versionNotSoftDeleted(String subject, int version) {
    return new RegistryError(
        40407,
        "Subject '%s' Version %d was not deleted first before being permanently deleted"
            .formatted(subject, version));
  }

  static RegistryError noLevelOfItsOwn(String subject) {
    return new RegistryError(
        40408, "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  static RegistryError noModeOfItsOwn(String subject) {
    return new RegistryError(
        40409, "Subject '" + subject + "' does not have subject-level mode configured");
  }

  static RegistryError incompatible(String subject, List<String> violations) {
    return new RegistryError(
        409,
        "Schema being registered is incompatible with an earlier schema for subject \"%s\": %s"
            .formatted(subject, violations));
  }

  static RegistryError invalidSchema(String why) {
    return new RegistryError(42201, "Invalid schema: " + why);
  }

  static RegistryError invalidVersion(String version) {
    return new RegistryError(
        42202,
        ("The specified version '%s' is not a valid version id. Allowed values are between [1,"
                + " 2^31-1] and the string \"latest\"")
            .formatted(version));
  }

  static RegistryError invalidLevel(String level) {
    return new RegistryError(
        42203,
        "Invalid compatibility level '%s'. Valid values are none, backward, forward, full,"
                .formatted(level)
            + " backward_transitive, forward_transitive, and full_transitive");
  }

  static RegistryError invalidMode(String mode) {
    return new RegistryError(
        42204, "Invalid mode '" + mode + "'. Valid values are READWRITE and READONLY");
  }

  static RegistryError readOnly(String subject) {
    return new RegistryError(42205, "Subject " + subject + " is in read-only mode");
  }

  static RegistryError store(String why, Throwable cause) {
    return new RegistryError(50001, "Error in the backend data store: " + why, cause);
  }
}
