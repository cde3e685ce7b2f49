package dev.headwater.app;

import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** An instance that is started again when what its generation may do has changed, as serve does. */
public final class SupervisedInstance implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Settings settings;
  private final Thread supervisor;
  private volatile Headwater running;
  private volatile boolean changed;
  private volatile boolean stopped;

  /** Starts the instance, and returns when it runs. */
  public SupervisedInstance(Settings settings) {
    this.settings = settings;
    this.running = Headwater.start(settings);
    running.awaitReady(PATIENCE);
    this.supervisor = new Thread(this::supervise, "supervisor");
    supervisor.start();
  }

  private void supervise() {
    try {
      while (running.failure().get() instanceof RoleChangedException && !stopped) {
        running.close();
        running = Headwater.start(settings);
        changed = true;
      }
    } catch (ExecutionException | InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (StartException refused) {
      // The test sees that the instance does not answer.
    }
  }

  /** Whether the instance was started again. */
  public boolean isChanged() {
    return changed;
  }

  public URI url() {
    return running.url();
  }

  @Override
  public void close() {
    stopped = true;
    supervisor.interrupt();
    running.close();
  }
}
