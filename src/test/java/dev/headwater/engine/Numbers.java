package dev.headwater.engine;

import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The naive account of what a producer's numbers come to: every one of them, one by one. */
public final class Numbers {
  private final TreeMap<Long, Optional<Job>> come = new TreeMap<>();

  /** One has come, perhaps again. */
  public void add(long number, Optional<Job> job) {
    come.put(number, job);
  }

  /** How many have not come though a higher one has. */
  public long missing() {
    return come.isEmpty() ? 0 : come.lastKey() - come.size();
  }

  public long last() {
    return come.isEmpty() ? 0 : come.lastKey();
  }

  /** The first and last of each gap, and whose it is. */
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

  /** The same of what the engine says. */
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
