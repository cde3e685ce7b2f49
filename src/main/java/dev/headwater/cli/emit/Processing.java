package dev.headwater.cli.emit;

import dev.headwater.cli.server.Api;
import dev.headwater.cli.terminal.Failure;
import java.time.Duration;

/** Waits until a server has processed everything that was sent to its topics before. */
final class Processing {

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Api api;

  Processing(Api api) {
    this.api = api;
  }

  /**
   * Returns when reads reflect everything that was sent.
   *
   * @return whether everything that it set off has settled too, after at most 2 s more
   * @throws Failure if reads do not reflect it within 10 minutes
   */
  boolean await() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isCaughtUp()) {
      if (System.nanoTime() - end > 0) {
        throw Failure.cannot(
            "the events are sent, but "
                + api.base()
                + " was not through with them in 10 minutes; see "
                + api.base()
                + "/api/v1/status");
      }
      pause();
    }
    long settledBy = System.nanoTime() + SETTLING.toNanos();
    boolean settled = isQuiescent();
    while (!settled && System.nanoTime() - settledBy < 0) {
      pause();
      settled = isQuiescent();
    }
    return settled;
  }

  /** Each of these requests waits for everything that was in the topics when the request began. */
  private boolean isCaughtUp() {
    return api.getIfReady("/assets?limit=1&wait=true")
        .map(page -> page.path("freshness").path("caughtUp").asBoolean(false))
        .orElse(false);
  }

  private boolean isQuiescent() {
    return api.getIfReady("/status")
        .map(status -> status.path("quiescent").asBoolean(false))
        .orElse(false);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN.toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Failure.cannot("stopped while waiting; the events are sent", stopped);
    }
  }
}
