package dev.headwater.openlineage;

import dev.headwater.model.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One job of a run, with the times of its events, and its starts and ends.
 *
 * @param namespace of the job; "" if the subject is a dataset
 * @param name of the job; "" if the subject is a dataset
 * @param first the time of its earliest event
 * @param last the time of its latest event
 * @param running the time of its latest event that says RUNNING; {@link Instant#MIN} without one
 * @param horizon attempts that began before this are forgotten, and what they made stands; {@link
 *     Instant#MIN} if none is forgotten
 * @param marks its starts and ends since the horizon, in order
 */
record Member(
    String namespace,
    String name,
    Instant first,
    Instant last,
    Instant running,
    Instant horizon,
    List<Mark> marks) {
  /**
   * The most consecutive starts, or consecutive ends, that are kept: the first ones and the last.
   */
  private static final int IN_A_ROW = 16;

  /**
   * The number of attempts of a run that are remembered. It is limited because some tools use one
   * run id forever.
   */
  private static final int ATTEMPTS = 32;

  static Member of(Optional<Job> job, Instant at) {
    return new Member(
        job.map(Job::namespace).orElse(""),
        job.map(Job::name).orElse(""),
        at,
        at,
        Instant.MIN,
        Instant.MIN,
        List.of());
  }

  boolean is(Optional<Job> job) {
    return namespace.equals(job.map(Job::namespace).orElse(""))
        && name.equals(job.map(Job::name).orElse(""));
  }

  Optional<Job> job() {
    return name.isEmpty() ? Optional.empty() : Optional.of(new Job(namespace, name));
  }

  Member with(OpenLineageEvent event) {
    Instant time = event.eventTime();
    boolean runs = event.state() == RunState.RUNNING && time.isAfter(running);
    Member heard =
        new Member(
            namespace,
            name,
            time.isBefore(first) ? time : first,
            time.isAfter(last) ? time : last,
            runs ? time : running,
            horizon,
            marks);
    boolean isMark = event.state() == RunState.START || event.state().ends();
    return isMark && !time.isBefore(horizon) ? heard.marked(Mark.of(event)) : heard;
  }

  private Member marked(Mark mark) {
    if (marks.contains(mark)) {
      return this;
    }
    List<Mark> all = new ArrayList<>(marks);
    all.add(mark);
    all.sort(Comparator.comparing(Mark::at));
    dropInner(all);
    List<Attempt> attempts = Attempt.of(all, horizon);
    Instant since = horizon;
    if (attempts.size() > ATTEMPTS) {
      since = attempts.get(attempts.size() - ATTEMPTS).span().from().time();
      Instant from = since;
      all.removeIf(one -> one.at().time().isBefore(from));
    }
    return new Member(namespace, name, first, last, running, since, List.copyOf(all));
  }

  private static void dropInner(List<Mark> all) {
    int begin = 0;
    for (int i = 1; i <= all.size(); i++) {
      if (i == all.size() || all.get(i).state().ends() != all.get(begin).state().ends()) {
        if (i - begin > IN_A_ROW) {
          all.remove(i - 2);
          return;
        }
        begin = i;
      }
    }
  }

  boolean hasEnded() {
    return marks.stream().anyMatch(mark -> mark.state().ends());
  }

  boolean hasStarted() {
    return marks.stream().anyMatch(mark -> !mark.state().ends());
  }

  /** The time of the latest end. May only be called if the job has ended. */
  Instant end() {
    return marks.stream()
        .filter(mark -> mark.state().ends())
        .map(mark -> mark.at().time())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /**
   * Whether a start or an end lies between two moments. An attempt begins before everything that
   * was said at the time of its start, so statements of the same time are never separated.
   */
  boolean marksBetween(Moment from, Moment to) {
    return marks.stream()
        .map(mark -> mark.at().time())
        .anyMatch(time -> time.isAfter(from.time()) && !time.isAfter(to.time()));
  }
}
