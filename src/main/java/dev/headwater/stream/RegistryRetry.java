package dev.headwater.stream;

import dev.headwater.codec.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the schema registry while it is unavailable. A record whose schema cannot be fetched at
 * the moment is neither skipped nor quarantined. After {@link #LIMIT} the call throws the
 * registry's exception. The task then gives up its partitions before the broker takes them away,
 * and later starts again with the same record.
 */
final class RegistryRetry {
  /**
   * Well below {@code max.poll.interval.ms}, the longest time that Kafka allows between two polls
   * of a consumer.
   */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(RegistryRetry.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  <T> T call(Supplier<T> read) {
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    boolean told = false;
    while (true) {
      try {
        T result = read.get();
        if (told) {
          LOG.debug("The schema registry is back; going on.");
        }
        return result;
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() >= deadlineNanos || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (!told) {
          // The instance says once that the registry is away; each thread would say it again.
          LOG.debug("Waiting for the schema registry: {}", e.getMessage());
          told = true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
