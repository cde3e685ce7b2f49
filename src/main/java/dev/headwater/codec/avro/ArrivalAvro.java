package dev.headwater.codec.avro;

import dev.headwater.avro.ArrivedCommand;
import dev.headwater.avro.ArrivedJob;
import dev.headwater.avro.ArrivedRun;
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

  static ArrivedCommand body(GraphCommand.Arrived arrived) {
    Map<Job, Integer> places = new LinkedHashMap<>();
    List<ArrivedRun> runs = new ArrayList<>();
    long end = 0;
    for (NumberRun run : arrived.runs()) {
      int job = run.job().map(known -> place(places, known)).orElse(NO_JOB);
      runs.add(new ArrivedRun(run.first() - end, run.count(), job));
      end = run.last();
    }
    List<ArrivedJob> jobs =
        places.keySet().stream().map(job -> new ArrivedJob(job.namespace(), job.name())).toList();
    return new ArrivedCommand(jobs, runs);
  }

  private static int place(Map<Job, Integer> places, Job job) {
    Integer known = places.putIfAbsent(job, places.size());
    return known == null ? places.size() - 1 : known;
  }

  static GraphCommand.Arrived command(ProducerInstance producer, ArrivedCommand body) {
    List<Optional<Job>> jobs = new ArrayList<>();
    body.getJobs()
        .forEach(job -> jobs.add(Optional.of(new Job(job.getNamespace(), job.getName()))));
    List<NumberRun> runs = new ArrayList<>();
    long end = 0;
    for (ArrivedRun run : body.getRuns()) {
      long first = end + run.getSkipped();
      end = first + run.getCount() - 1;
      runs.add(
          new NumberRun(
              first, end, run.getJob() == NO_JOB ? Optional.empty() : jobs.get(run.getJob())));
    }
    return new GraphCommand.Arrived(producer, runs);
  }
}
