package dev.headwater.query;

import java.util.List;

/**
 * A part of the assets that were searched for.
 *
 * @param rows in the order of their URNs
 * @param next the URN after which the next part begins; "" after the last
 * @param freshness of what was read
 */
public record AssetPage(List<AssetsQuestion.Row> rows, String next, Freshness freshness) {
  public AssetPage {
    rows = List.copyOf(rows);
  }
}
