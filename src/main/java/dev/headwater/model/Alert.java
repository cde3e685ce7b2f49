package dev.headwater.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A rule that is broken, or was: one alert per rule, subject and origin, never one per path.
 *
 * @param id {@link #id(RuleName, Asset, Asset)}
 * @param missing in the order of {@link Condition}
 * @param path a witness, from the origin to the subject; empty where none is known yet
 * @param resolvedAt present, as the resolution, exactly when the status is RESOLVED
 */
public record Alert(
    String id,
    RuleName rule,
    Severity severity,
    AlertStatus status,
    Asset subject,
    Asset origin,
    List<Condition> missing,
    List<Asset> path,
    Instant openedAt,
    Optional<Instant> resolvedAt,
    Optional<Resolution> resolution) {
  private static final int ID_DIGITS = 32;

  public Alert {
    Check.present("id", id);
    Check.present("rule", rule);
    Check.present("severity", severity);
    Check.present("status", status);
    Check.present("subject", subject);
    Check.present("origin", origin);
    missing = Check.conditions("missing", missing);
    path = Check.list("path", path, Integer.MAX_VALUE);
    openedAt = Check.instant("openedAt", openedAt);
    resolvedAt = Check.instant("resolvedAt", resolvedAt);
    Check.present("resolution", resolution);
    boolean resolved = status == AlertStatus.RESOLVED;
    if (resolvedAt.isPresent() != resolved || resolution.isPresent() != resolved) {
      throw new InvalidException(
          "status",
          "is " + status + "; resolvedAt and resolution belong to RESOLVED, and only there");
    }
    String expected = id(rule, subject, origin);
    if (!id.equals(expected)) {
      throw new InvalidException(
          "id", "is " + Check.quote(id) + ", for this rule, subject and origin it is " + expected);
    }
  }

  /** The first 32 hexadecimal digits of the SHA-256 of rule, subject and origin, a line each. */
  public static String id(RuleName rule, Asset subject, Asset origin) {
    String cause = rule + "\n" + subject.urn() + "\n" + origin.urn();
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(cause.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The same, open since {@code at}. */
  public Alert openedAt(Instant at) {
    return new Alert(
        id, rule, severity, status, subject, origin, missing, path, at, resolvedAt, resolution);
  }
}
