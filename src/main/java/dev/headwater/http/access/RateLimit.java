package dev.headwater.http.access;

import dev.headwater.http.request.Problem;
import io.micrometer.core.instrument.Counter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One limit: refuses with 429 what is above the rate of a caller. Counts what it refuses, and says
 * so once a minute for each caller. Thread-safe.
 */
public final class RateLimit {
  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String sentence;
  private final Optional<Buckets> buckets;
  private final Counter refused;
  private final LimitLog log;

  /**
   * @param sentence what a caller reads
   * @param buckets of the callers; empty if there is no limit
   */
  RateLimit(String sentence, Optional<Buckets> buckets, Counter refused, LimitLog log) {
    this.sentence = sentence;
    this.buckets = buckets;
    this.refused = refused;
    this.log = log;
  }

  /**
   * Counts a request.
   *
   * @throws Problem 429 if the caller has made too many
   */
  public void require(String caller) {
    long waitNanos = buckets.map(all -> all.take(caller)).orElse(0L);
    if (waitNanos > 0) {
      refuse(caller, sentence, waitNanos);
    }
  }

  /** Does not count, after all, what {@link #require} has let pass. */
  public void giveBack(String caller) {
    buckets.ifPresent(all -> all.giveBack(caller));
  }

  /**
   * Refuses a request, whatever the rate is.
   *
   * @throws Problem 429
   */
  public void refuse(String caller, String why, long waitNanos) {
    refused.increment();
    log.say(caller, why);
    long seconds = Math.max(1, -Math.floorDiv(-waitNanos, NANOS_PER_SECOND));
    throw Problem.slowDown(why, Math.toIntExact(seconds), null);
  }
}
