package dev.headwater.openlineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One attempt of a run: from a start until the next start that comes after an end.
 *
 * @param span the events that belong to it
 * @param end its latest end; empty if it has not ended
 */
record Attempt(Span span, Optional<RunState> end) {
  /**
   * Of a start and an end at the same time, the start comes first. The end then ends the attempt
   * that began there.
   */
  private static final Comparator<Mark> STARTS_FIRST =
      Comparator.comparing((Mark mark) -> mark.at().time())
          .thenComparing(mark -> mark.state().ends())
          .thenComparing(Mark::at);

  /**
   * The attempts that result from some starts and ends, the earliest first; at least one.
   *
   * @param horizon when the first one begins
   */
  static List<Attempt> of(List<Mark> marks, Instant horizon) {
    List<Mark> sorted = marks.stream().sorted(STARTS_FIRST).toList();
    List<Attempt> attempts = new ArrayList<>();
    Moment from = new Moment(horizon, "");
    Optional<RunState> end = Optional.empty();
    Optional<Instant> endedAt = Optional.empty();
    for (Mark mark : sorted) {
      Instant time = mark.at().time();
      if (mark.state().ends()) {
        end = Optional.of(mark.state());
        endedAt = endedAt.or(() -> Optional.of(time));
      } else if (endedAt.filter(ended -> ended.isBefore(time)).isPresent()) {
        Moment next = new Moment(time, "");
        attempts.add(new Attempt(new Span(from, next), end));
        from = next;
        end = Optional.empty();
        endedAt = Optional.empty();
      }
    }
    attempts.add(new Attempt(new Span(from, Span.END), end));
    return attempts;
  }
}
