package dev.headwater.openlineage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The jobs of a run that count as one, because a tool renamed the job between its start and its
 * end. A job that has ended leads a group of its own. A job that has not ended belongs to the job
 * that ended first after it began. If all others ended before it began, it belongs to the one that
 * ended last. But if it has a start of its own, it stays alone: it is another run under the same
 * id.
 *
 * @param leader the number of the job that the group counts as
 * @param members the numbers of all its jobs, in order
 */
record Group(int leader, List<Integer> members, List<Attempt> attempts) {

  /** The groups of a run's jobs, in the order of their leaders. */
  static List<Group> of(List<Member> jobs) {
    List<Integer> ended = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      if (jobs.get(i).hasEnded()) {
        ended.add(i);
      }
    }
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int i = 0; i < jobs.size(); i++) {
      int leader = jobs.get(i).hasEnded() ? i : leader(jobs, i, ended);
      members.computeIfAbsent(leader, any -> new ArrayList<>()).add(i);
    }
    List<Group> groups = new ArrayList<>();
    members.forEach((leader, all) -> groups.add(new Group(leader, all, attempts(jobs, all))));
    return groups;
  }

  /** The groups of a run's jobs that some of the given jobs belong to. */
  static List<Group> of(List<Member> jobs, Collection<Integer> some) {
    return of(jobs).stream()
        .filter(group -> group.members().stream().anyMatch(some::contains))
        .toList();
  }

  private static int leader(List<Member> jobs, int job, List<Integer> ended) {
    Instant first = jobs.get(job).first();
    Comparator<Integer> byEnd =
        Comparator.<Integer, Instant>comparing(i -> jobs.get(i).end())
            .thenComparing(i -> jobs.get(i).namespace())
            .thenComparing(i -> jobs.get(i).name());
    Optional<Integer> next =
        ended.stream().filter(i -> !jobs.get(i).end().isBefore(first)).min(byEnd);
    if (next.isPresent() || ended.isEmpty() || jobs.get(job).hasStarted()) {
      return next.orElse(job);
    }
    return ended.stream().max(byEnd).orElseThrow();
  }

  private static List<Attempt> attempts(List<Member> jobs, List<Integer> members) {
    Instant horizon =
        members.stream()
            .map(i -> jobs.get(i).horizon())
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    List<Mark> marks =
        members.stream()
            .flatMap(i -> jobs.get(i).marks().stream())
            .filter(mark -> !mark.at().time().isBefore(horizon))
            .toList();
    return Attempt.of(marks, horizon);
  }

  boolean has(int job) {
    return members.contains(job);
  }
}
