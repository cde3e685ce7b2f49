package dev.headwater.pages;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * An alert, in words.
 *
 * @param id of the alert
 * @param mark its severity
 * @param open whether it is open
 * @param title what the rule is about
 * @param rule its name in the API
 * @param subject the URN of its subject
 * @param subjectLink the page of the subject; "" if it has none
 * @param origin the URN of its origin
 * @param originLink the page of the origin; "" if it has none
 * @param isAtOrigin whether the subject is the origin
 * @param path from the origin to the subject
 * @param missing what the documentation lacks, or which events are missing
 * @param openedAt when it opened
 * @param ending how and when it was resolved; "" while it is open
 * @param remedy what ends it
 */
public record AlertView(
    String id,
    Mark mark,
    boolean open,
    String title,
    String rule,
    String subject,
    String subjectLink,
    String origin,
    String originLink,
    boolean isAtOrigin,
    List<Asset> path,
    String missing,
    Instant openedAt,
    String ending,
    String remedy) {
  /** Orders alerts as the pages list them: the newest first. */
  public static final Comparator<Alert> NEWEST_FIRST =
      Comparator.<Alert, Instant>comparing(alert -> alert.openedAt())
          .reversed()
          .thenComparing(Alert::id);

  public AlertView {
    path = List.copyOf(path);
  }

  /** The words for an alert. */
  public static AlertView of(Alert alert) {
    List<String> missing =
        alert.missingEvents().isEmpty()
            ? alert.missing().stream().map(Condition::text).toList()
            : alert.missingEvents();
    return new AlertView(
        alert.id(),
        Mark.of(alert.severity()),
        alert.status() == AlertStatus.OPEN,
        Words.title(alert.rule()),
        alert.rule().name(),
        alert.subject().urn(),
        Links.to(alert.subject()),
        alert.origin().urn(),
        Links.to(alert.origin()),
        alert.subject().equals(alert.origin()),
        alert.path(),
        String.join(", ", missing),
        alert.openedAt(),
        ending(alert.resolvedAt(), alert),
        Words.remedy(alert.rule()));
  }

  private static String ending(Optional<Instant> at, Alert alert) {
    return at.map(
            time ->
                "Resolved "
                    + Words.time(time)
                    + ": "
                    + alert.resolution().map(Words::resolution).orElse("")
                    + ".")
        .orElse("");
  }
}
