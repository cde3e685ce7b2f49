package dev.headwater.engine;

import static dev.headwater.model.command.ExposureDelta.FAR;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.model.RuleName;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.util.Optional;

/**
 * The fact that an asset descends from an origin, as far as the asset's owner knows.
 *
 * @param asset the asset
 * @param origin the origin; its asset may be the asset itself, at distance 0
 * @param liveEpoch the latest epoch in which the origin reached the asset
 * @param suspectEpoch the asset counts as reached only if {@code liveEpoch} is at least this epoch
 * @param revision the revision of {@code status}
 * @param status the status of the origin
 * @param distance the number of edges of the shortest path
 * @param via the last asset before this one on the shortest path; empty at the origin
 * @param directDistance the number of edges of the shortest direct path, without a model between
 *     its ends and without an inferred edge; {@link ExposureDelta#FAR} if there is none
 * @param directVia the last asset before this one on that path; empty at the origin, or if there is
 *     no such path
 * @param bookkeeping how the asset's counters and alerts include this exposure
 */
public record Exposure(
    Asset asset,
    Origin origin,
    long liveEpoch,
    long suspectEpoch,
    long revision,
    OriginStatus status,
    int distance,
    Optional<Asset> via,
    int directDistance,
    Optional<Asset> directVia,
    Bookkeeping bookkeeping) {

  /**
   * How the asset's counters and alerts include an exposure.
   *
   * @param live whether it is counted as live
   * @param open whether it is counted as synthetic and neither documented nor waived
   * @param alerted a bit for each rule, by its position, that may have a row for it among the
   *     alerts
   */
  public record Bookkeeping(boolean live, boolean open, int alerted) {
    static final Bookkeeping NOTHING = new Bookkeeping(false, false, 0);

    boolean alertedBy(RuleName rule) {
      return (alerted & bit(rule)) != 0;
    }

    Bookkeeping withAlertOf(RuleName rule) {
      return new Bookkeeping(live, open, alerted | bit(rule));
    }

    private static int bit(RuleName rule) {
      return 1 << rule.ordinal();
    }
  }

  static Exposure none(Asset asset, Origin origin) {
    return new Exposure(
        asset,
        origin,
        0,
        0,
        0,
        OriginStatus.NEVER,
        FAR,
        Optional.empty(),
        FAR,
        Optional.empty(),
        Bookkeeping.NOTHING);
  }

  /** Whether the origin reaches the asset. */
  public boolean reached() {
    return liveEpoch > 0 && liveEpoch >= suspectEpoch;
  }

  /** Whether the origin reaches the asset and is still an origin. */
  public boolean isLive() {
    return reached() && status.present();
  }

  /** Whether there is a direct path: no model between its ends, no inferred edge. */
  public boolean isDirect() {
    return directDistance < FAR;
  }

  /** Whether this is the exposure of the origin's own asset. */
  public boolean isOwn() {
    return origin.asset().equals(asset);
  }

  /** Whether the origin is synthetic data that is documented. */
  public boolean isDocumented() {
    return origin.kind() == OriginKind.SYNTHETIC
        && status.documentation() == Documentation.DOCUMENTED;
  }

  Exposure withBookkeeping(Bookkeeping changed) {
    return new Exposure(
        asset,
        origin,
        liveEpoch,
        suspectEpoch,
        revision,
        status,
        distance,
        via,
        directDistance,
        directVia,
        changed);
  }

  /** Whether {@code other} would be sent downstream with the same content. */
  boolean tellsTheSameAs(Exposure other) {
    return liveEpoch == other.liveEpoch
        && suspectEpoch == other.suspectEpoch
        && revision == other.revision
        && distance == other.distance
        && directDistance == other.directDistance;
  }

  /** What the asset sends to a downstream neighbour along an edge of {@code kind}. */
  ExposureDelta along(EdgeKind kind) {
    boolean endsDirectness =
        kind == EdgeKind.INFERRED || (asset.kind() == AssetKind.MODEL && !isOwn());
    return new ExposureDelta(
        origin,
        liveEpoch,
        suspectEpoch,
        revision,
        status,
        Math.min(distance + 1, FAR),
        endsDirectness ? FAR : Math.min(directDistance + 1, FAR));
  }

  /**
   * Merges what {@code from} sent. If {@code from} is empty, merges what the origin's own register
   * says.
   *
   * <p>If an epoch has several shortest paths, the one that arrived first is kept. A later path of
   * the same length does not replace it, not even one whose {@code via} comes first in some fixed
   * order. Such a change would not be sent downstream, so alerts there would keep the old path.
   * When that path is cut later, nobody would ask for reverification, and the alerts would still
   * show the cut path.
   */
  Exposure merge(Optional<Asset> from, ExposureDelta told) {
    int newDistance = distance;
    Optional<Asset> newVia = via;
    int newDirectDistance = directDistance;
    Optional<Asset> newDirectVia = directVia;
    boolean newer = told.liveEpoch() > liveEpoch;
    boolean sameEpoch = told.liveEpoch() == liveEpoch && liveEpoch > 0;
    if (newer || (sameEpoch && told.distance() < distance)) {
      newDistance = told.distance();
      newVia = from;
    }
    if (newer || (sameEpoch && told.directDistance() < directDistance)) {
      newDirectDistance = told.directDistance();
      newDirectVia = told.directDistance() < FAR ? from : Optional.empty();
    }
    boolean news = told.revision() > revision;
    return new Exposure(
        asset,
        origin,
        Math.max(liveEpoch, told.liveEpoch()),
        Math.max(suspectEpoch, told.suspectEpoch()),
        news ? told.revision() : revision,
        news ? told.status() : status,
        newDistance,
        newVia,
        newDirectDistance,
        newDirectVia,
        bookkeeping);
  }

  /**
   * Returns the same exposure as suspect: it counts as reached only if the origin reaches it in
   * {@code epoch} or later.
   */
  Exposure suspectedFrom(long epoch) {
    return new Exposure(
        asset,
        origin,
        liveEpoch,
        Math.max(suspectEpoch, epoch),
        revision,
        status,
        distance,
        via,
        directDistance,
        directVia,
        bookkeeping);
  }
}
