package dev.headwater.pages;

import dev.headwater.model.Asset;
import dev.headwater.query.answer.AssetPage;
import java.util.List;

/**
 * A page of search results.
 *
 * @param text that was searched for
 * @param namespace that was asked for; "" for any
 * @param choices the other filters
 * @param isFiltered whether anything was asked for
 * @param rows found
 * @param nextPage the link to the next page; "" after the last one
 * @param freshness of the page
 */
public record SearchView(
    String text,
    String namespace,
    List<Choice> choices,
    boolean isFiltered,
    List<Row> rows,
    String nextPage,
    FreshnessView freshness) {
  public SearchView {
    choices = List.copyOf(choices);
    rows = List.copyOf(rows);
  }

  /** A filter with a few possible values. */
  public record Choice(String name, String label, List<Option> options) {}

  /** One value of a filter. */
  public record Option(String value, String label, boolean chosen) {}

  /** An asset that was found. */
  public record Row(Asset asset, List<Mark> marks) {

    /** The name with the version. */
    public String name() {
      return Words.name(asset);
    }
  }

  /** The rows of a page of assets. */
  public static List<Row> rows(AssetPage page) {
    return page.rows().stream()
        .map(row -> new Row(row.asset(), Mark.of(row.asset().kind(), row.state())))
        .toList();
  }

  /** The title of the results. */
  public String headline() {
    if (rows.isEmpty()) {
      return nextPage.isEmpty() ? "Nothing found" : "Nothing found so far";
    }
    return Words.count(rows.size(), "asset") + (nextPage.isEmpty() ? "" : ", and more");
  }
}
