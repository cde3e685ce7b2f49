package dev.headwater.query;

import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import java.util.List;

/**
 * What can be told of an asset from its own row, without reading its events.
 *
 * @param synthetic whether it is synthetic
 * @param documentation the verdict on it
 * @param missing the conditions that do not hold
 * @param openAlerts how many alerts are open with it as their subject
 * @param originKnown whether a live event says where it comes from
 * @param sourceNotStated whether an ingest of it names no source, and no document does it instead
 */
public record AssetState(
    Synthetic synthetic,
    Documentation documentation,
    List<Condition> missing,
    int openAlerts,
    boolean originKnown,
    boolean sourceNotStated) {

  /** An asset that no applied event has named. */
  public static final AssetState UNNAMED =
      new AssetState(Synthetic.UNKNOWN, Documentation.NOT_APPLICABLE, List.of(), 0, false, false);

  public AssetState {
    missing = List.copyOf(missing);
  }
}
