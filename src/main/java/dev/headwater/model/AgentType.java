package dev.headwater.model;

/** What kind of party acted. */
public enum AgentType {
  PERSON,
  ORGANIZATION,
  SOFTWARE
}
