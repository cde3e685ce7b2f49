package dev.headwater.engine;

import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps every single number of one producer. Tests compare it with the compact rows of the engine.
 */
public final class Numbers {
  private final TreeMap<Long, Optional<Job>> come = new TreeMap<>();

  /** Adds a number that arrived, perhaps not for the first time. */
  public void add(long number, Optional<Job> job) {
    come.put(number, job);
  }

  /** Returns how many numbers are missing below the highest one that arrived. */
  public long missing() {
    return come.isEmpty() ? 0 : come.lastKey() - come.size();
  }

  public long last() {
    return come.isEmpty() ? 0 : come.lastKey();
  }

  /** Returns each gap as its first and last number, with the job that it belongs to. */
  public List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    long before = 0;
    for (long number : come.keySet()) {
      if (number > before + 1) {
        gaps.add((before + 1) + "-" + (number - 1) + " of " + jobFrom(number));
      }
      before = number;
    }
    return gaps;
  }

  /** Returns gaps that the engine found, in the format of {@link #gaps()}. */
  public static List<String> gaps(List<Gap> gaps) {
    return gaps.stream()
        .map(gap -> gap.first() + "-" + gap.last() + " of " + name(gap.job()))
        .toList();
  }

  private String jobFrom(long number) {
    for (Map.Entry<Long, Optional<Job>> later : come.tailMap(number).entrySet()) {
      if (later.getValue().isPresent()) {
        return name(later.getValue());
      }
    }
    return name(Optional.empty());
  }

  private static String name(Optional<Job> job) {
    return job.map(Job::urn).orElse("nobody");
  }
}
