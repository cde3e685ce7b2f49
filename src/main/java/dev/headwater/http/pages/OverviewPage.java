package dev.headwater.http.pages;

import dev.headwater.http.request.Parameters;
import dev.headwater.pages.OverviewView;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Promptness;
import io.javalin.http.Context;
import java.time.Clock;

/** Handles {@code /}: what needs attention. */
final class OverviewPage {
  private final Queries queries;
  private final PageFrame frame;
  private final Clock clock;

  OverviewPage(Queries queries, PageFrame frame, Clock clock) {
    this.queries = queries;
    this.frame = frame;
    this.clock = clock;
  }

  void get(Context ctx) {
    Parameters.ofForm(ctx);
    OverviewView view =
        OverviewView.of(
            queries.overview(Promptness.AT_ONCE), queries.status(), queries.lag(), clock.instant());
    frame.show(ctx, "overview", "Overview", "overview", "", view);
  }
}
