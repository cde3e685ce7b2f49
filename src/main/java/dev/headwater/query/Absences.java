package dev.headwater.query;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers for a moment which instances could not be reached, so that not every read waits for
 * them in vain. Thread-safe.
 */
final class Absences {
  /** For how long other reads do not try. After that, one read tries again. */
  static final Duration KEPT = Duration.ofSeconds(2);

  private final Map<Instance, Long> sinceNanos = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  Absences(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void note(Instance instance) {
    sinceNanos.put(instance, nanoTime.getAsLong());
  }

  void forget(Instance instance) {
    sinceNanos.remove(instance);
  }

  boolean isAway(Instance instance) {
    Long since = sinceNanos.get(instance);
    return since != null && nanoTime.getAsLong() - since < KEPT.toNanos();
  }
}
