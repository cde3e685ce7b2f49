package dev.headwater.query.walk;

import dev.headwater.model.AlertStatus;
import dev.headwater.model.Asset;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AlertsQuestion;
import dev.headwater.query.question.ListedAlert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists alerts, one partition after the other. If the subject is an asset, only its partition has
 * its alerts. The alerts of a job can be in any partition, because they are with the producers that
 * emit for it.
 */
public final class AlertList {
  private final Reading reading;

  public AlertList(Reading reading) {
    this.reading = reading;
  }

  /**
   * Reads a page of alerts.
   *
   * @param cursor the {@code next} of an earlier page: a partition, a colon, and the cursor of that
   *     partition; "" for the first page
   * @throws IllegalArgumentException if the cursor has another form, or is not of this filter
   */
  public AlertPage read(AlertFilter filter, String cursor, int limit) {
    int first = 0;
    int last = reading.partitions() - 1;
    if (!filter.subjects().isEmpty()
        && filter.subjects().iterator().next() instanceof Asset asset) {
      first = reading.partitionOf(asset);
      last = first;
    }
    int partition = first;
    String at = "";
    if (!cursor.isEmpty()) {
      String[] parts = cursor.split(":", 2);
      if (parts.length != 2 || !parts[0].matches("[0-9]{1,6}")) {
        throw new IllegalArgumentException("not a place in the alerts");
      }
      partition = Integer.parseInt(parts[0]);
      at = parts[1];
      if (partition < first || partition > last) {
        throw new IllegalArgumentException("a place in the alerts of another question");
      }
    }
    List<ListedAlert> alerts = new ArrayList<>();
    long forgotten = 0;
    while (partition <= last) {
      if (alerts.size() == limit || reading.deadline().isOver()) {
        return page(filter, alerts, forgotten, partition + ":" + at);
      }
      AlertsQuestion.Found found =
          reading.ask(new AlertsQuestion(partition, filter, at, limit - alerts.size()));
      alerts.addAll(found.listed());
      forgotten = Math.max(forgotten, found.forgottenBefore());
      at = found.next();
      if (at.isEmpty()) {
        partition++;
      }
    }
    return page(filter, alerts, forgotten, "");
  }

  private AlertPage page(
      AlertFilter filter, List<ListedAlert> alerts, long forgottenBefore, String next) {
    boolean missing = forgottenBefore > 0 && filter.acceptsStatus(AlertStatus.RESOLVED);
    return new AlertPage(
        alerts,
        missing ? Optional.of(Instant.ofEpochMilli(forgottenBefore)) : Optional.empty(),
        next,
        reading.freshness());
  }
}
