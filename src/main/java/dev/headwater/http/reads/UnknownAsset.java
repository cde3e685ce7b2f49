package dev.headwater.http.reads;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.http.request.Problem;
import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.model.Moment;
import dev.headwater.query.Queries;
import dev.headwater.query.answer.Gate;
import dev.headwater.query.answer.Promptness;
import dev.headwater.query.answer.Versions;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.UnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The hint in an answer about an asset that no processed event has named. It lists the versions of
 * the asset's name, because a client easily forgets the version.
 *
 * @param versions the first {@value #LISTED} of them
 * @param more whether there are more
 * @param freshness how certain it is that no event names the asset; empty if that is said elsewhere
 */
public record UnknownAsset(List<Asset> versions, boolean more, Optional<Freshness> freshness) {
  private static final int LISTED = 100;

  /**
   * The empty hint: the asset is known, no version of its name is, or the versions could not be
   * read.
   */
  static final UnknownAsset NOTHING = new UnknownAsset(List.of(), false, Optional.empty());

  /**
   * A problem 404 with {@code freshness}, {@code versions} and, if there are more of them, {@code
   * moreVersions}. An event that names the asset may still be waiting: {@code freshness.caughtUp}
   * says whether that is possible.
   *
   * @param asset an asset that is not known
   * @param moment which events count
   * @param promptness whether to wait until that is certain
   */
  static Problem problem(Queries queries, Asset asset, Moment moment, Promptness promptness) {
    UnknownAsset unknown = of(queries, asset, promptness, !moment.isNow());
    boolean certain = unknown.freshness.filter(Freshness::caughtUp).isPresent();
    return Problem.of(
            404,
            (moment.isNow()
                    ? "No event that has been processed names "
                    : "No event that counts at the moment asked for names ")
                + asset
                + "."
                + (certain ? "" : " Events may still be waiting to be processed."))
        .with(unknown::write);
  }

  /**
   * The versions for a gate that finds the asset's origin unknown; nothing if the asset is known.
   */
  public static UnknownAsset of(Queries queries, Gate gate) {
    boolean perhaps =
        gate.ruling().reasons().stream()
            .anyMatch(
                reason ->
                    reason.finding() == GateRuling.Finding.UNKNOWN_ORIGIN
                        && reason.origin().equals(gate.asset()));
    return perhaps
        ? of(queries, gate.asset(), Promptness.AT_ONCE, false).withoutFreshness()
        : NOTHING;
  }

  private static UnknownAsset of(
      Queries queries, Asset asset, Promptness promptness, boolean mayBeNamedNow) {
    try {
      Versions found = queries.versions(asset, promptness);
      if (found.freshness().isStale()) {
        return NOTHING; // the owner has said that the asset is not there, and a copy adds nothing
      }
      if (found.named()) {
        return mayBeNamedNow
            ? new UnknownAsset(List.of(), false, Optional.of(found.freshness()))
            : NOTHING;
      }
      List<Asset> listed = found.versions().stream().limit(LISTED).toList();
      return new UnknownAsset(
          listed,
          found.more() || listed.size() < found.versions().size(),
          Optional.of(found.freshness()));
    } catch (UnavailableException away) {
      // The versions are only a hint, and the caller knows already that the asset is unknown.
      return NOTHING;
    }
  }

  private UnknownAsset withoutFreshness() {
    return new UnknownAsset(versions, more, Optional.empty());
  }

  /** Writes {@code freshness}, {@code versions} and {@code moreVersions}, as far as known. */
  void write(JsonGenerator json) throws IOException {
    if (freshness.isPresent()) {
      ReadJson.freshness(json, freshness.get());
    }
    if (!versions.isEmpty()) {
      ReadJson.urns(json, "versions", versions);
      if (more) {
        json.writeBooleanField("moreVersions", true);
      }
    }
  }
}
