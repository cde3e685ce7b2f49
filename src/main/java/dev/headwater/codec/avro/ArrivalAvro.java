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
 * Encodes and decodes runs of sequence numbers that have arrived. Each run is stored as its
 * distance from the previous one, and jobs as an index into a list, so that a run takes a few
 * bytes.
 */
final class ArrivalAvro {
  private static final int NO_JOB = -1;

  private ArrivalAvro() {}

  /** A run in its encoded form. */
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
