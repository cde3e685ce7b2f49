package dev.headwater.query;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the exposures of an asset and the paths that they took. */
final class ExposureList {
  private final Reading reading;

  ExposureList(Reading reading) {
    this.reading = reading;
  }

  /** Empty if no applied event has named the asset. */
  Optional<Exposures> read(Asset asset, ExposureFilter filter, String cursor, int limit) {
    List<ExposureEntry> entries = new ArrayList<>();
    String at = cursor;
    do {
      ExposuresQuestion.Found found =
          reading.ask(
              new ExposuresQuestion(
                  reading.partitionOf(asset), asset, filter, at, limit - entries.size()));
      if (!found.named()) {
        return Optional.empty();
      }
      entries.addAll(found.entries());
      at = found.next();
    } while (!at.isEmpty() && entries.size() < limit && !reading.deadline().isOver());
    List<PathWalk.Path> paths = new PathWalk(reading).paths(asset, entries);
    List<Exposures.Item> items = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      items.add(new Exposures.Item(entries.get(i), paths.get(i).assets()));
    }
    boolean whole = paths.stream().allMatch(PathWalk.Path::isWhole);
    return Optional.of(
        new Exposures(
            asset,
            items,
            at,
            whole ? Optional.empty() : Optional.of(Truncation.PATH),
            reading.freshness()));
  }
}
