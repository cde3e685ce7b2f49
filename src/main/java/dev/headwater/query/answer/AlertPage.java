package dev.headwater.query.answer;

import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.ListedAlert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of alerts.
 *
 * @param alerts in the order of the partitions, and in each partition in its own order
 * @param forgottenBefore alerts that were resolved before this time may be missing, because they
 *     were forgotten; empty if none was, or if the page is of open alerts only
 * @param next the cursor of the next page; "" after the last page
 * @param freshness of what was read
 */
public record AlertPage(
    List<ListedAlert> alerts, Optional<Instant> forgottenBefore, String next, Freshness freshness)
    implements ReadAnswer {
  public AlertPage {
    alerts = List.copyOf(alerts);
  }
}
