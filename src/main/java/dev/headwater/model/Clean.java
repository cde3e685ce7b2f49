package dev.headwater.model;

import java.util.List;
import java.util.SortedMap;

/**
 * What was filtered out, and why. All of it is optional.
 *
 * @param removedByReason how many records each reason removed
 */
public record Clean(List<CleanFilter> filters, SortedMap<String, Long> removedByReason) {
  public Clean {
    filters = Check.list("filters", filters, Limits.ENTRIES);
    removedByReason = Check.map("removedByReason", removedByReason, Limits.ENTRIES, Check::count);
  }
}
