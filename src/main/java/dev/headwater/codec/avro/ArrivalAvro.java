package dev.headwater.codec.avro;

import dev.headwater.model.Job;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.NumberRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers that have come: each as the distance from the one before, and jobs by their place in a
 * list, which makes a number a few bytes.
 */
final class ArrivalAvro {
  private static final int NO_JOB = -1;

  private ArrivalAvro() {}

  /** A run as it is written. */
  private record Step(long skipped, long count, int job) {
    static Step read(AvroInput in) {
      return new Step(in.number(), in.number(), in.integer());
    }

    static void write(AvroOutput out, Step step) {
      out.number(step.skipped).number(step.count).number(step.job);
    }
  }

  static void write(AvroOutput out, GraphCommand.Arrived arrived) {
    Map<Job, Integer> places = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    long end = 0;
    for (NumberRun run : arrived.runs()) {
      int job = run.job().map(known -> place(places, known)).orElse(NO_JOB);
      steps.add(new Step(run.first() - end, run.count(), job));
      end = run.last();
    }
    out.list(List.copyOf(places.keySet()), AvroParts::write).list(steps, Step::write);
  }

  private static int place(Map<Job, Integer> places, Job job) {
    Integer known = places.putIfAbsent(job, places.size());
    return known == null ? places.size() - 1 : known;
  }

  static GraphCommand.Arrived read(ProducerInstance producer, AvroInput in) {
    List<Optional<Job>> jobs = in.list("jobs", from -> Optional.of(AvroParts.job(from)));
    List<NumberRun> runs = new ArrayList<>();
    long end = 0;
    for (Step step : in.list("runs", Step::read)) {
      long first = end + step.skipped;
      end = first + step.count - 1;
      runs.add(
          new NumberRun(first, end, step.job == NO_JOB ? Optional.empty() : jobs.get(step.job)));
    }
    return new GraphCommand.Arrived(producer, runs);
  }
}
