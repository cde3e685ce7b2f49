package dev.headwater.engine;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.AlertEvidence;
import dev.headwater.model.Decision;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.RuleName;
import dev.headwater.model.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Nobody answers for a decision: none of those who made it is a person or an organization among the
 * agents of the event. If several events state a decision with the same id, the latest one counts.
 */
final class UnattributedDecision extends RepresentationRule {
  UnattributedDecision() {
    super(RuleName.UNATTRIBUTED_DECISION, Severity.INFO);
  }

  @Override
  List<Comparison> compare(RuleSubject subject) {
    TreeMap<String, Boolean> attributed = new TreeMap<>();
    Stream.concat(subject.stated().made().stream(), subject.stated().documents().stream())
        .sorted(Comparator.comparing(LineageEvent::stamp).reversed())
        .forEach(
            event -> {
              Set<String> answering = answering(event);
              for (Decision decision : event.decisions()) {
                attributed.putIfAbsent(
                    decision.id(), decision.decidedBy().stream().anyMatch(answering::contains));
              }
            });
    if (attributed.isEmpty()) {
      return List.of();
    }
    List<AlertEvidence> found = new ArrayList<>();
    attributed.forEach(
        (id, holds) -> {
          if (!holds) {
            found.add(AlertEvidence.of(id));
          }
        });
    return List.of(new Comparison(subject.asset(), "", found));
  }

  private static Set<String> answering(LineageEvent event) {
    Set<String> ids = new HashSet<>();
    for (Agent agent : event.agents()) {
      if (agent.type() != AgentType.SOFTWARE) {
        ids.add(agent.id());
      }
    }
    return ids;
  }
}
