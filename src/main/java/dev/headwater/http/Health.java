package dev.headwater.http;

/** What the probes are told. Thread-safe. */
public interface Health {

  /** Why the process should be restarted; "" if it should not. */
  String sick();

  /** What is waited for before requests can be served; "" if they can. */
  String notReady();
}
