package dev.headwater.query.question;

import dev.headwater.model.Asset;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for a page of the exposures of an asset.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param filter which exposures to return
 * @param cursor the {@code next} of the previous page; "" for the first page
 * @param limit of entries
 */
public record ExposuresQuestion(
    int partition, Asset asset, ExposureFilter filter, String cursor, int limit)
    implements Question<ExposuresQuestion.Found> {

  /**
   * About how many rows one answer looks at, at most. Without it, an answer might take very long
   * where few exposures match the filter.
   */
  static final int SCANNED = 20_000;

  /** How many rows are read at once to find out whether there is a next page. */
  private static final int AHEAD = 100;

  /**
   * @param named whether an applied event has named the asset
   * @param entries those that match the filter; possibly none, with more to come
   * @param next the cursor of the next page; "" after the last page
   */
  public record Found(boolean named, List<ExposureEntry> entries, String next) implements Answer {
    public Found {
      entries = List.copyOf(entries);
    }

    @Override
    public int rows() {
      return 1 + entries.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    if (reads.state(asset).isEmpty()) {
      return new Found(false, List.of(), "");
    }
    List<ExposureEntry> wanted = new ArrayList<>();
    String at = cursor;
    int scanned = 0;
    do {
      Page<ExposureEntry> page = reads.exposures(asset, at, limit - wanted.size());
      page.items().stream().filter(filter::accepts).forEach(wanted::add);
      scanned += Math.max(1, page.items().size());
      at = page.next();
    } while (!at.isEmpty() && wanted.size() < limit && scanned < SCANNED);
    boolean last = wanted.size() == limit && isEnd(reads, at, SCANNED - scanned);
    return new Found(true, wanted, last ? "" : at);
  }

  /**
   * Whether nothing that matches the filter comes after a place: a full page is the last one then.
   * If the rows that may be looked at do not show it, there may be more.
   */
  private boolean isEnd(PartitionReads reads, String from, int rows) {
    String at = from;
    int scanned = 0;
    while (!at.isEmpty() && scanned < rows) {
      Page<ExposureEntry> page = reads.exposures(asset, at, scanned == 0 ? 1 : AHEAD);
      if (page.items().stream().anyMatch(filter::accepts)) {
        return false;
      }
      scanned += Math.max(1, page.items().size());
      at = page.next();
    }
    return at.isEmpty();
  }
}
