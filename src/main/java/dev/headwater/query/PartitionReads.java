package dev.headwater.query;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The rows of one partition on this instance, as plain data.
 *
 * <p>Every method reads what is applied at that moment; two calls may see different moments. Calls
 * may come from any thread while the partition is being written. A call on a partition that has
 * left this instance throws {@link MovedException}. Cursors are texts that this partition made; ""
 * begins.
 */
public interface PartitionReads {

  /** How far the rows have come. */
  Applied applied();

  /**
   * The same partition with only those events counted that count at a moment. What travels along
   * the graph is not known of the past: asking for exposures or alerts is an {@link
   * UnsupportedOperationException}, and {@link #successors} lists every asset that an event ever
   * named as made from {@code from}.
   *
   * @param moment not now
   */
  PartitionReads at(Moment moment);

  /**
   * What a gate decides by, of one asset. All of it is of one moment, between two commits at most.
   *
   * @param cursor of the last page of inputs; the facts are the same on each page unless the
   *     revision differs
   * @param limit of inputs, about
   */
  FactsQuestion.Found facts(Asset asset, String cursor, int limit);

  /** The revision of an asset: it differs if facts may have changed since it was read before. */
  Revision revision(Asset asset);

  /** Whether an event names {@code from} as an input of {@code to}, retracted or not. */
  boolean names(Asset to, Asset from);

  /** The asset's own row; empty if no event ever named it. */
  Optional<AssetState> state(Asset asset);

  /** Everything to be shown of the asset on one page; empty if no event ever named it. */
  Optional<AssetSummary> summary(Asset asset);

  /**
   * The latest live events of each kind that make the asset or document it; at most {@code limit}
   * of a kind, fewer where they are large, and none if no event ever named it.
   */
  AssetEvents events(Asset asset, int limit);

  /** Live edges into {@code to}, in a fixed order; about {@code limit} of them. */
  Page<Edge> inEdges(Asset to, String cursor, int limit);

  /** The live edges from {@code from} into {@code to}; {@code to} is of this partition. */
  List<Edge> edges(Asset from, Asset to);

  /** The assets at the ends of live edges out of {@code from}, each once, in a fixed order. */
  Page<Asset> successors(Asset from, String cursor, int limit);

  /** Live exposures, in a fixed order. */
  Page<ExposureEntry> exposures(Asset asset, String cursor, int limit);

  /** One live exposure. */
  Optional<ExposureEntry> exposure(Asset asset, Asset origin, OriginKind kind);

  /** Alerts of all subjects, resolved ones included, in a fixed order. */
  Page<Alert> alerts(String cursor, int limit);

  /** Alerts of one subject, resolved ones included, in a fixed order. */
  Page<Alert> alerts(Party subject, String cursor, int limit);

  /**
   * The fingerprint of the event that stands at an asset under an id; empty if none has come with
   * it.
   */
  OptionalLong fingerprint(Asset asset, UUID event);

  /** Names of the events that are being spread, in a fixed order; at most {@code limit}. */
  List<String> spreads(int limit);

  /**
   * The offset in the graph topic after the record that ended the spread of an event last; 0 if
   * none did. What {@link #spreads} does not name any more is committed once this offset is.
   */
  long spreadEndedAt();

  /** Whether what a job made can be told; state of an earlier version is being indexed first. */
  boolean jobsAreIndexed();

  /** What live events of a job made, in the order of the URNs; at most {@code limit}. */
  List<Asset> madeBy(Job job, int limit);

  /** What a job did to an asset that it made, with at most {@code inputs} inputs. */
  JobUse use(Job job, Asset made, int inputs);

  /** Assets of which the URN comes after {@code afterUrn} in the order of its UTF-8 bytes. */
  List<Asset> assets(String afterUrn, int limit);
}
