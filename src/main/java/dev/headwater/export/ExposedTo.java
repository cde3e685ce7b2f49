package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import java.util.List;

/**
 * An exposure of an asset: it descends from an origin of concern.
 *
 * @param origin where the concern arises
 * @param kind the kind of concern
 * @param documentation the verdict on a SYNTHETIC origin; NOT_APPLICABLE for other kinds
 * @param missing the conditions that do not hold
 * @param distance number of edges of the shortest path; 0 if the asset itself is the origin
 * @param direct whether there is a path with no model between its ends and no inferred edge
 * @param waived whether a waiver holds
 * @param path the shortest one, from the origin to the asset; shorter if a part of it is lost
 */
public record ExposedTo(
    Asset origin,
    OriginKind kind,
    Documentation documentation,
    List<Condition> missing,
    int distance,
    boolean direct,
    boolean waived,
    List<Asset> path) {
  public ExposedTo {
    missing = List.copyOf(missing);
    path = List.copyOf(path);
  }
}
