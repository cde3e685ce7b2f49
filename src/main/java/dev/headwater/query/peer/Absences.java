package dev.headwater.query.peer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers for a moment which instances could not be reached, so that not every read waits for
 * them in vain. Thread-safe.
 */
public final class Absences {
  /** For how long other reads do not try. After that, one read tries again. */
  static final Duration KEPT = Duration.ofSeconds(2);

  private final Map<Instance, Long> sinceNanos = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  public Absences(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void note(Instance instance) {
    sinceNanos.put(instance, nanoTime.getAsLong());
  }

  void forget(Instance instance) {
    sinceNanos.remove(instance);
  }

  /** Whether the instance could not be reached a moment ago. */
  boolean isAway(Instance instance) {
    return sinceNanos.containsKey(instance) && !isOver(sinceNanos.get(instance));
  }

  /**
   * Whether to ask the instance now: no if it is away. Of those who ask after that, the first one
   * is told yes, and the others again no until it has noted or forgotten the absence, or another
   * moment is over.
   */
  boolean mayAsk(Instance instance) {
    Long since = sinceNanos.get(instance);
    return since == null
        || isOver(since) && sinceNanos.replace(instance, since, nanoTime.getAsLong());
  }

  private boolean isOver(Long sinceNanos) {
    return sinceNanos == null || nanoTime.getAsLong() - sinceNanos >= KEPT.toNanos();
  }
}
