package dev.headwater.query.question;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import java.util.List;

/**
 * A live exposure: an asset descends from an origin.
 *
 * @param origin the asset where the concern arises
 * @param kind of the origin
 * @param documentation the verdict on a SYNTHETIC origin; NOT_APPLICABLE for other kinds
 * @param missing the conditions of documentation that do not hold
 * @param distance the number of edges of the shortest path; 0 if the asset is the origin
 * @param via the asset before this one on that path; at distance 0 the asset itself
 * @param direct whether some path has no model between its ends and no inferred edge
 * @param waived whether a waiver of the asset, or of the origin, holds
 */
public record ExposureEntry(
    Asset origin,
    OriginKind kind,
    Documentation documentation,
    List<Condition> missing,
    int distance,
    Asset via,
    boolean direct,
    boolean waived) {
  public ExposureEntry {
    missing = List.copyOf(missing);
  }
}
