package dev.headwater.http.pages;

import dev.headwater.http.reads.AlertEndpoints;
import dev.headwater.http.reads.AssetEndpoints;
import dev.headwater.http.request.Cursors;
import dev.headwater.http.request.Parameters;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.model.Synthetic;
import dev.headwater.pages.AlertView;
import dev.headwater.pages.AlertsView;
import dev.headwater.pages.FreshnessView;
import dev.headwater.pages.Links;
import dev.headwater.pages.SearchView;
import dev.headwater.pages.Words;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.AlertPage;
import dev.headwater.query.answer.AssetPage;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.question.AlertFilter;
import dev.headwater.query.question.AssetFilter;
import dev.headwater.query.question.OpenAlerts;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Handles the pages with lists: {@code /assets} and {@code /alerts}. */
final class ListPages {
  private static final int ASSETS = 50;
  private static final int ALERTS = 200;

  private static final String[] SEARCH = {
    "q", "kind", "synthetic", "documentation", "alerts", "namespace", Cursors.PARAMETER
  };

  private static final String[] ALERT_FILTERS = {
    "status", "rule", "severity", "namespace", "owner", "subject", Cursors.PARAMETER
  };

  private final Queries queries;
  private final PageFrame frame;

  ListPages(Queries queries, PageFrame frame) {
    this.queries = queries;
    this.frame = frame;
  }

  void assets(Context ctx) {
    Parameters parameters = Parameters.ofForm(ctx, SEARCH);
    AssetFilter filter = AssetEndpoints.filter(parameters);
    String list = "assets by place: " + filter.text();
    AssetPage page =
        queries.assets(filter, Cursors.read(list, parameters), ASSETS, Promptness.AT_ONCE);
    Map<String, String> asked = asked(parameters, SEARCH);
    asked.remove(Cursors.PARAMETER);
    SearchView view =
        new SearchView(
            parameters.text("q"),
            parameters.text("namespace"),
            List.of(
                choice("kind", "Kind", parameters, AssetKind.values()),
                choice("synthetic", "Synthetic", parameters, Synthetic.values()),
                choice("documentation", "Documentation", parameters, Documentation.values()),
                choice("alerts", "Alerts", parameters, OpenAlerts.values())),
            !asked.isEmpty(),
            SearchView.rows(page),
            next("/assets", asked, Cursors.write(list, page.next())),
            FreshnessView.of(
                page.freshness(),
                false,
                page.rows().isEmpty() && !page.next().isEmpty()
                    ? List.of("The search has not looked at all assets yet.")
                    : List.of()));
    frame.show(ctx, "search", "Datasets and models", "assets", parameters.text("q"), view);
  }

  void alerts(Context ctx) {
    Parameters parameters = Parameters.ofForm(ctx, ALERT_FILTERS);
    AlertFilter filter =
        AlertEndpoints.filter(parameters, "open").ownedBy(parameters.text("owner"));
    String list = "alerts " + filter.subjects() + filter.namespace() + owner(filter);
    AlertPage page;
    try {
      page = queries.alerts(filter, Cursors.read(list, parameters), ALERTS, Promptness.AT_ONCE);
    } catch (IllegalArgumentException notHere) {
      throw Cursors.unknown();
    }
    Map<String, String> asked = asked(parameters, ALERT_FILTERS);
    asked.remove(Cursors.PARAMETER);
    boolean more = !page.next().isEmpty();
    AlertsView view =
        new AlertsView(
            List.of(
                choice(
                    "status",
                    "Status",
                    parameters.text("status").isEmpty() ? "open" : parameters.text("status"),
                    List.of("open", "resolved", "all")),
                choice("severity", "Severity", parameters, Severity.values()),
                choice("rule", "Rule", parameters, RuleName.values())),
            parameters.text("namespace"),
            parameters.text("owner"),
            parameters.text("subject"),
            followed(parameters.text("subject")),
            AlertView.of(page.alerts()),
            noAlerts(asked.isEmpty(), more, page.freshness()),
            page.forgottenBefore()
                .map(
                    before ->
                        "Alerts that were resolved before " + Words.time(before) + " are not kept.")
                .orElse(""),
            next("/alerts", asked, Cursors.write(list, page.next())),
            FreshnessView.of(page.freshness(), false, List.of()));
    frame.show(ctx, "alerts", "Alerts", "alerts", "", view);
  }

  private static String owner(AlertFilter filter) {
    return filter.owner().isEmpty() ? "" : " of " + filter.owner();
  }

  /**
   * The stream that reports changes of the list. It has none of the list's filters but the subject:
   * an alert that is resolved, or becomes more severe, leaves a list or joins it.
   */
  private static String followed(String subject) {
    return "/api/v1/alerts/stream?status=all"
        + (subject.isEmpty() ? "" : "&subject=" + Links.segment(subject));
  }

  /** What to say if there are no alerts. It must not say more than is known. */
  private static String noAlerts(boolean isUnfiltered, boolean more, Freshness freshness) {
    if (more) {
      return "None so far; the next page goes on.";
    }
    if (!FreshnessView.of(freshness, false, List.of()).sure()) {
      return "None so far. Events are still being processed, and may open alerts.";
    }
    return isUnfiltered
        ? "No alert is open. When undocumented synthetic data or data of unknown origin is used, its"
            + " alert appears here by itself."
        : "No alert matches these filters.";
  }

  static SearchView.Choice choice(
      String name, String label, Parameters parameters, Enum<?>[] values) {
    List<SearchView.Option> options = new ArrayList<>();
    options.add(new SearchView.Option("", "any", false));
    Arrays.stream(values)
        .map(
            value ->
                new SearchView.Option(
                    value.name(),
                    Words.lower(value),
                    value.name().equalsIgnoreCase(parameters.text(name))))
        .forEach(options::add);
    return new SearchView.Choice(name, label, options);
  }

  private static SearchView.Choice choice(
      String name, String label, String chosen, List<String> values) {
    return new SearchView.Choice(
        name,
        label,
        values.stream()
            .map(value -> new SearchView.Option(value, value, value.equalsIgnoreCase(chosen)))
            .toList());
  }

  private static Map<String, String> asked(Parameters parameters, String... names) {
    Map<String, String> asked = new LinkedHashMap<>();
    for (String name : names) {
      if (!parameters.text(name).isEmpty()) {
        asked.put(name, parameters.text(name));
      }
    }
    return asked;
  }

  private static String query(Map<String, String> asked) {
    return asked.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Links.segment(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String next(String path, Map<String, String> asked, String cursor) {
    if (cursor == null) {
      return "";
    }
    Map<String, String> all = new LinkedHashMap<>(asked);
    all.put(Cursors.PARAMETER, cursor);
    return path + "?" + query(all);
  }
}
