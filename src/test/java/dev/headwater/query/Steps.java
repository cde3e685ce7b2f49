package dev.headwater.query;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;
import dev.headwater.model.Asset;
import dev.headwater.model.Decision;
import dev.headwater.model.DecisionKind;
import dev.headwater.model.Document;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.Job;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Output;
import dev.headwater.model.Role;
import dev.headwater.model.RuleName;
import dev.headwater.model.Waive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes events that say who acted and who decided. */
public final class Steps {
  public static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");

  private Steps() {}

  /** An event of the {@code number}th hour, whose id is the number. */
  public static LineageEvent event(
      int number, EventType type, Asset made, List<Agent> agents, Decision... decisions) {
    return LineageEvent.builder(type)
        .eventId(id(number))
        .eventTime(DAY.plusSeconds(3_600L * number))
        .producer("p")
        .job(new Job("pipelines", "step-" + number))
        .run("run-" + number)
        .inputs(
            type == EventType.TRAIN
                ? List.of(Input.of(FakeGraph.dataset("any"), Role.SOURCE))
                : List.of())
        .outputs(List.of(Output.of(made)))
        .agents(agents)
        .decisions(List.of(decisions))
        .build();
  }

  /** A document of an asset that waives a rule. */
  public static LineageEvent waiver(
      int number, Asset target, RuleName rule, String approver, List<Agent> agents) {
    Waive waive =
        new Waive(
            rule, Optional.empty(), approver, "a trial", Instant.parse("2027-01-01T00:00:00Z"));
    return LineageEvent.builder(EventType.DOCUMENT)
        .eventId(id(number))
        .eventTime(DAY.plusSeconds(3_600L * number))
        .producer("p")
        .job(new Job("pipelines", "step-" + number))
        .run("run-" + number)
        .document(
            new Document(
                target,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(waive),
                List.of()))
        .agents(agents)
        .build();
  }

  public static UUID id(int number) {
    return new UUID(0, number);
  }

  public static Agent person(String id, String role) {
    return new Agent(id, AgentType.PERSON, role, "");
  }

  public static Agent software(String id, String onBehalfOf) {
    return new Agent(id, AgentType.SOFTWARE, "RUNNER", onBehalfOf);
  }

  /** The annotators {@code worker-0} and so on, each on behalf of {@code org:crowd}. */
  public static List<Agent> annotators(int count) {
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      agents.add(new Agent("worker-" + i, AgentType.PERSON, "ANNOTATOR", "org:crowd"));
    }
    return agents;
  }

  /** A decision that affects nobody. */
  public static Decision decision(String id, String... decidedBy) {
    return decision(id, List.of(), List.of(), decidedBy);
  }

  public static Decision decision(
      String id, List<String> affectedGroups, List<String> consulted, String... decidedBy) {
    return new Decision(
        id,
        DecisionKind.FILTER,
        "question of " + id,
        "choice of " + id,
        "rationale of " + id,
        List.of(decidedBy),
        List.of("another option"),
        affectedGroups,
        consulted,
        List.of("https://wiki.example/" + id),
        Optional.of(DAY));
  }
}
