package dev.headwater.model;

import java.util.List;

/**
 * Decides whether somebody is named who answers for an event or for a decision in it: a person or
 * an organization, and not a program. An id that is a placeholder names nobody.
 */
public final class Attribution {
  private Attribution() {}

  /** Whether an agent can answer for what was done. */
  public static boolean answers(Agent agent) {
    return agent.type() != AgentType.SOFTWARE && Placeholder.counts(agent.id());
  }

  /** Whether any of an event's agents can answer for it. */
  public static boolean isNamed(List<Agent> agents) {
    return agents.stream().anyMatch(Attribution::answers);
  }

  /**
   * Whether any of those who decided is among the event's agents and can answer for the decision.
   *
   * @param agents of the event that states the decision
   */
  public static boolean isAttributed(Decision decision, List<Agent> agents) {
    return agents.stream()
        .anyMatch(agent -> answers(agent) && decision.decidedBy().contains(agent.id()));
  }

  /**
   * Whether a decision affects groups, but names no one as consulted. Who was consulted is free
   * text, so it cannot be told which group each of them stands for.
   */
  public static boolean lacksConsulted(Decision decision) {
    return decision.affectedGroups().stream().anyMatch(Placeholder::counts)
        && decision.consulted().stream().noneMatch(Placeholder::counts);
  }
}
