package dev.headwater.sdk;

import dev.headwater.model.Clean;
import dev.headwater.model.CleanFilter;
import dev.headwater.model.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds a CLEAN. */
public final class CleanBuilder extends ActivityBuilder<CleanBuilder> {

  private final List<CleanFilter> filters = new ArrayList<>();
  private final SortedMap<String, Long> removedByReason = new TreeMap<>();

  CleanBuilder(Run run, Data from, Data to) {
    super(run, EventType.CLEAN, to);
    input(from);
  }

  /**
   * Adds a filter that was applied.
   *
   * @param codeRef where its code is
   * @param threshold with its unit, such as {@code 4 code points}; blank if it has none
   * @param reason why the filter exists
   */
  public CleanBuilder filter(String name, String codeRef, String threshold, String reason) {
    filters.add(new CleanFilter(name, codeRef, threshold, reason));
    return this;
  }

  /** How many records were removed for a reason. */
  public CleanBuilder removed(String reason, long records) {
    removedByReason.put(reason, records);
    return this;
  }

  /** How many records were removed, by reason. */
  public CleanBuilder removed(Map<String, Long> byReason) {
    removedByReason.putAll(byReason);
    return this;
  }

  @Override
  CleanBuilder self() {
    return this;
  }

  @Override
  Optional<Clean> cleanPayload() {
    return filters.isEmpty() && removedByReason.isEmpty()
        ? Optional.empty()
        : Optional.of(new Clean(filters, removedByReason));
  }
}
