package dev.headwater.query.answer;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import dev.headwater.query.question.AssetDetail;
import dev.headwater.query.question.AssetEvents;
import dev.headwater.query.question.ListedAlert;
import dev.headwater.query.question.StatementsQuestion;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that one page shows about one asset, read at about one moment.
 *
 * @param detail what is known of it, and the versions of its name
 * @param gate whether it may be used
 * @param events the latest events of each kind
 * @param origins the origins that it is exposed to, in the order in which they matter to a gate:
 *     open ones first, then waived ones, then documented ones; the nearest first in each group
 * @param originsAreWhole false if a path among them was lost, or if there were origins that could
 *     not be read
 * @param trainingData what is known of the datasets that it was trained on
 * @param usedBy assets that it went into
 * @param moreUsedBy whether there are more than {@code usedBy} holds
 * @param openAlerts open alerts about it, the earliest first, at most {@value #ALERTS}; none for
 *     the past
 * @param statements the compositions that events state of the asset and of its ancestors, as far as
 *     they were read; none unless {@code Queries.fullAccount} was asked. For {@code
 *     Queries.representation}
 * @param freshness of what was read
 */
public record AssetAccount(
    AssetDetail detail,
    Gate gate,
    AssetEvents events,
    List<Exposures.Item> origins,
    boolean originsAreWhole,
    SortedMap<Asset, AssetSummary> trainingData,
    List<Asset> usedBy,
    boolean moreUsedBy,
    List<ListedAlert> openAlerts,
    Map<Asset, StatementsQuestion.Found> statements,
    Freshness freshness)
    implements ReadAnswer {
  /** The maximum number of open alerts that an account lists. */
  public static final int ALERTS = 25;

  public AssetAccount {
    origins = List.copyOf(origins);
    usedBy = List.copyOf(usedBy);
    openAlerts = List.copyOf(openAlerts);
    statements = Map.copyOf(statements);
  }

  /**
   * Whether everything was read that decides which origins there are. If not, an empty list of
   * origins does not mean that there are none.
   */
  public boolean areOriginsCertain() {
    return originsAreWhole && gate.isComplete();
  }

  /** For further reads for the same request. */
  public Promptness furtherReads() {
    return Promptness.after(freshness);
  }

  @Override
  public boolean isComplete() {
    return areOriginsCertain();
  }
}
