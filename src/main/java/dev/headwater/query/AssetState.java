package dev.headwater.query;

import dev.headwater.model.Completeness;
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
 * @param inputsComplete the worst of what its live events say of their inputs; COMPLETE if none has
 *     made it
 * @param originKnown whether a live event says where it comes from
 * @param syntheticUnstated whether a live ingest of it leaves open whether it contains synthetic
 *     data
 */
public record AssetState(
    Synthetic synthetic,
    Documentation documentation,
    List<Condition> missing,
    int openAlerts,
    Completeness inputsComplete,
    boolean originKnown,
    boolean syntheticUnstated) {

  /** An asset that no applied event has named. */
  public static final AssetState UNNAMED =
      new AssetState(
          Synthetic.UNKNOWN,
          Documentation.NOT_APPLICABLE,
          List.of(),
          0,
          Completeness.NO_ASSERTION,
          false,
          false);

  public AssetState {
    missing = List.copyOf(missing);
  }
}
