package dev.headwater.query;

import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import java.time.Instant;
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

  /**
   * The next exposures by the facts of all that the asset descends from, as of a moment.
   *
   * @param used whether the asset is an input in a carrying role
   * @param cursor kind and URN of the origin that the last page ended with; "" begins
   * @throws IllegalArgumentException if the cursor names no exposure of the asset
   */
  Exposures past(
      Upstream upstream,
      boolean used,
      Instant now,
      ExposureFilter filter,
      String cursor,
      int limit) {
    List<Exposures.Item> all = new PastExposures(upstream, used, now).items(filter);
    int from = 0;
    if (!cursor.isEmpty()) {
      List<String> keys = all.stream().map(ExposureList::key).toList();
      from = keys.indexOf(cursor) + 1;
      if (from == 0) {
        throw new IllegalArgumentException("not a place where an earlier page ended");
      }
    }
    int to = Math.min(all.size(), from + limit);
    String next = to < all.size() ? key(all.get(to - 1)) : "";
    return new Exposures(
        upstream.subject().asset(),
        all.subList(from, to),
        next,
        Optional.empty(),
        reading.freshness());
  }

  private static String key(Exposures.Item item) {
    return item.entry().kind() + " " + item.entry().origin();
  }
}
