package dev.headwater.query;

import dev.headwater.model.Alert;
import java.util.List;

/**
 * A part of the alerts.
 *
 * @param alerts in the order of their partitions, and of the partitions' own
 * @param next where the next part begins; "" after the last
 * @param freshness of what was read
 */
public record AlertPage(List<Alert> alerts, String next, Freshness freshness) {
  public AlertPage {
    alerts = List.copyOf(alerts);
  }
}
