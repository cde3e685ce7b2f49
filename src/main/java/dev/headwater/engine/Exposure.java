package dev.headwater.engine;

import static dev.headwater.model.command.ExposureDelta.FAR;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.Origin;
import dev.headwater.model.command.OriginStatus;
import java.util.Optional;

/**
 * That an asset descends from an origin, by what its owner has been told so far.
 *
 * @param asset the asset
 * @param origin the origin; the asset itself at distance 0
 * @param liveEpoch the latest epoch in which the asset was reached
 * @param suspectEpoch the latest epoch from which on it must have been reached to count
 * @param revision of {@code status}
 * @param status of the origin
 * @param distance edges of the shortest path
 * @param via the last asset before this one on it; empty at the origin
 * @param directDistance edges of the shortest path without a model between its ends and without an
 *     inferred edge; {@link ExposureDelta#FAR} if there is none
 * @param directVia the last asset before this one on that path; empty at the origin or without one
 * @param bookkeeping what the asset's counters and alerts hold of it
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
   * @param live whether it is counted as live
   * @param open whether it is counted as synthetic and neither documented nor waived
   * @param alerted whether it has a row among the alerts
   */
  public record Bookkeeping(boolean live, boolean open, boolean alerted) {
    static final Bookkeeping NOTHING = new Bookkeeping(false, false, false);
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

  /** Whether the asset is reached from the origin. */
  public boolean reached() {
    return liveEpoch > 0 && liveEpoch >= suspectEpoch;
  }

  /** Whether the asset is reached from what is an origin now. */
  public boolean isLive() {
    return reached() && status.present();
  }

  /** Whether some path is direct: no model between its ends, no inferred edge. */
  public boolean isDirect() {
    return directDistance < FAR;
  }

  /** Whether this is the origin's own entry. */
  public boolean isOwn() {
    return origin.asset().equals(asset);
  }

  /** Whether it is of synthetic data that is documented. */
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

  /** Whether downstream would be told the same of {@code other}. */
  boolean tellsTheSameAs(Exposure other) {
    return liveEpoch == other.liveEpoch
        && suspectEpoch == other.suspectEpoch
        && revision == other.revision
        && distance == other.distance
        && directDistance == other.directDistance;
  }

  /** What the asset tells a neighbour downstream, along an edge of {@code kind}. */
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
   * Joins in what {@code from} told; empty: what the origin's own register says.
   *
   * <p>Of several shortest paths of an epoch, the first one told of is kept. A smaller {@code via}
   * must not replace it: that is nothing to tell downstream, so an alert there would keep a path
   * which nobody guards any more, and still name it after it is cut.
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

  /** The same, suspected of having been cut off unless it is reached in {@code epoch} or later. */
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
