package dev.headwater.openlineage;

import dev.headwater.model.Job;
import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is read of a subject with each of its events.
 *
 * @param life makes ids differ from those that the subject had before it was forgotten
 * @param lost whether something that it said is not known any more
 * @param jobs of a run; of a job or a dataset the only one
 * @param named when a job's definition named datasets last; {@link Span#START} if it never did
 * @param retired at least as great as the generation of any row that is gone
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

  /** -1 if the job has not been heard of. */
  int number(Optional<Job> job) {
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).is(job)) {
        return i;
      }
    }
    return -1;
  }

  /** Before when all jobs have forgotten their attempts. */
  Instant horizon() {
    return jobs.stream().map(Member::horizon).min(Comparator.naturalOrder()).orElse(Instant.MIN);
  }

  List<Group> groups() {
    return Group.of(jobs);
  }
}
