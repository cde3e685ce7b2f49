package dev.headwater.bench.faults;

/**
 * The longest times without an answer.
 *
 * @param instanceSeconds of one instance that should have answered
 * @param instance its name
 * @param overallSeconds of all instances
 */
public record LongestGap(double instanceSeconds, String instance, double overallSeconds) {
  static final LongestGap NONE = new LongestGap(0, "", 0);

  LongestGap and(LongestGap other) {
    LongestGap of = other.instanceSeconds > instanceSeconds ? other : this;
    return new LongestGap(
        of.instanceSeconds, of.instance, Math.max(overallSeconds, other.overallSeconds));
  }
}
