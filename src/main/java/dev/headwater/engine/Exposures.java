package dev.headwater.engine;

import dev.headwater.engine.Exposure.Bookkeeping;
import dev.headwater.model.Asset;
import dev.headwater.model.ExposureCounts;
import dev.headwater.model.OriginKind;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Moves exposures along the graph: merges what arrives, passes on what changed, and handles lost
 * edges.
 *
 * <p>The loss of an edge does not delete exposures. The downstream end asks the origin to start a
 * new epoch, and becomes suspect until that epoch reaches it. The new epoch travels along live
 * edges, and the suspicion travels downstream. An asset that the new epoch does not reach stays
 * suspect, which means that it is no longer exposed.
 *
 * <p>An asset asks only for exposures whose shortest path, or shortest direct path, came over the
 * lost edge. For the others, that is not necessary. Within an epoch, the {@code via} of each asset
 * is strictly nearer to the origin. So any other exposure depends on a chain of edges that does not
 * lead through the asset itself, and the downstream end of each edge in that chain asks when that
 * edge is lost.
 */
final class Exposures {
  /** The maximum number of exposures in one message, and of rows read in one step. */
  static final int CHUNK = 1_000;

  private Exposures() {}

  static void propagate(Turn turn, GraphCommand.Propagate told) {
    InEdge edge =
        turn.view
            .inEdge(told.target(), told.from())
            .orElseGet(() -> InEdge.none(told.target(), told.from()));
    if (edge.revision() != told.edgeRevision() || !edge.kind().carries()) {
      return;
    }
    List<Origin> changed = new ArrayList<>();
    for (ExposureDelta delta : told.deltas()) {
      if (join(turn, told.target(), Optional.of(told.from()), delta)) {
        changed.add(delta.origin());
      }
    }
    passOn(turn, told.target(), changed);
  }

  static void announce(Turn turn, GraphCommand.Announce command) {
    Asset asset = command.target();
    Register register = turn.node(asset).registers().get(command.kind());
    if (register == null || register.revision() == 0) {
      return;
    }
    Origin origin = new Origin(asset, command.kind());
    ExposureDelta own =
        new ExposureDelta(
            origin, register.epoch(), 0, register.revision(), register.status(), 0, 0);
    if (join(turn, asset, Optional.empty(), own)) {
      passOn(turn, asset, List.of(origin));
    }
  }

  static void suspect(Turn turn, GraphCommand.Suspect command) {
    Optional<Exposure> found = turn.view.exposure(command.target(), command.origin());
    if (found.isPresent() && found.get().suspectEpoch() < command.epoch()) {
      write(turn, found.get().suspectedFrom(command.epoch()));
      passOn(turn, command.target(), List.of(command.origin()));
    }
  }

  static void reverify(Turn turn, GraphCommand.Reverify command) {
    Asset asset = command.target();
    Node node = turn.node(asset);
    Register register = node.registers().get(command.kind());
    if (register == null) {
      return;
    }
    Register next = register.nextEpoch();
    turn.put(node.withRegister(command.kind(), next));
    turn.send(new GraphCommand.Announce(asset, command.kind()));
    turn.send(
        new GraphCommand.Suspect(
            command.suspect(), new Origin(asset, command.kind()), next.epoch()));
  }

  static void cut(Turn turn, GraphCommand.Cut command) {
    Asset asset = command.target();
    EdgeKind left = turn.view.inEdge(asset, command.from()).map(InEdge::kind).orElse(EdgeKind.NONE);
    if (left == EdgeKind.CARRYING) {
      return;
    }
    Optional<Asset> from = Optional.of(command.from());
    List<Exposure> exposures = turn.view.exposures(asset, command.after(), CHUNK);
    for (Exposure exposure : exposures) {
      boolean lost = !left.carries() && exposure.via().equals(from);
      // An exposure that is suspect already can return only in a new epoch, over an edge that still
      // exists. So it needs no further epoch.
      if (exposure.reached() && (lost || exposure.directVia().equals(from))) {
        Origin origin = exposure.origin();
        turn.send(new GraphCommand.Reverify(origin.asset(), origin.kind(), asset));
      }
    }
    if (exposures.size() == CHUNK) {
      Origin last = exposures.get(CHUNK - 1).origin();
      turn.send(new GraphCommand.Cut(asset, command.from(), Optional.of(last)));
    }
  }

  /** Sends the exposures of an asset along one new edge. */
  static void flood(Turn turn, GraphCommand.BackfillEdge command) {
    Asset asset = command.target();
    Optional<OutEdge> edge = turn.view.outEdge(asset, command.to());
    if (edge.isEmpty() || !edge.get().kind().carries()) {
      return;
    }
    List<Exposure> exposures = turn.view.exposures(asset, command.after(), CHUNK);
    // Exposures to assets that are no longer origins are sent too. The neighbour may still take
    // them for origins, because of an edge that no longer exists.
    send(turn, edge.get(), exposures);
    if (exposures.size() == CHUNK) {
      Origin last = exposures.get(CHUNK - 1).origin();
      turn.send(new GraphCommand.BackfillEdge(asset, command.to(), Optional.of(last)));
    }
  }

