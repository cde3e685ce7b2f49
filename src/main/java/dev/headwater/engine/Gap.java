package dev.headwater.engine;

import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Numbers that have not come though higher ones have. It is the first event after it that tells
 * whose it is, so that a gap is the same whatever came in which order.
 *
 * @param first of the missing numbers
 * @param last of them
 * @param job of the first event after them that tells one
 * @param sinceMillis when the first event with a higher number came, in epoch milliseconds
 */
public record Gap(long first, long last, Optional<Job> job, long sinceMillis) {

  /**
   * All of them, in order.
   *
   * @param completeTo all numbers up to this one have come
   * @param parts all that has come beyond, in order; if some are left out at the end, so are their
   *     gaps
   */
  public static List<Gap> in(long completeTo, List<SequencePart> parts) {
    List<SequencePart.Range> ranges =
        parts.stream().flatMap(part -> part.ranges().stream()).toList();
    List<Gap> gaps = new ArrayList<>();
    Optional<Job> job = Optional.empty();
    long sinceMillis = Long.MAX_VALUE;
    for (int i = ranges.size() - 1; i >= 0; i--) {
      SequencePart.Range range = ranges.get(i);
      long before = i == 0 ? completeTo : ranges.get(i - 1).last();
      Optional<Job> after = job;
      job = range.job().or(() -> after);
      sinceMillis = Math.min(sinceMillis, range.sinceMillis());
      if (range.first() > before + 1) {
        gaps.add(new Gap(before + 1, range.first() - 1, job, sinceMillis));
      }
    }
    Collections.reverse(gaps);
    return gaps;
  }

  /** How many numbers are missing. */
  long count() {
    return last - first + 1;
  }

  /** Such as {@code 5-7}, or {@code 9}. */
  String text() {
    return first == last ? Long.toString(first) : first + "-" + last;
  }
}
