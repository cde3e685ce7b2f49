package dev.headwater.query;

import dev.headwater.model.Alert;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for a page of the alerts of a partition.
 *
 * @param partition the partition
 * @param filter which alerts to return
 * @param cursor the {@code next} of the previous page; "" for the first page
 * @param limit of alerts
 */
public record AlertsQuestion(int partition, AlertFilter filter, String cursor, int limit)
    implements Question<AlertsQuestion.Found> {

  /** About how many rows one answer looks at, at most. */
  static final int SCANNED = 20_000;

  private static final int READ_AT_ONCE = 500;

  /**
   * @param alerts those that match the filter; possibly none, with more to come
   * @param next the cursor of the next page; "" after the last page
   */
  public record Found(List<Alert> alerts, String next) implements Answer {
    public Found {
      alerts = List.copyOf(alerts);
    }

    @Override
    public int rows() {
      return 1 + alerts.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    List<Alert> wanted = new ArrayList<>();
    String at = cursor;
    int scanned = 0;
    do {
      Page<Alert> page = page(reads, at, Math.min(READ_AT_ONCE, limit - wanted.size()));
      page.items().stream().filter(filter::accepts).forEach(wanted::add);
      scanned += Math.max(1, page.items().size());
      at = page.next();
    } while (!at.isEmpty() && wanted.size() < limit && scanned < SCANNED);
    return new Found(wanted, at);
  }

  private Page<Alert> page(PartitionReads reads, String at, int count) {
    return filter.subjects().isEmpty()
        ? reads.alerts(at, count)
        : reads.alerts(filter.subjects().iterator().next(), at, count);
  }
}
