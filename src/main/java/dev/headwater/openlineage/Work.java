package dev.headwater.openlineage;

import dev.headwater.openlineage.OpenLineageEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The datasets of a subject that are still to be checked, in the order of their keys, because one
 * event changes more of them than one transaction should.
 *
 * @param cursor the key of the last one that was checked; "" before the first
 * @param to the key of the last one to check; "" to continue to the end
 * @param again after that, start again from the first key up to this one; "" if that is not
 *     necessary
 * @param jobs the numbers of the jobs that it is about; if empty, there is nothing to do
 * @param at the time of the event that made it necessary
 * @param reason for retractions
 */
record Work(String cursor, String to, String again, List<Integer> jobs, Instant at, String reason) {
  static final Work NONE = new Work("", "", "", List.of(), Instant.EPOCH, "");
  private static final int PAGE = 500;

  static Work all(TreeSet<Integer> jobs, Instant at, String reason) {
    return new Work("", "", "", List.copyOf(jobs), at, reason);
  }

  boolean isNone() {
    return jobs.isEmpty();
  }

  private Work reached(String key) {
    return new Work(key, to, again, jobs, at, reason);
  }

  /**
   * Adds all datasets of more jobs: the work continues to the last dataset, and then from the first
   * to the current one.
   */
  Work andAll(Work more) {
    TreeSet<Integer> both = new TreeSet<>(jobs);
    both.addAll(more.jobs);
    return new Work(cursor, "", cursor, List.copyOf(both), more.at, more.reason);
  }

  /**
   * Does the work until {@code sending} has cost {@code limit}.
   *
   * @param bringInLine processes one dataset with {@code sending}
   * @return what is left
   */
  Work goOn(
      Memory memory, Kind kind, Sending sending, Consumer<DatasetName> bringInLine, long limit) {
    Work work = this;
    while (true) {
      List<String> keys = work.next(memory, kind);
      for (String key : keys) {
        if (sending.cost() >= limit) {
          return work;
        }
        work.dropForgotten(memory, key, sending.header().horizon());
        sending.index(DatasetName.ofKey(key));
        bringInLine.accept(DatasetName.ofKey(key));
        work = work.reached(key);
      }
      if (keys.isEmpty() && work.again.isEmpty()) {
        return NONE;
      }
      if (keys.isEmpty()) {
        work = new Work("", work.again, "", jobs, at, reason);
      }
    }
  }

  /** Deletes rows that hold only statements of forgotten attempts. */
  private void dropForgotten(Memory memory, String key, Instant horizon) {
    if (horizon.equals(Instant.MIN)) {
      return;
    }
    for (int job : jobs) {
      for (String place : List.of(Rows.inputs(job), Rows.outputs(job))) {
        if (Rows.statements(memory, place + key).since(horizon).facets().isEmpty()) {
          memory.delete(place + key);
        }
      }
      if (memory.get(Rows.outputs(job) + key).isEmpty()) {
        memory.delete(Rows.open(job) + key);
        memory.delete(Rows.named(job) + key);
      }
    }
  }

  private List<String> next(Memory memory, Kind kind) {
    TreeSet<String> keys = new TreeSet<>(Draft.CODE_POINTS);
    List<String> places = new ArrayList<>();
    jobs.forEach(job -> places.addAll(List.of(Rows.inputs(job), Rows.outputs(job))));
    if (kind == Kind.JOB) {
      places.add(Rows.MADE); // the definition may no longer name some of them
    }
    for (String place : places) {
      int[] left = {PAGE};
      memory.scan(
          place,
          place + cursor,
          (key, row) -> {
            keys.add(key.substring(place.length()));
            return --left[0] > 0;
          });
    }
    return keys.stream()
        .limit(PAGE)
        .takeWhile(key -> to.isEmpty() || Draft.CODE_POINTS.compare(key, to) <= 0)
        .toList();
  }
}
