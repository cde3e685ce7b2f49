package dev.headwater.model;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An alert about a rule that is broken, or was broken. There is one alert per rule, subject and
 * origin, not one per path.
 *
 * @param id the value of {@link #id(RuleName, Party, Party)}
 * @param subject an asset; for LOST_EVENTS a job
 * @param origin an asset; for LOST_EVENTS the producer instance whose numbers have a gap
 * @param missing the conditions that do not hold, in the order of {@link Condition}; empty for
 *     LOST_EVENTS
 * @param missingEvents only for LOST_EVENTS: which numbers are missing, such as {@code 5-7} and
 *     {@code 9}. If there are too many to list, the last entry says how many more there are
 * @param path a witness path, from the origin to the subject; empty if none is known yet, and for
 *     LOST_EVENTS
 * @param resolvedAt present exactly if the status is RESOLVED
 * @param resolution present exactly if the status is RESOLVED
 */
public record Alert(
    String id,
    RuleName rule,
    Severity severity,
    AlertStatus status,
    Party subject,
    Party origin,
    List<Condition> missing,
    List<String> missingEvents,
    List<Asset> path,
    Instant openedAt,
    Optional<Instant> resolvedAt,
    Optional<Resolution> resolution) {
  /** The maximum number of entries in {@code missingEvents}. */
  public static final int MAX_MISSING_EVENTS = 21;

  private static final int ID_DIGITS = 32;

  public Alert {
    Check.present("id", id);
    Check.present("rule", rule);
    Check.present("severity", severity);
    Check.present("status", status);
    Check.present("subject", subject);
    Check.present("origin", origin);
    missing = Check.conditions("missing", missing);
    missingEvents = Check.list("missingEvents", missingEvents, MAX_MISSING_EVENTS);
    path = Check.list("path", path, Integer.MAX_VALUE);
    openedAt = Check.instant("openedAt", openedAt);
    resolvedAt = Check.instant("resolvedAt", resolvedAt);
    Check.present("resolution", resolution);
    requireParties(rule, subject, origin);
    if (rule.isOnAssets() ? !missingEvents.isEmpty() : !(missing.isEmpty() && path.isEmpty())) {
      throw new InvalidException("missing", "is not what " + rule + " misses");
    }
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

  /** Creates an alert on an asset. */
  public Alert(
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
    this(
        id,
        rule,
        severity,
        status,
        subject,
        origin,
        missing,
        List.of(),
        path,
        openedAt,
        resolvedAt,
        resolution);
  }

  private static void requireParties(RuleName rule, Party subject, Party origin) {
    Class<? extends Party> of = rule.isOnAssets() ? Asset.class : Job.class;
    Class<? extends Party> by = rule.isOnAssets() ? Asset.class : ProducerInstance.class;
    if (!of.isInstance(subject) || !by.isInstance(origin)) {
      throw new InvalidException(
          "subject",
          "is "
              + subject.urn()
              + " with the origin "
              + origin.urn()
              + ", which "
              + rule
              + " never has");
    }
  }

  /**
   * Returns the id of an alert: the first 32 hexadecimal digits of the SHA-256 of rule, subject and
   * origin, one per line.
   */
  public static String id(RuleName rule, Party subject, Party origin) {
    String cause = rule + "\n" + subject.urn() + "\n" + origin.urn();
    return HexFormat.of().formatHex(Sha256.of(cause)).substring(0, ID_DIGITS);
  }

  /**
   * The party whose owner stores the alert: the subject, or for LOST_EVENTS the producer instance.
   */
  public Party owner() {
    return rule.isOnAssets() ? subject : origin;
  }

  /** Returns the same alert, opened at {@code at}. */
  public Alert openedAt(Instant at) {
    return new Alert(
        id,
        rule,
        severity,
        status,
        subject,
        origin,
        missing,
        missingEvents,
        path,
        at,
        resolvedAt,
        resolution);
  }

  /** Returns the same alert, resolved. */
  public Alert resolved(Instant at, Resolution because) {
    return new Alert(
        id,
        rule,
        severity,
        AlertStatus.RESOLVED,
        subject,
        origin,
        missing,
        missingEvents,
        path,
        openedAt,
        Optional.of(at),
        Optional.of(because));
  }
}
