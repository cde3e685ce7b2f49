package dev.headwater.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits how often the same kind of line is logged in a minute, and counts what was left out. Keeps
 * the counts of the {@value #MOST_KINDS} kinds that were seen last. Not thread-safe.
 */
final class RepeatLimit {

  private static final int MOST_KINDS = 1_000;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  /**
   * A kind of line.
   *
   * @param logger the name of the logger
   * @param pattern the message before its arguments were filled in
   */
  record Kind(String logger, String pattern) {}

  /**
   * Lines that were left out.
   *
   * @param kind their kind
   * @param count how many
   */
  record LeftOut(Kind kind, long count) {}

  private final int perMinute;
  private final Map<Kind, Long> seen = new LinkedHashMap<>(16, 0.75f, true);
  private long minuteEndsNanos;
  private boolean begun;

  /**
   * @param perMinute how many lines of a kind are logged in a minute; 0 for no limit
   */
  RepeatLimit(int perMinute) {
    this.perMinute = perMinute;
  }

  /** Counts one more line of the kind. Returns which one of this minute it is, from 1 on. */
  long count(Kind kind) {
    if (seen.size() >= MOST_KINDS && !seen.containsKey(kind)) {
      seen.remove(seen.keySet().iterator().next());
    }
    return seen.merge(kind, 1L, Long::sum);
  }

  /** Whether this one of a kind may be logged. */
  boolean admits(long which) {
    return perMinute == 0 || which <= perMinute;
  }

  /** What was left out in the minute that has ended; empty while it goes on. */
  List<LeftOut> ended(long nowNanos) {
    if (!begun) {
      begun = true;
      minuteEndsNanos = nowNanos + MINUTE_NANOS;
    }
    if (nowNanos - minuteEndsNanos < 0) {
      return List.of();
    }
    minuteEndsNanos = nowNanos + MINUTE_NANOS;
    List<LeftOut> all = new ArrayList<>();
    seen.forEach(
        (kind, count) -> {
          if (!admits(count)) {
            all.add(new LeftOut(kind, count - perMinute));
          }
        });
    seen.clear();
    return all;
  }
}
