package dev.headwater.query.question;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertEpisode;
import dev.headwater.model.Asset;
import dev.headwater.model.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** The same where the owner of each subject has to be found out. */
  private static final int READ_AT_ONCE_OF_OWNER = 20;

  /**
   * @param alerts those that match the filter; possibly none, with more to come
   * @param histories when alerts were open before, by id; of those that were. An instance of an
   *     earlier version does not send them
   * @param forgottenBefore alerts that were resolved before this time may have been forgotten, in
   *     epoch milliseconds; 0 if none was. An instance of an earlier version does not send it
   * @param next the cursor of the next page; "" after the last page
   */
  public record Found(
      List<Alert> alerts,
      Map<String, List<AlertEpisode>> histories,
      long forgottenBefore,
      String next)
      implements Answer {
    public Found {
      alerts = List.copyOf(alerts);
      histories = histories == null ? Map.of() : Map.copyOf(histories);
    }

    /** The alerts with their histories. */
    public List<ListedAlert> listed() {
      return alerts.stream()
          .map(alert -> new ListedAlert(alert, histories.getOrDefault(alert.id(), List.of())))
          .toList();
    }

    @Override
    public int rows() {
      return 1 + alerts.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    List<Alert> wanted = new ArrayList<>();
    Map<String, List<AlertEpisode>> histories = new HashMap<>();
    String at = cursor;
    int scanned = 0;
    Owned owned = new Owned(filter.owner(), reads);
    int atOnce = filter.owner().isEmpty() ? READ_AT_ONCE : READ_AT_ONCE_OF_OWNER;
    do {
      Page<ListedAlert> page = page(reads, at, Math.min(atOnce, limit - wanted.size()));
      for (ListedAlert listed : page.items()) {
        Alert alert = listed.alert();
        if (filter.accepts(alert) && owned.accepts(alert.subject())) {
          wanted.add(alert);
          if (!listed.history().isEmpty()) {
            histories.put(alert.id(), listed.history());
          }
        }
      }
      scanned += Math.max(1, page.items().size());
      at = page.next();
    } while (!at.isEmpty() && wanted.size() < limit && scanned + owned.rowsRead() < SCANNED);
    return new Found(wanted, histories, reads.alertsForgottenBefore().orElse(0), at);
  }

  /** Which subjects belong to the owner that is asked for. Reads each of them once. */
  private static final class Owned {
    /** How many rows of alerts cost as much as the row of an asset and one of its events. */
    private static final int ROWS = 10;

    private final String owner;
    private final PartitionReads reads;
    private final Map<Party, Boolean> known = new HashMap<>();
    private long rowsRead;

    Owned(String owner, PartitionReads reads) {
      this.owner = owner;
      this.reads = reads;
    }

    /**
     * Whether the subject belongs to the owner, or may do so: where its owners cannot be known, its
     * alerts are everybody's. A job has no owner.
     */
    boolean accepts(Party subject) {
      return owner.isEmpty()
          || subject instanceof Asset asset && known.computeIfAbsent(asset, one -> isOwned(asset));
    }

    private boolean isOwned(Asset asset) {
      AssetEvents events = reads.events(asset, 0);
      rowsRead += ROWS;
      if (events.exceedSummary()) {
        return true;
      }
      rowsRead += ROWS * events.total();
      return reads
          .summary(asset)
          .flatMap(summary -> Ownership.of(summary, false))
          .map(ids -> ids.contains(owner))
          .orElse(true);
    }

    /** What it has cost so far, in rows of alerts. */
    long rowsRead() {
      return rowsRead;
    }
  }

  private Page<ListedAlert> page(PartitionReads reads, String at, int count) {
    return filter.subjects().isEmpty()
        ? reads.alerts(at, count)
        : reads.alerts(filter.subjects().iterator().next(), at, count);
  }
}
