package dev.headwater.model;

import java.util.List;
import java.util.SortedMap;

/**
 * What a CLEAN event filtered out, and why. All fields are optional.
 *
 * @param removedByReason how many records were removed, by reason
 */
public record Clean(List<CleanFilter> filters, SortedMap<String, Long> removedByReason) {
  public Clean {
    filters = Check.list("filters", filters, Limits.ENTRIES);
    removedByReason = Check.map("removedByReason", removedByReason, Limits.ENTRIES, Check::count);
  }
}
