package dev.headwater.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The growth of a count over time. Not thread-safe. */
public final class Timeline {
  private final List<long[]> samples = new ArrayList<>();

  /** Records the count at a time. */
  public void sample(long nanos, long count) {
    samples.add(new long[] {nanos, count});
  }

  /** The time from when the count reached 1 to the last sample. */
  double seconds() {
    return samples.isEmpty() ? 0 : (samples.get(samples.size() - 1)[0] - nanosAt(1)) / 1e9;
  }

  /** Events per second over the whole time. */
  public double rate() {
    return count() / seconds();
  }

  /** The count of the last sample. */
  long count() {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1)[1];
  }

  /** Events per second of the middle 80 percent, from 10 to 90 percent of the final count. */
  public double middleRate() {
    long count = count();
    long from = count / 10;
    long to = count - from;
    double seconds = (nanosAt(to) - nanosAt(from)) / 1e9;
    return seconds > 0 ? (to - from) / seconds : 0;
  }

  /** When the count reached this value, interpolated linearly between two samples. */
  private long nanosAt(long count) {
    long[] before = samples.get(0);
    for (long[] sample : samples) {
      if (sample[1] >= count) {
        long grown = sample[1] - before[1];
        double part = grown == 0 ? 0 : (double) (count - before[1]) / grown;
        return before[0] + Math.round(part * (sample[0] - before[0]));
      }
      before = sample;
    }
    return before[0];
  }
}
