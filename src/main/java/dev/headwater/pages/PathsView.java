package dev.headwater.pages;

import dev.headwater.model.Asset;
import java.util.List;
import java.util.Optional;

/**
 * The ways from one asset to another.
 *
 * @param from as it was asked for; "" if nothing was
 * @param to as it was asked for; "" if nothing was
 * @param answer whether there is a way, in one sentence; "" if nothing was asked for
 * @param shortest the shortest way; none if there is none
 * @param picture of all ways; empty if there is none
 * @param freshness of the page; empty if nothing was asked for
 */
public record PathsView(
    String from,
    String to,
    String answer,
    List<Asset> shortest,
    Optional<PictureView> picture,
    Optional<FreshnessView> freshness) {
  public PathsView {
    shortest = List.copyOf(shortest);
  }
}
