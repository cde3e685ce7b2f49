package dev.headwater.http;

/** What the probes are told. Thread-safe. */
public interface Health {

  /** Why the process should be restarted; "" if it should not. */
  String sick();

  /** Whether requests can be served. */
  Readiness readiness();
}
