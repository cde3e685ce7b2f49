package dev.headwater.engine;

import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A gap: consecutive numbers that have not arrived, although higher ones have. The first event
 * after the gap that names a job decides which job the gap belongs to, so the order of arrival does
 * not matter.
 *
 * @param first the first missing number
 * @param last the last missing number
 * @param job the job of the first event after the gap that names one
 * @param sinceMillis when the first event with a higher number arrived, in epoch milliseconds
 */
public record Gap(long first, long last, Optional<Job> job, long sinceMillis) {

  /**
   * Returns all gaps, in order.
   *
   * @param completeTo all numbers up to this one have arrived
   * @param parts what has arrived beyond it, in order. If parts are left out at the end, their gaps
   *     are left out too
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

  /** The numbers as text, such as {@code 5-7} or {@code 9}. */
  String text() {
    return first == last ? Long.toString(first) : first + "-" + last;
  }
}