  /** Sends some exposures of an asset along all its edges. */
  static void fanOut(Turn turn, GraphCommand.FanOut command) {
    Asset asset = command.target();
    List<Exposure> exposures = new ArrayList<>();
    for (Origin origin : command.origins()) {
      turn.view.exposure(asset, origin).ifPresent(exposures::add);
    }
    List<OutEdge> edges = turn.view.outEdges(asset, command.after(), CHUNK);
    for (OutEdge edge : edges) {
      if (edge.kind().carries()) {
        send(turn, edge, exposures);
      }
    }
    if (edges.size() == CHUNK) {
      Asset last = edges.get(CHUNK - 1).to();
      turn.send(new GraphCommand.FanOut(asset, command.origins(), Optional.of(last)));
    }
  }

  static void reviewAll(Turn turn, GraphCommand.ReviewAll command) {
    List<Exposure> exposures = turn.view.exposures(command.target(), command.after(), CHUNK);
    exposures.forEach(exposure -> write(turn, exposure));
    if (exposures.size() == CHUNK) {
      Origin last = exposures.get(CHUNK - 1).origin();
      turn.send(new GraphCommand.ReviewAll(command.target(), Optional.of(last)));
    }
  }

  static void review(Turn turn, GraphCommand.Review command) {
    turn.view
        .exposure(command.target(), command.origin())
        .ifPresent(exposure -> write(turn, exposure));
  }

  private static void send(Turn turn, OutEdge edge, List<Exposure> exposures) {
    if (!exposures.isEmpty()) {
      List<ExposureDelta> deltas =
          exposures.stream().map(exposure -> exposure.along(edge.kind())).toList();
      turn.send(new GraphCommand.Propagate(edge.to(), edge.from(), edge.revision(), deltas));
    }
  }

  private static void passOn(Turn turn, Asset asset, List<Origin> changed) {
    if (!changed.isEmpty()) {
      turn.send(new GraphCommand.FanOut(asset, changed, Optional.empty()));
    }
  }

  /** Merges what was sent. Returns whether the change must be passed on downstream. */
  private static boolean join(Turn turn, Asset asset, Optional<Asset> from, ExposureDelta delta) {
    Optional<Exposure> found = turn.view.exposure(asset, delta.origin());
    if (found.isEmpty() && delta.liveEpoch() == 0) {
      return false;
    }
    Exposure before = found.orElseGet(() -> Exposure.none(asset, delta.origin()));
    Exposure after = before.merge(from, delta);
    if (after.equals(before)) {
      return false;
    }
    write(turn, after);
    return !after.tellsTheSameAs(before);
  }

  /** Writes an exposure, and updates the asset's counters and alerts. */
  private static void write(Turn turn, Exposure exposure) {
    Exposure reviewed = Alerting.review(turn, count(turn, exposure));
    if (!turn.view.exposure(exposure.asset(), exposure.origin()).equals(Optional.of(reviewed))) {
      turn.put(new Change.PutExposure(reviewed));
    }
  }

  private static Exposure count(Turn turn, Exposure exposure) {
    Bookkeeping before = exposure.bookkeeping();
    Node node = turn.node(exposure.asset());
    boolean live = exposure.isLive();
    boolean undocumented =
        live && exposure.origin().kind() == OriginKind.SYNTHETIC && !exposure.isDocumented();
    Optional<Instant> waived = undocumented ? node.waived(exposure, turn.now) : Optional.empty();
    waived.ifPresent(until -> turn.remind(exposure.asset(), exposure.origin(), until));
    boolean open = undocumented && waived.isEmpty();
    if (live == before.live() && open == before.open()) {
      return exposure;
    }
    int liveBy = (live ? 1 : 0) - (before.live() ? 1 : 0);
    int openBy = (open ? 1 : 0) - (before.open() ? 1 : 0);
    turn.put(
        node.withCounts(
            counted(node.exposures(), exposure.origin().kind(), liveBy, openBy),
            node.openAlerts()));
    turn.summaryChanged(exposure.asset());
    if (liveBy != 0
        && exposure.origin().kind() == OriginKind.SYNTHETIC
        && node.tally().declarations() > 0) {
      turn.send(new GraphCommand.ReviewRepresentation(exposure.asset()));
    }
    return exposure.withBookkeeping(new Bookkeeping(live, open, before.alerted()));
  }

  private static ExposureCounts counted(
      ExposureCounts counts, OriginKind kind, int liveBy, int openBy) {
    return new ExposureCounts(
        counts.synthetic() + (kind == OriginKind.SYNTHETIC ? liveBy : 0),
        counts.undocumented() + openBy,
        counts.unknown() + (kind == OriginKind.UNKNOWN ? liveBy : 0),
        counts.incomplete() + (kind == OriginKind.INCOMPLETE ? liveBy : 0));
  }
}
