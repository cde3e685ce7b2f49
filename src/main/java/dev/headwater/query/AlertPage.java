package dev.headwater.query;

import java.util.List;

/**
 * A page of alerts.
 *
 * @param alerts in the order of the partitions, and in each partition in its own order
 * @param next the cursor of the next page; "" after the last page
 * @param freshness of what was read
 */
public record AlertPage(List<ListedAlert> alerts, String next, Freshness freshness)
    implements ReadAnswer {
  public AlertPage {
    alerts = List.copyOf(alerts);
  }
}
