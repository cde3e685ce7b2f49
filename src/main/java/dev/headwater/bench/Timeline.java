package dev.headwater.bench;

import java.util.ArrayList;
import java.util.List;

/** How a count grew over time. Not thread-safe. */
final class Timeline {
  private final List<long[]> samples = new ArrayList<>();

  /** Notes how far it had come by then. */
  void sample(long nanos, long count) {
    samples.add(new long[] {nanos, count});
  }

  /** From the first to the last sample. */
  double seconds() {
    return samples.isEmpty() ? 0 : (samples.get(samples.size() - 1)[0] - nanosAt(1)) / 1e9;
  }

  /** Events a second over all of it. */
  double rate() {
    return count() / seconds();
  }

  /** How many there were at the end. */
  long count() {
    return samples.isEmpty() ? 0 : samples.get(samples.size() - 1)[1];
  }

  /** Events a second from the tenth to the ninetieth hundredth of all. */
  double middleRate() {
    long count = count();
    long from = count / 10;
    long to = count - from;
    double seconds = (nanosAt(to) - nanosAt(from)) / 1e9;
    return seconds > 0 ? (to - from) / seconds : 0;
  }

  /** When so many were there, between two samples by proportion. */
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
