package dev.headwater.bench.scale;

/** Waiting times, in classes that are an eighth of an octave wide. */
final class Waits {
  private static final int PER_OCTAVE = 8;
  private final long[] classes = new long[64 * PER_OCTAVE];
  private long all;

  void add(double millis) {
    int at = (int) Math.round(PER_OCTAVE * Math.log(1 + Math.max(0, millis)) / Math.log(2));
    classes[Math.min(at, classes.length - 1)]++;
    all++;
  }

  /** The time that this part of all waits does not exceed; 0 if there are none. */
  double quantile(double part) {
    long left = (long) Math.ceil(part * all);
    for (int at = 0; at < classes.length && all > 0; at++) {
      left -= classes[at];
      if (left <= 0) {
        return Math.pow(2, (double) at / PER_OCTAVE) - 1;
      }
    }
    return 0;
  }
}
