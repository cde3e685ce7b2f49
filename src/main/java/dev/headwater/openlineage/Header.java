package dev.headwater.openlineage;

import dev.headwater.model.Job;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The row of a subject that is read with each of its events.
 *
 * @param life makes ids differ from those that the subject had before it was forgotten
 * @param lost whether Headwater has forgotten something that the subject said
 * @param jobs the jobs of a run; for a job or a dataset, a single member
 * @param named the moment of the latest event that defines a job's datasets; {@link Span#START} if
 *     there is none
 * @param retired a number that is at least as great as the generation of any deleted {@link Made}
 *     row
 * @param work what is still to be done
 */
record Header(
    Kind kind,
    String subject,
    long life,
    boolean lost,
    List<Member> jobs,
    Moment named,
    long retired,
    Work work) {

  static Header begin(OpenLineageEvent event, long life, boolean lost) {
    return new Header(
        event.kind(), event.subject(), life, lost, List.of(), Span.START, 0, Work.NONE);
  }

  Header with(OpenLineageEvent event) {
    List<Member> changed = new ArrayList<>(jobs);
    int job = number(event.job());
    if (job < 0) {
      job = changed.size();
      changed.add(Member.of(event.job(), event.eventTime()));
    }
    changed.set(job, changed.get(job).with(event));
    boolean defines = kind == Kind.JOB && event.namesDatasets();
    Moment latest = defines && event.moment().compareTo(named) > 0 ? event.moment() : named;
    return new Header(kind, subject, life, lost, List.copyOf(changed), latest, retired, work);
  }

  Header withRetired(long generation) {
    return new Header(kind, subject, life, lost, jobs, named, Math.max(retired, generation), work);
  }

  Header withWork(Work changed) {
    return new Header(kind, subject, life, lost, jobs, named, retired, changed);
  }

  /** The number of a job; -1 if no event has named the job. */
  int number(Optional<Job> job) {
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).is(job)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The earliest horizon of the jobs: every job has forgotten the attempts that began before it.
   */
  Instant horizon() {
    return jobs.stream().map(Member::horizon).min(Comparator.naturalOrder()).orElse(Instant.MIN);
  }

  List<Group> groups() {
    return Group.of(jobs);
  }
}
