package dev.headwater.query.question;

import dev.headwater.model.Alert;
import java.util.List;

/**
 * Asks for what is counted of a partition. The answer comes from counters and indexes, so it takes
 * the same time for any number of assets.
 *
 * @param partition the partition
 */
public record OverviewQuestion(int partition) implements Question<OverviewQuestion.Found> {

  /** The maximum number of causes in an answer. */
  public static final int CAUSES = 100;

  /**
   * What is counted of one partition. The parts are as in {@link Overview}, with the same limits.
   *
   * @param hours may contain hours that are over for too long
   * @param widest the origins with the most models in this partition, the largest first; at most
   *     {@link #CAUSES}
   * @param moreCauses whether there are more origins; none of them has more models than the last
   *     one in {@code widest}
   */
  public record Found(
      AssetCounts totals,
      List<Overview.Namespace> namespaces,
      boolean moreNamespaces,
      List<Overview.AlertCount> openAlerts,
      List<Alert> newestAlerts,
      List<Overview.Hour> hours,
      List<Overview.BlastRadius> widest,
      boolean moreCauses,
      List<Overview.LatestModel> latestModels,
      boolean moreModels)
      implements Answer {
    public Found {
      namespaces = List.copyOf(namespaces);
      openAlerts = List.copyOf(openAlerts);
      newestAlerts = List.copyOf(newestAlerts);
      hours = List.copyOf(hours);
      widest = List.copyOf(widest);
      latestModels = List.copyOf(latestModels);
    }

    @Override
    public int rows() {
      return 1
          + namespaces.size()
          + newestAlerts.size()
          + hours.size()
          + widest.size()
          + latestModels.size();
    }
  }

  @Override
  public Found answer(PartitionReads reads) {
    return reads.overview();
  }
}
