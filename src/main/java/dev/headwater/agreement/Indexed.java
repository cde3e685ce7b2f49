package dev.headwater.agreement;

import dev.headwater.engine.Contribution;
import dev.headwater.engine.ContributionKind;
import dev.headwater.engine.JobMade;
import dev.headwater.engine.View;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** Compares the index by job with the events that it counts. */
final class Indexed {
  private Indexed() {}

  static List<String> differences(Collection<Asset> universe, Function<Asset, View> owner) {
    Map<Asset, Map<Job, Long>> counts = new TreeMap<>();
    TreeSet<Job> jobs = new TreeSet<>();
    for (Asset asset : universe) {
      Map<Job, Long> ofAsset = counts.computeIfAbsent(asset, any -> new TreeMap<>());
      for (ContributionKind kind : ContributionKind.values()) {
        for (Contribution live : owner.apply(asset).contributions(asset, kind, Integer.MAX_VALUE)) {
          if (JobMade.counts(live.event())) {
            ofAsset.merge(live.event().job(), 1L, Long::sum);
          }
        }
      }
      jobs.addAll(ofAsset.keySet());
    }
    List<String> differences = new ArrayList<>();
    counts.forEach(
        (asset, ofAsset) -> {
          for (Job job : jobs) {
            long count = owner.apply(asset).jobMade(job, asset).count();
            long expected = ofAsset.getOrDefault(job, 0L);
            if (count != expected) {
              differences.add(
                  asset + ": " + expected + " live events of " + job + ", the index says " + count);
            }
          }
        });
    return differences;
  }
}
