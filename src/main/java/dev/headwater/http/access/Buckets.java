package dev.headwater.http.access;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A token bucket for each key, of a bounded number of keys. Thread-safe.
 *
 * <p>A bucket is kept as the moment at which it will be full again (the theoretical arrival time of
 * the Generic Cell Rate Algorithm, ITU-T I.371). A bucket that is full is as good as one that was
 * never used, so forgetting it lets nobody take more. Only such buckets are forgotten. Keys that
 * find no room meanwhile share one bucket: no key can push out another one, and none is without a
 * limit.
 */
final class Buckets {
  /** A search for full buckets looks at all of them, so there is a pause between two. */
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final long intervalNanos;
  private final long toFillNanos;
  private final int most;
  private final LongSupplier nanos;
  private final Map<String, Long> fullAt = new HashMap<>();
  private long sharedFullAt;
  private long clearedAt;

  /**
   * @param rate a limited one, for each key
   * @param most how many keys have a bucket of their own
   * @param nanos a clock as {@link System#nanoTime}
   */
  Buckets(Rate rate, int most, LongSupplier nanos) {
    this.intervalNanos = rate.intervalNanos();
    this.toFillNanos = intervalNanos * rate.burst();
    this.most = most;
    this.nanos = nanos;
    this.sharedFullAt = nanos.getAsLong();
    this.clearedAt = sharedFullAt - PAUSE_NANOS;
  }

  /**
   * Takes one from the bucket of a key.
   *
   * @return 0 if there was one; otherwise nothing is taken, and this is after how many nanoseconds
   *     there will be one
   */
  synchronized long take(String key) {
    long now = nanos.getAsLong();
    Long before = fullAt.get(key);
    boolean own = before != null || hasRoom(now);
    long full = before != null ? before : own ? now : sharedFullAt;
    long after = Math.max(0, full - now) + intervalNanos;
    if (after > toFillNanos) {
      return after - toFillNanos;
    }
    if (own) {
      fullAt.put(key, now + after);
    } else {
      sharedFullAt = now + after;
    }
    return 0;
  }

  /** Puts back what {@link #take} took for a key with a bucket of its own. */
  synchronized void giveBack(String key) {
    fullAt.computeIfPresent(key, (same, full) -> full - intervalNanos);
  }

  /** How many keys have a bucket of their own. */
  synchronized int size() {
    return fullAt.size();
  }

  private boolean hasRoom(long now) {
    if (fullAt.size() >= most && now - clearedAt >= PAUSE_NANOS) {
      clearedAt = now;
      fullAt.values().removeIf(full -> full - now <= 0);
    }
    return fullAt.size() < most;
  }
}
