package dev.headwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert about a rule that is broken, or was broken. There is one alert per {@link AlertKey}, not
 * one per path.
 *
 * @param id the value of {@link AlertKey#id()}
 * @param subject an asset; for LOST_EVENTS a job
 * @param origin an asset; for LOST_EVENTS the producer instance whose numbers have a gap
 * @param missing the conditions that do not hold, in the order of {@link Condition}; empty for
 *     LOST_EVENTS and for rules about representation
 * @param missingEvents only for LOST_EVENTS: which numbers are missing, such as {@code 5-7} and
 *     {@code 9}. If there are too many to list, the last entry says how many more there are
 * @param path a witness path, from the origin to the subject; empty if none is known yet, and for
 *     LOST_EVENTS. A rule that compares two assets has just these two
 * @param dimension for {@link RuleName#hasDimension()}: the dimension; otherwise {@code ""}
 * @param evidence for {@link RuleName#hasEvidence()}: what was found, the worst first, over all
 *     units of the dimension; otherwise empty
 * @param moreEvidence how much more was found than {@code evidence} lists
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
    String dimension,
    List<AlertEvidence> evidence,
    long moreEvidence,
    Instant openedAt,
    Optional<Instant> resolvedAt,
    Optional<Resolution> resolution) {
  /** The maximum number of entries in {@code missingEvents}. */
  public static final int MAX_MISSING_EVENTS = 21;

  /** The maximum number of entries in {@code evidence}. */
  public static final int MAX_EVIDENCE = 20;

  public Alert {
    Check.present("id", id);
    Check.present("severity", severity);
    Check.present("status", status);
    missing = Check.conditions("missing", missing);
    missingEvents = Check.list("missingEvents", missingEvents, MAX_MISSING_EVENTS);
    path = Check.list("path", path, Integer.MAX_VALUE);
    evidence = Check.list("evidence", evidence, MAX_EVIDENCE);
    Check.count("moreEvidence", moreEvidence);
    openedAt = Check.instant("openedAt", openedAt);
    resolvedAt = Check.instant("resolvedAt", resolvedAt);
    Check.present("resolution", resolution);
    AlertKey key = new AlertKey(subject, rule, origin, dimension);
    dimension = key.dimension();
    requireParts(rule, missing, missingEvents, path);
    requireEvidence(rule, evidence, moreEvidence);
    boolean resolved = status == AlertStatus.RESOLVED;
    if (resolvedAt.isPresent() != resolved || resolution.isPresent() != resolved) {
      throw new InvalidException(
          "status",
          "is " + status + "; resolvedAt and resolution belong to RESOLVED, and only there");
    }
    if (!id.equals(key.id())) {
      throw new InvalidException(
          "id",
          "is "
              + Check.quote(id)
              + ", for this rule, subject, origin and dimension it is "
              + key.id());
    }
  }

  /** Creates an alert of a rule that is not about representation. */
  public Alert(
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
    this(
        id,
        rule,
        severity,
        status,
        subject,
        origin,
        missing,
        missingEvents,
        path,
        "",
        List.of(),
        0,
        openedAt,
        resolvedAt,
        resolution);
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

  /**
   * Creates an open alert of a rule about representation.
   *
   * @param evidence all that was found, the worst first; the alert keeps the first {@link
   *     #MAX_EVIDENCE} and counts the rest
   */
  public static Alert open(
      AlertKey key,
      Severity severity,
      List<Asset> path,
      List<AlertEvidence> evidence,
      Instant openedAt) {
    int listed = Math.min(evidence.size(), MAX_EVIDENCE);
    return new Alert(
        key.id(),
        key.rule(),
        severity,
        AlertStatus.OPEN,
        key.subject(),
        key.origin(),
        List.of(),
        List.of(),
        path,
        key.dimension(),
        evidence.subList(0, listed),
        evidence.size() - listed,
        openedAt,
        Optional.empty(),
        Optional.empty());
  }

  private static void requireParts(
      RuleName rule, List<Condition> missing, List<String> missingEvents, List<Asset> path) {
    boolean fits =
        rule.isOnAssets()
            ? missingEvents.isEmpty() && (missing.isEmpty() || !rule.isAboutRepresentation())
            : missing.isEmpty() && path.isEmpty();
    if (!fits) {
      throw new InvalidException("missing", "is not what " + rule + " misses");
    }
  }

  private static void requireEvidence(
      RuleName rule, List<AlertEvidence> evidence, long moreEvidence) {
    if (!rule.hasEvidence() && !evidence.isEmpty()) {
      throw new InvalidException("evidence", "is given, which " + rule + " never has");
    }
    if (evidence.size() < MAX_EVIDENCE && moreEvidence > 0) {
      throw new InvalidException(
          "moreEvidence",
          "is " + moreEvidence + ", though evidence lists only " + evidence.size() + " entries");
    }
  }

  /** Returns the id of an alert that is not about a dimension; see {@link AlertKey#id()}. */
  public static String id(RuleName rule, Party subject, Party origin) {
    return new AlertKey(subject, rule, origin).id();
  }

  /** What the alert is about. */
  public AlertKey key() {
    return new AlertKey(subject, rule, origin, dimension);
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
        dimension,
        evidence,
        moreEvidence,
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
        dimension,
        evidence,
        moreEvidence,
        openedAt,
        Optional.of(at),
        Optional.of(because));
  }
}
