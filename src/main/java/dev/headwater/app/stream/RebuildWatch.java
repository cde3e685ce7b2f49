package dev.headwater.app.stream;

import dev.headwater.query.Queries;
import dev.headwater.stream.Progress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * After a reset, waits until the state is built anew, and tells the tasks. That is so when
 * everything that was sent is processed at one moment, and again after timers had time to run. If
 * events never pause, it is so when the processing has kept up with them for ten minutes: then
 * everything has had the time to travel down the longest chains of assets. While the tasks remember
 * no alerts from before a reset, this does nothing.
 */
public final class RebuildWatch implements AutoCloseable {
  /** Longer than any judgement waits that has no grace. */
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int RESTED = 2;
  private static final int KEPT_UP = 60;

  private final Progress progress;
  private final Queries queries;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "headwater-rebuild-watch");
            thread.setDaemon(true);
            return thread;
          });
  private int restedTimes;
  private int keptUpTimes;

  public RebuildWatch(Progress progress, Queries queries) {
    this.progress = progress;
    this.queries = queries;
    timer.scheduleWithFixedDelay(
        this::look, BETWEEN.toMillis(), BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    if (!progress.hasFormerAlerts()) {
      return;
    }
    if (queries.rest(PATIENCE).join()) {
      restedTimes++;
    }
    keptUpTimes = queries.facts(PATIENCE).join().caughtUp() ? keptUpTimes + 1 : 0;
    if (restedTimes == RESTED || keptUpTimes == KEPT_UP) {
      progress.rebuilt();
      timer.shutdown();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
