package dev.headwater.query.walk;

import dev.headwater.engine.Upstream;
import dev.headwater.model.Asset;
import dev.headwater.query.answer.Exposures;
import dev.headwater.query.answer.Truncation;
import dev.headwater.query.question.ExposureEntry;
import dev.headwater.query.question.ExposureFilter;
import dev.headwater.query.question.ExposuresQuestion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the exposures of an asset and their paths. */
public final class ExposureList {
  private final Reading reading;

  public ExposureList(Reading reading) {
    this.reading = reading;
  }

  /** Reads a page of exposures of now. Empty if no applied event has named the asset. */
  public Optional<Exposures> read(Asset asset, ExposureFilter filter, String cursor, int limit) {
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
   * Returns a page of the exposures of the past, from the facts of all assets that the asset
   * descends from.
   *
   * @param used whether the asset is an input in a carrying role
   * @param now the time by which waivers are judged
   * @param cursor the kind and the URN of the origin that the previous page ended with; "" for the
   *     first page
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
