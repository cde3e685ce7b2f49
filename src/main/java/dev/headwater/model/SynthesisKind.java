package dev.headwater.model;

/** How synthetic data was made. */
public enum SynthesisKind {
  LLM,
  TRANSLATION,
  TEMPLATE,
  SIMULATION,
  SPEECH,
  PSEUDO_LABEL,
  OTHER
}
