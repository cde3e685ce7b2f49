package dev.headwater.agreement;

import dev.headwater.engine.AlertState;
import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.AlertStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A reader of the alert topic: keeps the last record of each alert and the faults that it noticed.
 */
public final class AlertTopic {
  private final Map<String, Alert> last = new HashMap<>();
  private final Map<String, List<AlertEpisode>> histories = new HashMap<>();
  private final List<String> faults = new ArrayList<>();

  /** Reads the next record of the topic. */
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
    if (alert.status() == AlertStatus.OPEN && before.isPresent() && !wasOpen) {
      histories
          .computeIfAbsent(alert.id(), id -> new ArrayList<>())
          .add(0, AlertEpisode.of(before.get()));
    }
  }

  /** When the alert was open before, according to the records; the latest time first. */
  public List<AlertEpisode> history(Alert alert) {
    return histories.getOrDefault(alert.id(), List.of()).stream()
        .limit(AlertState.EPISODES)
        .toList();
  }

  /** The last record of each alert: what a compacted topic keeps. */
  public Collection<Alert> compacted() {
    return last.values();
  }

  /**
   * Compares the alerts of the API with the topic. The API must return the same alerts, each as it
   * was last delivered. Returns the differences, one sentence each.
   */
  public List<String> differences(Collection<Alert> account) {
    List<String> differences = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Alert alert : account) {
      if (!ids.add(alert.id())) {
        differences.add("alert that the API has twice: " + alert);
      }
      if (!alert.equals(last.get(alert.id()))) {
        differences.add(
            "alert of the API "
                + alert
                + " differs from the topic's last: "
                + last.get(alert.id()));
      }
    }
    last.values().stream()
        .filter(alert -> !ids.contains(alert.id()))
        .forEach(alert -> differences.add("alert that the API does not have: " + alert));
    return differences;
  }

  /**
   * Faults in the sequence of records, one sentence each: an alert that was delivered twice without
   * a change, resolved without being open, or opened again while it was open.
   */
  public List<String> faults() {
    return faults;
  }
}
