package dev.headwater.cli;

import java.time.Duration;
import java.time.Instant;

/** Waits until a server has processed what was sent to its topics. */
final class Quiescence {

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Api api;

  Quiescence(Api api) {
    this.api = api;
  }

  void await() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!api.get("/status").path("quiescent").asBoolean(false)) {
      if (Instant.now().isAfter(end)) {
        throw Failure.cannot(
            "the events are sent, but "
                + api.base()
                + " was not through with them in 10 minutes; see "
                + api.base()
                + "/api/v1/status");
      }
      try {
        Thread.sleep(BETWEEN.toMillis());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw Failure.cannot("stopped while waiting; the events are sent", stopped);
      }
    }
  }
}
