package dev.headwater.model;

/** How the counts of a composition were obtained. */
public enum CompositionMethod {
  DECLARED,
  MEASURED,
  ESTIMATED
}
