package dev.headwater.app;

import dev.headwater.app.kafka.RoleChangedException;
import dev.headwater.app.settings.Settings;
import dev.headwater.app.settings.StartException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An instance that starts in the background, and again each time that it has to, as serve does.
 * What ends it otherwise is printed.
 */
final class FormatSupervised implements AutoCloseable {
  private final Thread thread;
  private final AtomicInteger starts = new AtomicInteger();
  private volatile Optional<Headwater> running = Optional.empty();

  FormatSupervised(Settings settings) {
    thread = new Thread(() -> run(settings), "supervised");
    thread.start();
  }

  private void run(Settings settings) {
    try {
      boolean again = true;
      while (again) {
        starts.incrementAndGet();
        try (Headwater headwater = Headwater.start(settings)) {
          running = Optional.of(headwater);
          again = headwater.failure().get() instanceof RoleChangedException;
          running = Optional.empty();
        }
      }
    } catch (ExecutionException | StartException ended) {
      System.out.println("ended: " + ended.getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where it answers; empty while it does not. */
  Optional<URI> url() {
    return running.map(Headwater::url);
  }

  /** How often it has begun to start. */
  int starts() {
    return starts.get();
  }

  /** Stops it, wherever it is. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    running = Optional.empty();
  }
}
