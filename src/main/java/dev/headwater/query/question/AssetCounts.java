package dev.headwater.query.question;

/**
 * How many assets there are of each sort, in a namespace or over all of them. An asset counts from
 * the first applied event that names it, also if that event is retracted.
 *
 * @param documented datasets that are synthetic themselves, and DOCUMENTED
 * @param partial datasets that are synthetic themselves, and PARTIAL
 * @param undocumented datasets that are synthetic themselves, and neither of both
 * @param inherited datasets and models that descend from synthetic data, without being synthetic
 *     themselves
 * @param unknownOrigin datasets and models of which no live event says where they come from; see
 *     {@link AssetState#originKnown}
 * @param withOpenAlerts datasets and models that are the subject of open alerts
 */
public record AssetCounts(
    long datasets,
    long models,
    long documented,
    long partial,
    long undocumented,
    long inherited,
    long unknownOrigin,
    long withOpenAlerts) {
  public static final AssetCounts NOTHING = new AssetCounts(0, 0, 0, 0, 0, 0, 0, 0);

  public AssetCounts plus(AssetCounts other) {
    return new AssetCounts(
        datasets + other.datasets,
        models + other.models,
        documented + other.documented,
        partial + other.partial,
        undocumented + other.undocumented,
        inherited + other.inherited,
        unknownOrigin + other.unknownOrigin,
        withOpenAlerts + other.withOpenAlerts);
  }
}
