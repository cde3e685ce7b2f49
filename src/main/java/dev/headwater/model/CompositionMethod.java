package dev.headwater.model;

/** How the counts of a composition came about. */
public enum CompositionMethod {
  DECLARED,
  MEASURED,
  ESTIMATED
}
