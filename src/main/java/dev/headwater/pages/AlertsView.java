package dev.headwater.pages;

import java.util.List;

/**
 * A page of alerts.
 *
 * @param choices the filters with a few possible values
 * @param namespace of the subject; "" for any
 * @param owner the id of an owner of the subject; "" for any
 * @param subject the URN that was asked for; "" for any
 * @param stream the path of the stream of changes
 * @param alerts in the order in which they are shown
 * @param empty what to say if there are none
 * @param forgotten which alerts are not kept, as a sentence; "" if all are
 * @param nextPage the link to the next page; "" after the last one
 * @param freshness of the page
 */
public record AlertsView(
    List<SearchView.Choice> choices,
    String namespace,
    String owner,
    String subject,
    String stream,
    List<AlertView> alerts,
    String empty,
    String forgotten,
    String nextPage,
    FreshnessView freshness) {
  public AlertsView {
    choices = List.copyOf(choices);
    alerts = List.copyOf(alerts);
  }

  /** The title of the list. */
  public String headline() {
    if (alerts.isEmpty()) {
      return nextPage.isEmpty() && freshness.sure() ? "None" : "None so far";
    }
    return Words.count(alerts.size(), "alert") + (nextPage.isEmpty() ? "" : ", and more");
  }
}
