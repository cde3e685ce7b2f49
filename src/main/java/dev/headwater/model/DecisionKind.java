package dev.headwater.model;

/** What a data decision was about. */
public enum DecisionKind {
  CATEGORY,
  INCLUSION,
  FILTER,
  GENERATOR,
  PROMPT,
  TARGET,
  RELEASE,
  WAIVER,
  OTHER
}
