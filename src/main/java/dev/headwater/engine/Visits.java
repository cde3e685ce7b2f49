package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.AssetKind;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Loop;
import java.util.List;
import java.util.Optional;

/**
 * Answers the searches of loops at the assets that they ask, and reports what changes the answers
 * later. {@link Loops} explains the search.
 *
 * <p>An asset whose answer grows (it has another input, or is collected data now) reports only
 * that. If its answer shrinks, the search begins again. Then all that was only reached over the
 * lost edge is told to forget the search, because a report from there would count in the old epoch
 * until the new one begins.
 *
 * <p>Nothing of this costs anything at an asset that no search has asked: whether there are visits
 * is known from the asset's own row.
 */
final class Visits {
  private Visits() {}

  /** Answers a search, unless the asset has answered it in this epoch. */
  static void seek(Turn turn, GraphCommand.Seek seek) {
    Asset asset = seek.target();
    Loop loop = seek.loop();
    long known = turn.view.visit(asset, loop).map(Visit::epoch).orElse(0L);
    boolean first = seek.after().isEmpty();
    if (first ? known >= seek.epoch() : known != seek.epoch()) {
      return;
    }
    if (first) {
      turn.put(new Change.PutVisit(new Visit(asset, loop, seek.epoch())));
    }
    if (first && isCollected(turn, asset, loop)) {
      answer(turn, asset, loop, seek.epoch(), true, List.of());
      return;
    }
    List<InEdge> edges = turn.view.inEdges(asset, seek.after(), Exposures.CHUNK);
    List<Asset> inputs =
        edges.stream().filter(edge -> isFollowed(edge, loop)).map(InEdge::from).toList();
    if (first || !inputs.isEmpty()) {
      // An answer that names nothing matters too: if the search has ended meanwhile, the model's
      // owner tells the asset to forget it.
      answer(turn, asset, loop, seek.epoch(), false, inputs);
    }
    if (edges.size() == Exposures.CHUNK) {
      Optional<Asset> last = Optional.of(edges.get(Exposures.CHUNK - 1).from());
      turn.send(new GraphCommand.Seek(asset, loop, seek.epoch(), last));
    }
  }

  /** Forgets searches of earlier epochs, here and upstream. */
  static void forget(Turn turn, GraphCommand.Forget forget) {
    Asset asset = forget.target();
    Loop loop = forget.loop();
    if (forget.after().isEmpty()) {
      Optional<Visit> visit = turn.view.visit(asset, loop);
      if (visit.isEmpty() || visit.get().epoch() >= forget.epoch()) {
        return;
      }
      turn.put(new Change.EndVisit(visit.get()));
    }
    List<InEdge> edges = turn.view.inEdges(asset, forget.after(), Exposures.CHUNK);
    for (InEdge edge : edges) {
      // Edges that do not carry any more count too: the search may have used them.
      if (!loop.names(edge.from())) {
        turn.send(new GraphCommand.Forget(edge.from(), loop, forget.epoch(), Optional.empty()));
      }
    }
    if (edges.size() == Exposures.CHUNK) {
      Optional<Asset> last = Optional.of(edges.get(Exposures.CHUNK - 1).from());
      turn.send(new GraphCommand.Forget(asset, loop, forget.epoch(), last));
    }
  }

  /** Notices that an edge into the asset has begun or ceased to carry, or to be training data. */
  static void inputChanged(Turn turn, Asset asset, Asset input) {
    changed(turn, asset, Optional.of(input));
  }

  /** Notices whether the asset has become collected data, or is none any more. */
  static void collectedChanged(Turn turn, Node before, Node after) {
    if (before.isCollected() != after.isCollected()) {
      changed(turn, after.asset(), Optional.empty());
    }
  }

  private static void changed(Turn turn, Asset asset, Optional<Asset> input) {
    if (!turn.view.visits(asset, Optional.empty(), 1).isEmpty()) {
      turn.send(new GraphCommand.TellLoops(asset, input, Optional.empty()));
    }
  }

  /** Reports what has changed, as it is now. */
  static void tell(Turn turn, GraphCommand.TellLoops tell) {
    List<Visit> visits = turn.view.visits(tell.target(), tell.after(), Exposures.CHUNK);
    for (Visit visit : visits) {
      if (tell.input().isEmpty()) {
        tellWhetherCollected(turn, visit);
      } else if (!visit.loop().names(tell.input().get())) {
        tellInput(turn, visit, tell.input().get());
      }
    }
    if (visits.size() == Exposures.CHUNK) {
      Optional<Loop> last = Optional.of(visits.get(Exposures.CHUNK - 1).loop());
      turn.send(new GraphCommand.TellLoops(tell.target(), tell.input(), last));
    }
  }

  private static void tellWhetherCollected(Turn turn, Visit visit) {
    if (isCollected(turn, visit.asset(), visit.loop())) {
      answer(turn, visit.asset(), visit.loop(), visit.epoch(), true, List.of());
    } else if (!visit.asset().equals(visit.loop().model())) {
      takeBack(turn, visit);
    }
  }

  private static void tellInput(Turn turn, Visit visit, Asset input) {
    if (visit.asset().equals(visit.loop().model()) && input.kind() != AssetKind.DATASET) {
      return; // It was never followed.
    }
    Optional<InEdge> edge = turn.view.inEdge(visit.asset(), input);
    if (edge.filter(known -> isFollowed(known, visit.loop())).isPresent()) {
      answer(turn, visit.asset(), visit.loop(), visit.epoch(), false, List.of(input));
    } else {
      takeBack(turn, visit);
      // The search begins again in a higher epoch than this one.
      turn.send(new GraphCommand.Forget(input, visit.loop(), visit.epoch() + 1, Optional.empty()));
    }
  }

  private static void answer(
      Turn turn, Asset asset, Loop loop, long epoch, boolean found, List<Asset> inputs) {
    turn.send(new GraphCommand.Sought(loop.model(), loop.data(), epoch, asset, found, inputs));
  }

  private static void takeBack(Turn turn, Visit visit) {
    Loop loop = visit.loop();
    turn.send(new GraphCommand.SeekAgain(loop.model(), loop.data(), visit.epoch(), visit.asset()));
  }

  /** Whether the asset is collected data. The model of the loop itself never counts as such. */
  private static boolean isCollected(Turn turn, Asset asset, Loop loop) {
    return !asset.equals(loop.model()) && turn.node(asset).isCollected();
  }

  /**
   * Whether the search goes on over an edge: from the loop's model to its training data alone, and
   * neither around the loop nor through its dataset.
   */
  private static boolean isFollowed(InEdge edge, Loop loop) {
    boolean begins = edge.to().equals(loop.model());
    return (begins ? edge.isTrainingData() : edge.kind().carries()) && !loop.names(edge.from());
  }
}
