package dev.headwater.http;

import dev.headwater.model.AlertStatus;
import dev.headwater.pages.AlertView;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.OverviewView;
import dev.headwater.query.AlertFilter;
import dev.headwater.query.AlertPage;
import dev.headwater.query.Promptness;
import dev.headwater.query.Queries;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;

/** Handles {@code /}: what needs attention. */
final class OverviewPage {
  private final Queries queries;
  private final PageFrame frame;

  OverviewPage(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void get(Context ctx) {
    Parameters.ofForm(ctx);
    AlertPage page =
        queries.alerts(
            new AlertFilter(Set.of(AlertStatus.OPEN), Set.of(), Set.of(), Set.of()),
            "",
            100,
            Promptness.AT_ONCE);
    OverviewView view =
        new OverviewView(
            page.alerts().stream()
                .sorted(AlertView.NEWEST_FIRST)
                .map(AlertView::of)
                .toList(),
            FreshnessView.of(page.freshness(), false, List.of()));
    frame.show(ctx, "overview", "Overview", "overview", "", view);
  }
}
