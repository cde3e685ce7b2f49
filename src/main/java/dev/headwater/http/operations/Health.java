package dev.headwater.http.operations;

/** The answers to the health and readiness probes. Thread-safe. */
public interface Health {

  /** Why the process should be restarted; "" if it should not. */
  String sick();

  /** Whether this instance can serve requests. */
  Readiness readiness();
}
