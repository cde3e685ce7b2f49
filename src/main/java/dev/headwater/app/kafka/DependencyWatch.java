package dev.headwater.app.kafka;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every 3 s whether Kafka and the registry answer. It logs once when one of them is away,
 * and once when it is back. The clients reconnect by themselves; this class only informs the people
 * who read the log.
 */
public final class DependencyWatch implements AutoCloseable {

  private static final long BETWEEN_LOOKS_MILLIS = 3_000;
  private static final Logger LOG = LoggerFactory.getLogger(DependencyWatch.class);

  /** A service that Headwater needs. */
  public static final class Dependency {
    private final String what;
    private final Waiting.Attempt<?> look;
    private boolean away;

    /**
     * @param what its name, with its address
     * @param look succeeds if the service answers; bounded in time
     */
    public Dependency(String what, Waiting.Attempt<?> look) {
      this.what = what;
      this.look = look;
    }
  }

  private final List<Dependency> dependencies;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "headwater-watch");
            thread.setDaemon(true);
            return thread;
          });

  public DependencyWatch(List<Dependency> dependencies) {
    this.dependencies = dependencies;
    timer.scheduleWithFixedDelay(
        () -> dependencies.forEach(DependencyWatch::look),
        BETWEEN_LOOKS_MILLIS,
        BETWEEN_LOOKS_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private static void look(Dependency dependency) {
    try {
      dependency.look.make();
      if (dependency.away) {
        dependency.away = false;
        LOG.info("{} is back; going on", dependency.what);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) { // any failure is logged, and the next look tries again
      if (!dependency.away) {
        dependency.away = true;
        LOG.warn("waiting for {} ({})", dependency.what, Kafka.reason(failed));
      }
    }
  }

  /** Stops the checks. */
  @Override
  public void close() {
    timer.shutdownNow();
    LOG.debug("no longer watching {} dependencies", dependencies.size());
  }
}
