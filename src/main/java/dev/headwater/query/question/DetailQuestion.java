package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Moment;
import dev.headwater.query.freshness.Freshness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks for everything about one asset.
 *
 * @param partition of the asset
 * @param asset the asset
 * @param moment which events count
 */
public record DetailQuestion(int partition, Asset asset, Moment moment)
    implements Question<DetailQuestion.Detail> {

  /** The maximum number of versions that an answer lists. */
  public static final int VERSIONS = 1_000;

  /** Few names have more versions, and what comes after the last one is read in vain. */
  private static final int ROWS_AT_ONCE = 20;

  /**
   * @param summary one summary; none if no event that counts has named the asset
   * @param state of the asset
   * @param versions assets of the same name that events have named, itself included, in the order
   *     of their URNs
   * @param moreVersions whether there are more than {@code versions} holds
   * @param moreEvents whether it has live events that the summary does not take into account. An
   *     instance of an earlier version does not say so
   */
  public record Detail(
      List<AssetSummary> summary,
      AssetState state,
      List<Asset> versions,
      boolean moreVersions,
      boolean moreEvents)
      implements Answer {
    public Detail {
      summary = List.copyOf(summary);
      versions = List.copyOf(versions);
    }

    /** The summary; empty if no event that counts has named the asset. */
    public Optional<AssetSummary> found() {
      return summary.stream().findFirst();
    }

    /** The answer to a reader, with this summary. */
    public AssetDetail of(AssetSummary known, Moment moment, Freshness freshness) {
      return new AssetDetail(known, versions, moreVersions, moreEvents, moment, freshness);
    }

    @Override
    public int rows() {
      return 1 + versions.size();
    }
  }

  @Override
  public Detail answer(PartitionReads reads) {
    Optional<AssetSummary> summary = reads.summary(asset);
    List<Asset> versions = new ArrayList<>();
    Asset unversioned = Asset.of(asset.kind(), asset.namespace(), asset.name());
    if (reads.state(unversioned).isPresent()) {
      versions.add(unversioned);
    }
    listed(reads).stream().filter(version -> isNamed(reads, version)).forEach(versions::add);
    boolean more = versions.size() > VERSIONS;
    return new Detail(
        summary.stream().toList(),
        reads.state(asset).orElse(AssetState.UNNAMED),
        more ? versions.subList(0, VERSIONS) : versions,
        more,
        reads.events(asset, 0).exceedSummary());
  }

  /** The versions that the partition lists, and at least one more than an answer does. */
  private List<Asset> listed(PartitionReads reads) {
    String prefix = asset.key() + "@";
    List<Asset> listed = new ArrayList<>();
    // A version is never empty, so the first one sorts after the prefix alone.
    String last = prefix;
    boolean more = true;
    while (more && listed.size() <= VERSIONS) {
      List<Asset> next = reads.assets(last, ROWS_AT_ONCE);
      next.stream().filter(one -> one.urn().startsWith(prefix)).forEach(listed::add);
      more = next.size() == ROWS_AT_ONCE && next.get(ROWS_AT_ONCE - 1).urn().startsWith(prefix);
      last = more ? next.get(ROWS_AT_ONCE - 1).urn() : last;
    }
    return listed;
  }

  /**
   * Whether to list a version. The partition lists every asset that an event ever named; for the
   * past, the answer keeps only those that an event that counts has named.
   */
  private boolean isNamed(PartitionReads reads, Asset version) {
    return moment.isNow() || reads.state(version).isPresent();
  }
}
