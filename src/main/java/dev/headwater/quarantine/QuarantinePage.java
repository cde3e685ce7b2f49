package dev.headwater.quarantine;

import java.util.List;

/**
 * A part of the list of quarantined records.
 *
 * @param items oldest first
 * @param next where the list goes on; "" at its end
 * @param complete whether all of the topic was looked at, so that no mark is missing
 */
public record QuarantinePage(List<Item> items, String next, boolean complete) {
  public QuarantinePage {
    items = List.copyOf(items);
  }
}
