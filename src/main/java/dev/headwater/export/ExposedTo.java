package dev.headwater.export;

import dev.headwater.model.Asset;
import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import java.util.List;

/**
 * That an asset descends from an origin of concern.
 *
 * @param origin where the concern arises
 * @param kind what is of concern there
 * @param documentation the verdict on a SYNTHETIC origin; NOT_APPLICABLE for other kinds
 * @param missing the conditions that do not hold
 * @param distance edges of the shortest path; 0 for the asset's own
 * @param direct whether some path has no model between its ends and no inferred edge
 * @param waived whether a waiver holds
 * @param path the shortest one, from the origin to the asset; cut short where it was lost
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
