package dev.headwater.openlineage;

import dev.headwater.model.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is known of one run, for readers who look up a job.
 *
 * @param runId its id
 * @param job the name under which the run ended, or else the name of the job that leads its group
 * @param state START, RUNNING, COMPLETE, ABORT, FAIL or OTHER, of the latest attempt
 * @param first the time of its earliest event
 * @param last the time of its latest event
 * @param inputs of all attempts
 * @param outputs of all attempts, whether they count or not
 * @param truncated whether there are more inputs or outputs
 */
public record RunView(
    String runId,
    Job job,
    String state,
    Instant first,
    Instant last,
    List<Dataset> inputs,
    List<Dataset> outputs,
    boolean truncated) {

  /** The name of a dataset in OpenLineage. */
  public record Dataset(String namespace, String name) {}

  /**
   * Reads a run.
   *
   * @param memory what is kept of it
   * @param job one of the names of its jobs
   * @param limit the most inputs, and the most outputs, to return
   * @return empty if the run is not kept any more, or has no job of that name
   */
  public static Optional<RunView> of(Memory memory, Job job, int limit) {
    Optional<Header> header = memory.get(Memory.HEADER).map(row -> Rows.read(row, Header.class));
    int number = header.map(known -> known.number(Optional.of(job))).orElse(-1);
    if (number < 0) {
      return Optional.empty();
    }
    Group group =
        header.get().groups().stream().filter(one -> one.has(number)).findFirst().orElseThrow();
    List<Member> members =
        group.members().stream().map(member -> header.get().jobs().get(member)).toList();
    TreeSet<DatasetName> inputs = new TreeSet<>();
    TreeSet<DatasetName> outputs = new TreeSet<>();
    for (int member : group.members()) {
      collect(memory, Rows.inputs(member), limit, inputs);
      collect(memory, Rows.outputs(member), limit, outputs);
    }
    return Optional.of(
        new RunView(
            Translation.run(header.get().kind(), header.get().subject()),
            header.get().jobs().get(group.leader()).job().orElse(job),
            state(members, group.attempts().get(group.attempts().size() - 1)).name(),
            members.stream().map(Member::first).min(Comparator.naturalOrder()).orElseThrow(),
            members.stream().map(Member::last).max(Comparator.naturalOrder()).orElseThrow(),
            first(inputs, limit),
            first(outputs, limit),
            inputs.size() > limit || outputs.size() > limit));
  }

  private static void collect(Memory memory, String place, int limit, TreeSet<DatasetName> into) {
    int[] left = {limit};
    memory.scan(
        place,
        "",
        (key, row) -> {
          into.add(DatasetName.ofKey(key.substring(place.length())));
          return left[0]-- > 0;
        });
  }

  private static List<Dataset> first(TreeSet<DatasetName> names, int limit) {
    List<Dataset> first = new ArrayList<>();
    names.stream()
        .limit(limit)
        .forEach(name -> first.add(new Dataset(name.namespace(), name.name())));
    return first;
  }

  private static RunState state(List<Member> members, Attempt latest) {
    if (latest.end().isPresent()) {
      return latest.end().get();
    }
    boolean runs =
        members.stream()
            .filter(member -> member.running().isAfter(Instant.MIN))
            .anyMatch(member -> latest.span().contains(new Moment(member.running(), "")));
    if (runs) {
      return RunState.RUNNING;
    }
    return members.stream().anyMatch(Member::hasStarted) ? RunState.START : RunState.OTHER;
  }

  /**
   * The jobs of a run.
   *
   * @param ended whether the latest attempt of each job has ended
   * @param jobs the named ones, each with the time of its latest event
   */
  public record Jobs(boolean ended, List<Heard> jobs) {
    /** The time of the latest event of a job, in epoch milliseconds. */
    public record Heard(Job job, long latestMillis) {}

    /** Reads the row {@link Memory#HEADER}. */
    public static Jobs of(byte[] header) {
      Header known = Rows.read(header, Header.class);
      List<Heard> heard = new ArrayList<>();
      known
          .jobs()
          .forEach(
              member ->
                  member
                      .job()
                      .ifPresent(job -> heard.add(new Heard(job, member.last().toEpochMilli()))));
      boolean ended =
          known.groups().stream()
              .map(group -> group.attempts().get(group.attempts().size() - 1))
              .allMatch(attempt -> attempt.end().isPresent());
      return new Jobs(ended, heard);
    }
  }
}
