package dev.headwater.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The decision to forget a version that nothing uses. It stands in each event of which only the
 * names, sizes, digests and compositions stay.
 */
public final class Forgetting {
  /** The id of the decision. */
  public static final String DECISION = "headwater:forgotten";

  private Forgetting() {}

  /** The decision in the latest of these events that has one. */
  public static Optional<Decision> of(Collection<LineageEvent> events) {
    return events.stream()
        .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
        .flatMap(event -> event.decisions().stream())
        .filter(decision -> decision.id().equals(DECISION))
        .findFirst();
  }
}
