package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.ReadAnswer;
import java.util.List;

/**
 * Everything about one asset.
 *
 * @param summary what is known of it
 * @param versions assets of the same name, itself included, in the order of their URNs
 * @param moreVersions whether there are more than {@code versions} holds
 * @param moreEvents whether it has live events that the summary does not take into account
 * @param moment which events count; for the past, open alerts are not known
 * @param freshness of what was read
 */
public record AssetDetail(
    AssetSummary summary,
    List<Asset> versions,
    boolean moreVersions,
    boolean moreEvents,
    Moment moment,
    Freshness freshness)
    implements ReadAnswer {
  public AssetDetail {
    versions = List.copyOf(versions);
  }
}
