package dev.headwater.sdk;

import dev.headwater.model.Agent;
import dev.headwater.model.AgentType;

/**
 * Creates agents: who took part in a step. The role is free text, such as {@code PROMPT_AUTHOR}.
 */
public final class Agents {

  private Agents() {}

  public static Agent person(String id, String role) {
    return new Agent(id, AgentType.PERSON, role, "");
  }

  /** A person who acts for an organization, or for another person. */
  public static Agent person(String id, String role, String onBehalfOf) {
    return new Agent(id, AgentType.PERSON, role, onBehalfOf);
  }

  public static Agent organization(String id, String role) {
    return new Agent(id, AgentType.ORGANIZATION, role, "");
  }

  public static Agent software(String id, String role, String onBehalfOf) {
    return new Agent(id, AgentType.SOFTWARE, role, onBehalfOf);
  }
}
