package dev.headwater.model;

/** The kind of an {@link Agent}. */
public enum AgentType {
  PERSON,
  ORGANIZATION,
  SOFTWARE
}
