package dev.headwater.pages;

import dev.headwater.export.EvidenceText;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.query.question.ListedAlert;
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
 * @param dimension the dimension of representation that it is about; "" if none
 * @param evidence what was found, the worst first
 * @param moreEvidence how much more was found than is listed; "" if nothing
 * @param openedAt when it opened
 * @param ending how and when it was resolved; "" while it is open
 * @param history when it was open before, the latest time first
 * @param remedy what ends it
 * @param remedyLink where the origin is shown; "" if it has no page
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
    String dimension,
    List<EvidenceText> evidence,
    String moreEvidence,
    Instant openedAt,
    String ending,
    List<String> history,
    String remedy,
    String remedyLink) {
  /** How many lines of evidence an alert has in a short list. */
  private static final int BRIEF = 3;

  /** Orders alerts as the pages list them: the newest first. */
  public static final Comparator<Alert> NEWEST_FIRST =
      Comparator.<Alert, Instant>comparing(alert -> alert.openedAt())
          .reversed()
          .thenComparing(Alert::id);

  public AlertView {
    path = List.copyOf(path);
    evidence = List.copyOf(evidence);
    history = List.copyOf(history);
  }

  /** The words for alerts and their histories, the newest first. */
  public static List<AlertView> of(List<ListedAlert> alerts) {
    return alerts.stream()
        .sorted(Comparator.comparing(ListedAlert::alert, NEWEST_FIRST))
        .map(listed -> of(listed.alert(), listed.history()))
        .toList();
  }

  /** The words for an alert without its history, and with the worst of what was found alone. */
  public static AlertView brief(Alert alert) {
    AlertView all = of(alert, List.of());
    return new AlertView(
        all.id,
        all.mark,
        all.open,
        all.title,
        all.rule,
        all.subject,
        all.subjectLink,
        all.origin,
        all.originLink,
        all.isAtOrigin,
        all.path,
        all.missing,
        all.dimension,
        all.evidence.stream().limit(BRIEF).toList(),
        more(alert.moreEvidence() + Math.max(0, all.evidence.size() - BRIEF)),
        all.openedAt,
        all.ending,
        all.history,
        all.remedy,
        all.remedyLink);
  }

  private static String more(long count) {
    return count == 0 ? "" : "And " + Words.number(count) + " more.";
  }

  /** The words for an alert. */
  private static AlertView of(Alert alert, List<AlertEpisode> history) {
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
        alert.dimension(),
        alert.evidence().stream().map(one -> EvidenceText.of(alert.rule(), one)).toList(),
        more(alert.moreEvidence()),
        alert.openedAt(),
        ending(alert.resolvedAt(), alert),
        history.stream().map(AlertView::episode).toList(),
        Words.remedy(alert.rule()),
        remedyLink(alert));
  }

  /** The place of the documentation, for rules that documentation resolves. */
  private static String remedyLink(Alert alert) {
    String origin = Links.to(alert.origin());
    return origin.isEmpty() || alert.rule().isAboutRepresentation()
        ? origin
        : origin + "#documentation";
  }

  private static String episode(AlertEpisode episode) {
    return Words.time(episode.openedAt())
        + " to "
        + Words.time(episode.resolvedAt())
        + ", "
        + Words.lower(episode.severity())
        + ": "
        + Words.resolution(episode.resolution())
        + ".";
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
