package dev.headwater.query.question;

import dev.headwater.engine.Listed;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Job;
import dev.headwater.model.Moment;
import dev.headwater.model.OriginKind;
import dev.headwater.model.Party;
import dev.headwater.query.freshness.Applied;
import dev.headwater.representation.Measure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Reads the rows of one partition on this instance, as plain data.
 *
 * <p>Every method reads what is applied when it is called; two calls may see different states. Any
 * thread may call while the partition is being written. A call on a partition that has left this
 * instance throws {@link MovedException}. Cursors are texts that this partition made; "" stands for
 * the first page.
 */
public interface PartitionReads {

  /** How far the topics have been applied to the rows. */
  Applied applied();

  /**
   * The same partition as of a moment: only the events that count at that moment count. Exposures
   * and alerts of the past are not known, so asking for them throws an {@link
   * UnsupportedOperationException}. {@link #successors} lists every asset that an event ever named
   * as made from {@code from}.
   *
   * @param moment not now
   */
  PartitionReads at(Moment moment);

  /**
   * The facts of one asset that a gate decides by. All of them belong to the same state, between
   * two flushes of the store.
   *
   * @param cursor the {@code next} of the previous page of inputs; the facts are the same on each
   *     page unless the revision differs
   * @param limit of inputs, approximate
   * @param withStatements whether to read what {@link #statements} of all dimensions reads, too, of
   *     the same state
   */
  FactsQuestion.Found facts(Asset asset, String cursor, int limit, boolean withStatements);

  /**
   * The revision of an asset. It differs from the one read before if facts may have changed since.
   */
  Revision revision(Asset asset);

  /**
   * The revision of an asset's events. It differs from the one read before if any event that makes
   * or documents the asset may have come or gone since.
   */
  Revision eventRevision(Asset asset);

  /**
   * What the live events that made an asset state about its composition. All of it belongs to the
   * same state, between two flushes of the store. If it is large, it leaves out the earliest events
   * and says so.
   *
   * @param dimension the only dimension that is wanted; "" for all
   */
  StatementsQuestion.Found statements(Asset asset, String dimension);

  /**
   * Whether an event that counts names {@code from} as an input of {@code to}, retracted or not.
   * Only for the past; for now it throws an {@link UnsupportedOperationException}.
   */
  boolean names(Asset to, Asset from);

  /** What the asset's own row says; empty if no event that counts has named the asset. */
  Optional<AssetState> state(Asset asset);

  /** The summary of the asset; empty if no event that counts has named it. */
  Optional<AssetSummary> summary(Asset asset);

  /**
   * The latest live events of each kind that make the asset or document it: at most {@code limit}
   * of a kind, and fewer if they are large. None if no event that counts has named the asset.
   */
  AssetEvents events(Asset asset, int limit);

  /** A page of the live edges into {@code to}, in a fixed order; about {@code limit} of them. */
  Page<Edge> inEdges(Asset to, String cursor, int limit);

  /** The live edges from {@code from} into {@code to}; {@code to} is of this partition. */
  List<Edge> edges(Asset from, Asset to);

  /**
   * A page of the assets at the ends of live edges out of {@code from}, each once, in a fixed
   * order.
   */
  Page<Asset> successors(Asset from, String cursor, int limit);

  /** A page of the live exposures of an asset, in a fixed order. */
  Page<ExposureEntry> exposures(Asset asset, String cursor, int limit);

  /** One live exposure; empty if there is none. */
  Optional<ExposureEntry> exposure(Asset asset, Asset origin, OriginKind kind);

  /** A page of the alerts of all subjects, resolved ones included, in a fixed order. */
  Page<ListedAlert> alerts(String cursor, int limit);

  /** A page of the alerts of one subject, resolved ones included, in a fixed order. */
  Page<ListedAlert> alerts(Party subject, String cursor, int limit);

  /**
   * Alerts that were resolved before this time may have been forgotten; empty if none was. In epoch
   * milliseconds.
   */
  OptionalLong alertsForgottenBefore();

  /** The fingerprint of the event that an asset has with this id; empty if it has none. */
  OptionalLong fingerprint(Asset asset, UUID event);

  /** Names of the events that are being spread, in a fixed order; at most {@code limit}. */
  List<String> spreads(int limit);

  /**
   * The offset in the graph topic after the latest record that ended the spread of an event; 0 if
   * there is none. Once this offset is committed, the end of every spread that {@link #spreads}
   * does not list any more is committed.
   */
  long spreadEndedAt();

  /**
   * The assets that live events of a job made, in the order of their URNs; at most {@code limit}.
   */
  List<Asset> madeBy(Job job, int limit);

  /** What a job did to make an asset, with at most {@code inputs} inputs. */
  JobUse use(Job job, Asset made, int inputs);

  /**
   * The next {@code limit} assets whose URN comes after {@code afterUrn}, in the order of the URNs'
   * UTF-8 bytes.
   */
  List<Asset> assets(String afterUrn, int limit);

  /**
   * What is counted of the partition. Only of now; for the past it throws an {@link
   * UnsupportedOperationException}.
   */
  OverviewQuestion.Found overview();

  /**
   * How many models have an open alert from each of these causes, in their order. Only of now; for
   * the past it throws an {@link UnsupportedOperationException}.
   */
  List<Long> models(List<Overview.Cause> causes);

  /**
   * The next assets that match a filter, from an index; see {@link AssetLookup#find}.
   *
   * @return empty if no index can tell now, so that the rows have to be read
   */
  default Optional<AssetLookup.Found> find(AssetFilter filter, Place after, int limit) {
    return Optional.empty();
  }

  /**
   * Datasets that may have a category, from an index; see {@link CategoryLookup#find}.
   *
   * @return empty if no index can tell now
   */
  default Optional<CategoryLookup.Found> holders(Measure measure, String category, int limit) {
    return Optional.empty();
  }

  /**
   * What an index keeps of an asset; empty if no event that counts has named it. The default knows
   * nothing of what it declares.
   */
  default Optional<IndexedState> indexed(Asset asset) {
    return state(asset).map(state -> new IndexedState(state, IndexedState.NOTHING));
  }

  /**
   * What an index keeps of an asset.
   *
   * @param state what its own row says
   * @param declarations {@link #NOTHING} if it declares no composition; else a number that differs
   *     from the one read before if what it declares may have changed since
   */
  record IndexedState(AssetState state, long declarations) {
    /** The asset declares no composition. */
    public static final long NOTHING = Listed.NOTHING;
  }
}
