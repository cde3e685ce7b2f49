package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.representation.Change;
import dev.headwater.representation.Metrics;
import dev.headwater.representation.Representation;
import java.util.List;
import java.util.Optional;

/**
 * Who and what is represented in an asset.
 *
 * @param asset the asset
 * @param moment which events count
 * @param items one for each measure, in their order
 * @param truncated why something upstream of the asset was not read, so that what depends on it is
 *     unknown; empty if all was read
 * @param freshness of what was read
 */
public record Represented(
    Asset asset,
    Moment moment,
    List<Item> items,
    Optional<Truncation> truncated,
    Freshness freshness)
    implements ReadAnswer {
  public Represented {
    items = List.copyOf(items);
  }

  /**
   * One measure.
   *
   * @param metrics empty unless every amount is known exactly
   * @param change what the step that made the asset changed; empty unless one event made it from
   *     one dataset, and every amount of both is known exactly
   */
  public record Item(
      Representation representation, Optional<Metrics> metrics, Optional<Change> change) {}

  @Override
  public boolean isComplete() {
    return truncated.isEmpty();
  }
}
