package dev.headwater.query;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells gaps that hold records from gaps that hold none. What transactions leave at the end of a
 * partition are markers, which the group passes and commits a little later, or never: a task that
 * has read nothing since it began commits nothing.
 *
 * <p>Looking costs a fetch, so only a gap that has not moved for a while is looked into, and once.
 * Not thread-safe.
 */
final class Gaps {
  /** Longer than the commits of a task that works are apart. */
  static final Duration STILL = Duration.ofMillis(80);

  /** After which an open transaction is looked at again. */
  private static final Duration UNDECIDED = Duration.ofMillis(250);

  private final Watermarks watermarks;
  private final LongSupplier nanoTime;
  private final Map<Feed.Place, Gap> known = new HashMap<>();
  private boolean hasty;

  /** What is known of what follows a committed offset. */
  private static final class Gap {
    private final long from;
    private long lookNanos;

    /** Nothing is between {@link #from} and here. */
    private long emptyTo;

    private boolean looked;

    /** A record is at {@link #emptyTo}. */
    private boolean record;

    Gap(long from, long lookNanos) {
      this.from = from;
      this.lookNanos = lookNanos;
      this.emptyTo = from;
    }
  }

  Gaps(Watermarks watermarks, LongSupplier nanoTime) {
    this.watermarks = watermarks;
    this.nanoTime = nanoTime;
  }

  /** Whether to look into each gap at once, if it has not been looked into. */
  Gaps hasten(boolean now) {
    hasty = now;
    return this;
  }

  /** Whether it is certain that no record will be processed from there to the end. */
  boolean isEmpty(Feed.Place place, long from, long end) {
    long now = nanoTime.getAsLong();
    Gap gap = known.get(place);
    if (gap == null || gap.from != from) {
      gap = new Gap(from, now + STILL.toNanos());
      known.put(place, gap);
    }
    boolean due = now - gap.lookNanos >= 0 || hasty && !gap.looked;
    if (end > gap.emptyTo && !gap.record && due) {
      gap.looked = true;
      look(gap, place, end);
    }
    return end <= gap.emptyTo;
  }

  private void look(Gap gap, Feed.Place place, long end) {
    Watermarks.Next next = watermarks.next(place, gap.emptyTo, end);
    if (next.isNothing()) {
      gap.emptyTo = end;
    } else if (next.record().isPresent()) {
      gap.emptyTo = next.record().get().offset();
      gap.record = true;
    } else {
      gap.lookNanos = nanoTime.getAsLong() + UNDECIDED.toNanos();
    }
  }
}
