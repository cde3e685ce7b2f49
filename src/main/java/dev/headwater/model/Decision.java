package dev.headwater.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A choice about the data, with the agents who made it and their reason.
 *
 * @param id up to 512 code points
 * @param decidedBy ids of agents, at least one
 */
public record Decision(
    String id,
    DecisionKind kind,
    String question,
    String choice,
    String rationale,
    List<String> decidedBy,
    List<String> options,
    List<String> affectedGroups,
    List<String> consulted,
    List<String> evidence,
    Optional<Instant> decidedAt) {
  public Decision {
    id = Check.requiredId("id", id);
    Check.present("kind", kind);
    question = Check.requiredText("question", question);
    choice = Check.requiredText("choice", choice);
    rationale = Check.requiredText("rationale", rationale);
    decidedBy = Check.ids("decidedBy", decidedBy, Limits.LIST_ITEMS);
    if (decidedBy.isEmpty()) {
      throw new InvalidException("decidedBy", "is required, name at least one agent");
    }
    options = Check.texts("options", options, Limits.LIST_ITEMS);
    affectedGroups = Check.texts("affectedGroups", affectedGroups, Limits.LIST_ITEMS);
    consulted = Check.texts("consulted", consulted, Limits.LIST_ITEMS);
    evidence = Check.texts("evidence", evidence, Limits.LIST_ITEMS);
    decidedAt = Check.instant("decidedAt", decidedAt);
  }
}
