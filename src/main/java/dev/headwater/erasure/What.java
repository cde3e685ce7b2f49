package dev.headwater.erasure;

/** A kind of content that can be erased. */
public enum What {
  /** The ids of agents, and of those who were consulted or approved. */
  AGENTS,
  /** Why somebody decided something, and what: questions, choices, options and reasons. */
  DECISIONS,
  /** The texts of prompts. */
  PROMPTS
}
