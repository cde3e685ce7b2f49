package dev.headwater.query.question;

import dev.headwater.model.Agent;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Limits;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who owns an asset: the agents of its live events with the role OWNER or DATA_OWNER. */
public final class Ownership {
  private static final Set<String> ROLES = Set.of("OWNER", "DATA_OWNER");

  private Ownership() {}

  /**
   * The ids of an asset's owners.
   *
   * @param moreEvents whether the asset has live events that the summary does not take into account
   * @return empty if they cannot be known: there are more events, or more agents, than a summary
   *     takes into account
   */
  public static Optional<Set<String>> of(AssetSummary summary, boolean moreEvents) {
    return moreEvents || summary.agents().size() >= Limits.SUMMARY_ITEMS
        ? Optional.empty()
        : Optional.of(
            summary.agents().stream()
                .filter(agent -> ROLES.contains(agent.role()))
                .map(Agent::id)
                .collect(Collectors.toSet()));
  }
}
