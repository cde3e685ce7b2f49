package dev.headwater.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headwater.model.Asset;
import dev.headwater.model.GateRuling;
import dev.headwater.query.Gate;
import dev.headwater.query.Queries;
import dev.headwater.query.UnavailableException;
import dev.headwater.query.Versions;
import java.io.IOException;
import java.util.List;

/**
 * The hint in an answer about an asset that no processed event has named. It lists the versions of
 * the asset's name, because a client easily forgets the version.
 *
 * @param versions the first {@value #LISTED} of them
 * @param more whether there are more
 */
record UnknownAsset(List<Asset> versions, boolean more) {
  private static final int LISTED = 100;

  /**
   * The empty hint: the asset is known, no version of its name is, or the versions could not be
   * read.
   */
  static final UnknownAsset NOTHING = new UnknownAsset(List.of(), false);

  /**
   * A problem 404 with {@code versions} and, if there are more of them, {@code moreVersions}.
   *
   * @param asset an asset that is not known
   */
  static Problem problem(Queries queries, Asset asset) {
    Problem problem = Problem.of(404, "No event that has been processed names " + asset + ".");
    UnknownAsset unknown = of(queries, asset);
    return unknown.versions.isEmpty() ? problem : problem.with(unknown::write);
  }

  /**
   * The versions for a gate that finds the asset's origin unknown; nothing if the asset is known.
   */
  static UnknownAsset of(Queries queries, Gate gate) {
    boolean perhaps =
        gate.ruling().reasons().stream()
            .anyMatch(
                reason ->
                    reason.finding() == GateRuling.Finding.UNKNOWN_ORIGIN
                        && reason.origin().equals(gate.asset()));
    return perhaps ? of(queries, gate.asset()) : NOTHING;
  }

  private static UnknownAsset of(Queries queries, Asset asset) {
    try {
      Versions found = queries.versions(asset);
      if (found.named()) {
        return NOTHING;
      }
      List<Asset> listed = found.versions().stream().limit(LISTED).toList();
      return new UnknownAsset(listed, found.more() || listed.size() < found.versions().size());
    } catch (UnavailableException away) {
      // The versions are only a hint, and the caller knows already that the asset is unknown.
      return NOTHING;
    }
  }

  /**
   * Writes the members {@code versions} and {@code moreVersions} of an object; none if there are no
   * versions.
   */
  void write(JsonGenerator json) throws IOException {
    if (!versions.isEmpty()) {
      ReadJson.urns(json, "versions", versions);
      if (more) {
        json.writeBooleanField("moreVersions", true);
      }
    }
  }
}
