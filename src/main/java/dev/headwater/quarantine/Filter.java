package dev.headwater.quarantine;

import java.util.Locale;
import java.util.Set;

/**
 * Selects quarantined records.
 *
 * @param topic the topic that refused them; "" for any
 * @param reason a part of the reason, in any case; "" for any
 * @param statuses the statuses; empty for any
 */
public record Filter(String topic, String reason, Set<Status> statuses) {
  public Filter {
    reason = reason.toLowerCase(Locale.ROOT);
    statuses = Set.copyOf(statuses);
  }

  /** Whether the record is one of those that are wanted. */
  public boolean matches(Item item) {
    return (topic.isEmpty() || topic.equals(item.entry().origin().topic()))
        && (statuses.isEmpty() || statuses.contains(item.status()))
        && item.entry().reason().toLowerCase(Locale.ROOT).contains(reason);
  }
}
