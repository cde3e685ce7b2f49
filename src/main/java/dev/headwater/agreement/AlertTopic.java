package dev.headwater.agreement;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a reader of the alert topic has seen: the last of each alert, and what ought not to be. */
public final class AlertTopic {
  private final Map<String, Alert> last = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Takes the next record of the topic. */
  public void deliver(Alert alert) {
    Optional<Alert> before = Optional.ofNullable(last.put(alert.id(), alert));
    if (before.equals(Optional.of(alert))) {
      faults.add("delivered twice: " + alert);
    }
    boolean wasOpen = before.filter(known -> known.status() == AlertStatus.OPEN).isPresent();
    if (alert.status() == AlertStatus.RESOLVED && !wasOpen) {
      faults.add("resolved though it was not open: " + alert);
    }
    if (alert.status() == AlertStatus.OPEN
        && wasOpen
        && !alert.openedAt().equals(before.get().openedAt())) {
      faults.add("opened anew though it was open: " + alert);
    }
  }

  /** The last of each alert: what a compacted topic keeps. */
  public Collection<Alert> compacted() {
    return last.values();
  }

  /** What a reader would wonder at, one sentence each. */
  public List<String> faults() {
    return faults;
  }
}
