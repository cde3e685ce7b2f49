package dev.headwater.stream;

import dev.headwater.codec.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the schema registry: a record whose schema cannot be had at the moment is neither
 * skipped nor quarantined. After {@link #LIMIT} the failure is passed on, so that the task lets go
 * of its partitions before the broker takes them away; it then begins anew with the same record.
 */
final class Patience {
  /** Well below the interval in which Kafka wants to hear from a consumer. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  <T> T call(Supplier<T> read) {
    long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
    boolean told = false;
    while (true) {
      try {
        T result = read.get();
        if (told) {
          LOG.info("The schema registry is back; going on.");
        }
        return result;
      } catch (RegistryUnavailableException e) {
        if (System.nanoTime() >= deadlineNanos || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        if (!told) {
          LOG.warn("Waiting for the schema registry: {}", e.getMessage());
          told = true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
