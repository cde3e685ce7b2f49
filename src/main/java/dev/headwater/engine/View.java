package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.AlertKey;
import dev.headwater.model.Asset;
import dev.headwater.model.Job;
import dev.headwater.model.Party;
import dev.headwater.model.ProducerInstance;
import dev.headwater.model.RuleName;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.Loop;
import dev.headwater.model.command.Origin;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * The rows of one partition, as the engine reads them. Each row belongs to one asset or producer
 * instance. A read for one of another partition finds nothing.
 */
public interface View {

  /** The asset; empty if no event ever named it. */
  Optional<Node> node(Asset asset);

  /** The mark of an event id at an asset. */
  Optional<Mark> mark(Asset asset, UUID eventId);

  /** What an event says of an asset, retracted or not. */
  Optional<Contribution> contribution(Asset asset, UUID eventId);

  /**
   * Live contributions of one kind, the latest event first; at most {@code limit}.
   *
   * @param after starts after the contribution with this stamp; if empty, at the latest
   */
  List<Contribution> contributions(
      Asset asset, ContributionKind kind, Optional<Stamp> after, int limit);

  /** The latest live contributions of one kind; at most {@code limit}. */
  default List<Contribution> contributions(Asset asset, ContributionKind kind, int limit) {
    return contributions(asset, kind, Optional.empty(), limit);
  }

  /** Visits live contributions of one kind, the latest first, until {@code visit} returns false. */
  default void visit(Asset asset, ContributionKind kind, Predicate<Contribution> visit) {
    int limit = 100;
    Optional<Stamp> after = Optional.empty();
    boolean more = true;
    while (more) {
      List<Contribution> page = contributions(asset, kind, after, limit);
      more = page.stream().allMatch(visit) && page.size() == limit;
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1).event().stamp());
    }
  }

  /** The asset's live synthesis events, grouped by profile; all groups, without a limit. */
  List<SynthesisGroup> syntheses(Asset asset);

  /** The edge from {@code from} into {@code to}. */
  Optional<InEdge> inEdge(Asset to, Asset from);

  /** Edges into {@code to}, dead ones included, in a fixed order; at most {@code limit}. */
  List<InEdge> inEdges(Asset to, Optional<Asset> after, int limit);

  /** The edge from {@code from} to {@code to}. */
  Optional<OutEdge> outEdge(Asset from, Asset to);

  /** Edges out of {@code from}, dead ones included, in a fixed order; at most {@code limit}. */
  List<OutEdge> outEdges(Asset from, Optional<Asset> after, int limit);

  /** The exposure of {@code asset} to {@code origin}, dead ones included. */
  Optional<Exposure> exposure(Asset asset, Origin origin);

  /** Exposures of {@code asset}, dead ones included, in a fixed order; at most {@code limit}. */
  List<Exposure> exposures(Asset asset, Optional<Origin> after, int limit);

  /** The alert with this key. */
  Optional<AlertState> alert(AlertKey key);

  /**
   * The alert of {@code rule} on {@code subject} about {@code origin}, for a rule that is not about
   * a dimension.
   */
  default Optional<AlertState> alert(Party subject, RuleName rule, Party origin) {
    return alert(new AlertKey(subject, rule, origin));
  }

  /** The alert with this key as it was when the state was last deleted, if it was open then. */
  Optional<Alert> formerAlert(AlertKey key);

  /** The state of a producer's numbers as a whole; empty if no number has arrived. */
  Optional<Sequence> sequence(ProducerInstance producer);

  /** A part of a producer's numbers; empty if nothing is stored of it. */
  Optional<SequencePart> sequencePart(ProducerInstance producer, long index);

  /** The stored parts of a producer's numbers, in order; at most {@code limit}. */
  List<SequencePart> sequenceParts(ProducerInstance producer, int limit);

  /** The search of a loop, at the owner of its model; empty if none is under way. */
  Optional<LoopSearch> search(Loop loop);

  /** What an asset remembers of the search of a loop. */
  Optional<Visit> visit(Asset asset, Loop loop);

  /** All that an asset remembers of searches, in a fixed order; at most {@code limit}. */
  List<Visit> visits(Asset asset, Optional<Loop> after, int limit);

  /** How many live events of the job made the asset. */
  JobMade jobMade(Job job, Asset asset);

  /** How many numbered events are missing, over all producers of the partition. */
  MissingEvents missing();

  /** What {@code of} knows of {@code by}, which watches it or did so. */
  Optional<Watcher> watcher(Asset of, Asset by);

  /** The assets that watch {@code of} or did so, in a fixed order; at most {@code limit}. */
  List<Watcher> watchers(Asset of, Optional<Asset> after, int limit);

  /** An input that {@code by} watches, or did so. */
  Optional<Watched> watched(Asset by, Asset input);

  /** The inputs that {@code by} watches or did so, in a fixed order; at most {@code limit}. */
  List<Watched> watched(Asset by, Optional<Asset> after, int limit);

  /** The asset as it stands in the list of the versions of its name under {@code stamp}. */
  Optional<Version> version(Asset asset, Stamp stamp);

  /**
   * The other version of the same name that stands in the list of versions last before {@code
   * stamp}; of several with the same stamp, the first in the order of URNs.
   */
  Optional<Version> versionBefore(Asset asset, Stamp stamp);

  /**
   * The other versions of the same name that stand in the list of versions first after {@code
   * stamp}: more than one if they have the same stamp.
   */
  List<Asset> versionsAfter(Asset asset, Stamp stamp);

  /** The open alerts of the rules about representation on the asset, in order. */
  List<Finding> findings(Asset asset);
}
