package dev.headwater.query;

import dev.headwater.model.Alert;
import java.util.ArrayList;
import java.util.List;

/**
 * The alerts of a partition, a part at a time.
 *
 * @param partition the partition
 * @param filter which are wanted
 * @param cursor where the last part ended; "" begins
 * @param limit of alerts
 */
public record AlertsQuestion(int partition, AlertFilter filter, String cursor, int limit)
    implements Question<AlertsQuestion.Found> {

  /** Rows looked at for one answer. */
  static final int SCANNED = 20_000;

  private static final int READ_AT_ONCE = 500;

  /**
   * @param alerts the wanted ones
   * @param next where the next part begins; "" after the last
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
