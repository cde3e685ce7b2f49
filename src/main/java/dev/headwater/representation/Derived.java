package dev.headwater.representation;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What was found out about one asset, or about what one step made of it.
 *
 * @param amounts its amounts
 * @param reason why they could not be derived, in one sentence; empty if they could
 * @param unread an asset whose statements were not read, though the amounts depend on them
 * @param weights the shares of the categories in each training, where weights count
 */
record Derived(
    Amounts amounts,
    Optional<String> reason,
    Optional<Asset> unread,
    List<SortedMap<String, Interval>> weights) {

  static Derived of(Amounts amounts, Optional<Asset> unread) {
    return new Derived(amounts, Optional.empty(), unread, List.of());
  }

  static Derived not(Amounts amounts, String reason) {
    return new Derived(amounts, Optional.of(reason), Optional.empty(), List.of());
  }

  Derived with(Amounts other) {
    return new Derived(other, reason, unread, weights);
  }
}
