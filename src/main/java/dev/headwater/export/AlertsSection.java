package dev.headwater.export;

import dev.headwater.model.Alert;

/** Builds the section of the open alerts about the asset. */
final class AlertsSection {
  private static final int ALERTS = 25;

  private AlertsSection() {}

  static Section of(CardFacts facts) {
    return Section.of(
        "alerts",
        "Open alerts",
        facts.standing().moment().isNow()
            ? ""
            : "Alerts are kept of the present alone; none are listed of the past.",
        new Field("alerts", "Alerts", Facts.table(facts.openAlerts(), ALERTS, AlertsSection::row)));
  }

  private static Fact.Group row(Alert alert) {
    return Fact.Group.of(
        new Field("rule", "Rule", Facts.code(alert.rule())),
        new Field("severity", "Severity", Facts.code(alert.severity())),
        new Field("origin", "Origin", new Fact.Code(alert.origin().urn())),
        new Field("missing", "Missing", VerdictSection.conditions(alert.missing())),
        new Field("openedAt", "Opened at", new Fact.Time(alert.openedAt())),
        new Field("path", "Path", Facts.path(alert.path())),
        new Field("id", "Id", new Fact.Code(alert.id())));
  }
}
