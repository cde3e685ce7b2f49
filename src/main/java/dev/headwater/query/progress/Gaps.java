package dev.headwater.query.progress;

import dev.headwater.query.question.Feed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Finds out whether a gap between a committed offset and the end of a partition holds records. A
 * gap may hold only the markers that transactions leave at the end of a partition. The consumer
 * group passes these markers and commits a little later, or never: a task that has read nothing
 * since it began commits nothing.
 *
 * <p>Looking into a gap costs a fetch. So it looks only into a gap that has not moved for a while.
 * It does not look again once it has found a record there. Not thread-safe.
 */
final class Gaps {
  /**
   * How long a gap has to stay unmoved before it is looked into. Longer than the time between two
   * commits of a busy task.
   */
  static final Duration STILL = Duration.ofMillis(80);

  /** The time after which a gap with an open transaction is looked into again. */
  private static final Duration UNDECIDED = Duration.ofMillis(250);

  private final Watermarks watermarks;
  private final LongSupplier nanoTime;
  private final Map<Feed.Place, Gap> known = new HashMap<>();
  private boolean hasty;

  /** What is known about the offsets that follow a committed offset. */
  private static final class Gap {
    private final long from;
    private long lookNanos;

    /** No record is between {@link #from} and this offset. */
    private long emptyTo;

    private boolean looked;

    /** Whether a record is at {@link #emptyTo}. */
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

  /** Sets whether to look at once into gaps that have not been looked into yet. */
  Gaps hasten(boolean now) {
    hasty = now;
    return this;
  }

  /**
   * Whether it is certain that no record between {@code from} and {@code end} will be processed.
   */
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
