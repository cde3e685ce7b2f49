package dev.headwater.model;

/** The severity of an alert, from the least severe on. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL
}
