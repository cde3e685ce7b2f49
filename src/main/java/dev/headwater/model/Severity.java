package dev.headwater.model;

/** How bad an alert is. */
public enum Severity {
  WARNING,
  CRITICAL
}
