package dev.headwater.model;

/**
 * A person, organization or software that took part in the activity.
 *
 * @param id up to 512 code points, such as {@code orcid:0000-0002-1825-0097}
 * @param role what the agent did, as free text
 * @param onBehalfOf the id of another agent, or empty
 */
public record Agent(String id, AgentType type, String role, String onBehalfOf) {
  public Agent {
    id = Check.requiredId("id", id);
    Check.present("type", type);
    role = Check.requiredText("role", role);
    onBehalfOf = Check.id("onBehalfOf", onBehalfOf);
  }
}
