package dev.headwater.stream.store;

import dev.headwater.engine.Node;
import dev.headwater.engine.Summaries;
import dev.headwater.model.AssetKind;
import dev.headwater.model.Documentation;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Synthetic;

/**
 * How many assets there are of each sort, in a namespace or over all of them. An asset counts from
 * the first event that names it, also if that event is retracted.
 *
 * <p>Whether an origin is known depends on whether the policy requires a source. The rows hold both
 * numbers, so that they stay right when the policy changes; the reader takes the one that applies.
 *
 * @param documented datasets that are synthetic themselves, and DOCUMENTED
 * @param partial datasets that are synthetic themselves, and PARTIAL
 * @param undocumented datasets that are synthetic themselves, and neither of both
 * @param inherited assets that descend from synthetic data, without being synthetic themselves
 * @param unknownOrigin assets of unknown origin where no source is required
 * @param unknownIfSourceRequired assets of unknown origin where a source is required; never fewer
 * @param alerted assets that are the subject of open alerts, announced or not
 */
public record AssetTally(
    long datasets,
    long models,
    long documented,
    long partial,
    long undocumented,
    long inherited,
    long unknownOrigin,
    long unknownIfSourceRequired,
    long alerted) {
  static final AssetTally NOTHING = new AssetTally(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The tally of a single asset. */
  static AssetTally of(Node node) {
    boolean dataset = node.asset().kind() == AssetKind.DATASET;
    Synthetic synthetic = Summaries.synthetic(node);
    Documentation documentation = node.status(OriginKind.SYNTHETIC).documentation();
    boolean made = dataset && synthetic == Synthetic.YES;
    boolean documented = documentation == Documentation.DOCUMENTED;
    boolean partial = documentation == Documentation.PARTIAL;
    return new AssetTally(
        one(dataset),
        one(!dataset),
        one(made && documented),
        one(made && partial),
        one(made && !documented && !partial),
        one(synthetic == Synthetic.INHERITED),
        one(!node.tally().originKnown(false)),
        one(!node.tally().originKnown(true)),
        one(node.openAlerts() > 0));
  }

  private static long one(boolean holds) {
    return holds ? 1 : 0;
  }

  AssetTally plus(AssetTally other) {
    return plus(other, 1);
  }

  AssetTally minus(AssetTally other) {
    return plus(other, -1);
  }

  private AssetTally plus(AssetTally other, int sign) {
    return new AssetTally(
        datasets + sign * other.datasets,
        models + sign * other.models,
        documented + sign * other.documented,
        partial + sign * other.partial,
        undocumented + sign * other.undocumented,
        inherited + sign * other.inherited,
        unknownOrigin + sign * other.unknownOrigin,
        unknownIfSourceRequired + sign * other.unknownIfSourceRequired,
        alerted + sign * other.alerted);
  }
}
