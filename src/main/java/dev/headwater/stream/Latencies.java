package dev.headwater.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram of durations with fixed bounds, from 1 ms to 30 min. To record a duration takes one
 * search among {@value #BOUNDS} bounds and two additions. Thread-safe.
 */
public final class Latencies {
  private static final int BOUNDS = 17;

  /** The largest duration in each bucket. The last bucket has no bound. */
  private static final long[] BOUNDS_MICROS = {
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    30_000_000,
    60_000_000,
    300_000_000,
    1_800_000_000
  };

  private static final double MICROS_PER_SECOND = 1e6;

  private final LongAdder[] counts = new LongAdder[BOUNDS + 1];
  private final LongAdder micros = new LongAdder();

  public Latencies() {
    Arrays.setAll(counts, bucket -> new LongAdder());
  }

  /** The bounds of all buckets but the last, in seconds, in order. */
  public static List<Double> boundsSeconds() {
    return Arrays.stream(BOUNDS_MICROS).mapToObj(bound -> bound / MICROS_PER_SECOND).toList();
  }

  /** Records a duration. A negative one, which two clocks can make, counts as 0. */
  public void record(long durationMicros) {
    long duration = Math.max(0, durationMicros);
    int found = Arrays.binarySearch(BOUNDS_MICROS, duration);
    counts[found >= 0 ? found : -found - 1].increment();
    micros.add(duration);
  }

  /** How many durations are in each bucket, the one without a bound included. */
  public List<Long> counts() {
    List<Long> all = new ArrayList<>(counts.length);
    for (LongAdder count : counts) {
      all.add(count.sum());
    }
    return all;
  }

  /** The sum of all durations, in seconds. */
  public double sumSeconds() {
    return micros.sum() / MICROS_PER_SECOND;
  }
}
