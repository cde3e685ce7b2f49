package dev.headwater.model;

/** Whether the cause of an alert still holds. */
public enum AlertStatus {
  OPEN,
  RESOLVED
}
