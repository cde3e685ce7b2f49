package dev.headwater.model;

/** The severity of an alert. */
public enum Severity {
  WARNING,
  CRITICAL
}
