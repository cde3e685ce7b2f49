package dev.headwater.query.walk;

import dev.headwater.model.Asset;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.TraceQuestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;

/**
 * Finds the path of each exposure by following it from the asset back to its origin. All walks take
 * each step together, with one request per instance and step.
 */
final class PathWalk {
  /** The maximum number of edges of a path. A longer walk is given up. */
  private static final int LONGEST = 10_000;

  private final Reading reading;

  PathWalk(Reading reading) {
    this.reading = reading;
  }

  /**
   * @param assets from the origin to the asset; if the path is not whole, from the point where it
   *     was lost
   * @param isWhole false if the graph changed under the walk, or it took too long
   */
  record Path(List<Asset> assets, boolean isWhole) {
    Path {
      assets = List.copyOf(assets);
    }
  }

  private static final class Walker {
    final ExposureEntry entry;
    final LinkedList<Asset> path = new LinkedList<>();
    final Set<Asset> seen = new HashSet<>();
    boolean lost;

    Walker(Asset asset, ExposureEntry entry) {
      this.entry = entry;
      path.add(asset);
      seen.add(asset);
      step(entry.via());
    }

    boolean isThere() {
      return path.getFirst().equals(entry.origin());
    }

    boolean isGoing() {
      return !lost && !isThere();
    }

    void step(Asset via) {
      if (isThere()) {
        return;
      }
      if (path.size() > LONGEST || !seen.add(via)) {
        lost = true;
      } else {
        path.addFirst(via);
      }
    }
  }

  /**
   * Finds the paths of {@code entries} of {@code asset}; returns them in the order of the entries.
   */
  List<Path> paths(Asset asset, List<ExposureEntry> entries) {
    List<Walker> walkers = new ArrayList<>();
    entries.forEach(entry -> walkers.add(new Walker(asset, entry)));
    List<Walker> going = walkers.stream().filter(Walker::isGoing).toList();
    while (!going.isEmpty() && !reading.deadline().isOver()) {
      List<TraceQuestion.Step> steps = reading.askAll(going.stream().map(this::question).toList());
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).reached()) {
          going.get(i).step(steps.get(i).via());
        } else {
          going.get(i).lost = true;
        }
      }
      going = going.stream().filter(Walker::isGoing).toList();
    }
    return walkers.stream().map(walker -> new Path(walker.path, walker.isThere())).toList();
  }

  private TraceQuestion question(Walker walker) {
    Asset at = walker.path.getFirst();
    return new TraceQuestion(
        reading.partitionOf(at), at, walker.entry.origin(), walker.entry.kind());
  }
}
