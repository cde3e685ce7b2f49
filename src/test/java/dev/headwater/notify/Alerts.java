package dev.headwater.notify;

import static dev.headwater.query.FakeGraph.dataset;

import dev.headwater.model.Alert;
import dev.headwater.model.Resolution;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import dev.headwater.query.FakeGraph;

/** Alerts for tests. */
final class Alerts {
  private Alerts() {}

  /** An open alert about the dataset of this name. */
  static Alert open(String name) {
    return open(name, Severity.WARNING);
  }

  static Alert open(String name, Severity severity) {
    return new FakeGraph(1)
        .open(RuleName.UNDOCUMENTED_SYNTHETIC, severity, dataset(name), dataset(name));
  }

  static Alert resolved(Alert alert) {
    return alert.resolved(alert.openedAt().plusSeconds(60), Resolution.DOCUMENTED);
  }
}
