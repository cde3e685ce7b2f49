package dev.headwater.engine;

import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which of {@link #SIZE} numbers in a row have come, as far as that has to be remembered: those
 * beyond the producer's first gap. In parts, because tasks that read different partitions may be
 * far apart in what they have read of a producer: of a million numbers every eighth may be missing
 * for a while, and what comes next must not rewrite all that.
 *
 * @param index of the part: 0 has the numbers from 1 to {@link #SIZE}
 * @param ranges what has come, in order, none next to another
 */
public record SequencePart(ProducerInstance producer, long index, List<Range> ranges) {
  /** Numbers in a part. */
  static final long SIZE = 2_048;

  /** Of ranges that begin with the same number; they differ if a producer gave it twice. */
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
   * Numbers that have come and follow one another.
   *
   * @param job of the first event of them that tells one
   * @param sinceMillis when the first of them came, in epoch milliseconds
   */
  public record Range(long first, long last, Optional<Job> job, long sinceMillis) {

    /** Together with one that begins later, and not beyond the end of this one. */
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

  /** How many numbers have come. */
  long count() {
    return ranges.stream().mapToLong(range -> range.last() - range.first() + 1).sum();
  }

  /** With more of its numbers, known ones or not. */
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

  /** Without its first range. */
  SequencePart withoutFirst() {
    return new SequencePart(producer, index, ranges.subList(1, ranges.size()));
  }
}
