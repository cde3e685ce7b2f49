package dev.headwater.query.answer;

import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.AssetsQuestion;
import java.util.List;

/**
 * A page of the assets that a search found.
 *
 * @param rows in the order of their places
 * @param next where the next page begins; "" after the last page
 * @param freshness of what was read
 */
public record AssetPage(List<AssetsQuestion.Row> rows, String next, Freshness freshness)
    implements ReadAnswer {
  public AssetPage {
    rows = List.copyOf(rows);
  }
}
