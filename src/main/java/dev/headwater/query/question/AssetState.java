package dev.headwater.query.question;

import dev.headwater.model.Condition;
import dev.headwater.model.Documentation;
import dev.headwater.model.Synthetic;
import java.util.List;

/**
 * What an asset's own row says, without its events.
 *
 * @param synthetic whether it is synthetic
 * @param documentation the verdict on its documentation
 * @param missing the conditions of documentation that do not hold
 * @param openAlerts how many alerts are open with it as their subject
 * @param originKnown whether a live event says where it comes from
 */
public record AssetState(
    Synthetic synthetic,
    Documentation documentation,
    List<Condition> missing,
    int openAlerts,
    boolean originKnown) {

  /** The state of an asset that no applied event has named. */
  public static final AssetState UNNAMED =
      new AssetState(Synthetic.UNKNOWN, Documentation.NOT_APPLICABLE, List.of(), 0, false);

  public AssetState {
    missing = List.copyOf(missing);
  }
}
