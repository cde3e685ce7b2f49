package dev.headwater.engine;

import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which numbers have arrived out of {@link #SIZE} consecutive ones. Only numbers beyond the
 * producer's first gap are stored here.
 *
 * <p>The numbers are stored in parts because tasks may differ much in how far they have read their
 * partitions. For example, every eighth of a million numbers may be missing for a while, and a new
 * number must not rewrite all of that.
 *
 * @param index of the part: part 0 has the numbers from 1 to {@link #SIZE}
 * @param ranges what has arrived, in order; no range is adjacent to another
 */
public record SequencePart(ProducerInstance producer, long index, List<Range> ranges) {
  /** How many numbers a part covers. */
  static final long SIZE = 2_048;

  /**
   * Orders ranges that begin with the same number. They differ if a producer used a number twice.
   */
  private static final Comparator<Range> TIES =
      Comparator.comparing((Range range) -> range.job().isEmpty())
          .thenComparing(range -> range.job().map(Job::urn).orElse(""));

  private static final Comparator<Range> ORDER =
      (one, other) -> {
        int order = Long.compare(one.first(), other.first());
        return order != 0 ? order : TIES.compare(one, other);
      };

  public SequencePart {
    ranges = List.copyOf(ranges);
  }

  /**
   * Consecutive numbers that have arrived.
   *
   * @param job the job of the first of these events that names one
   * @param sinceMillis when the first of these events arrived, in epoch milliseconds
   */
  public record Range(long first, long last, Optional<Job> job, long sinceMillis) {

    /**
     * Merges this range with one that does not begin earlier and that overlaps or directly follows
     * it.
     */
    private Range with(Range next) {
      return new Range(
          first,
          Math.max(last, next.last),
          job.or(next::job),
          Math.min(sinceMillis, next.sinceMillis));
    }
  }

  static long indexOf(long number) {
    return (number - 1) / SIZE;
  }

  /** The first number of the part after this one. */
  static long end(long index) {
    return (index + 1) * SIZE + 1;
  }

  /** How many numbers have arrived. */
  long count() {
    return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
  }

  /**
   * Returns the part with additional ranges, at least one. They may contain numbers that are known
   * already.
   */
  SequencePart with(List<Range> more) {
    List<Range> all = new ArrayList<>(ranges);
    all.addAll(more);
    all.sort(ORDER);
    List<Range> merged = new ArrayList<>(all.size());
    Range open = all.get(0);
    for (Range next : all.subList(1, all.size())) {
      if (next.first() <= open.last() + 1) {
        open = open.with(next);
      } else {
        merged.add(open);
        open = next;
      }
    }
    merged.add(open);
    return new SequencePart(producer, index, merged);
  }

  /** Returns the part without its first range. */
  SequencePart withoutFirst() {
    return new SequencePart(producer, index, ranges.subList(1, ranges.size()));
  }
}
