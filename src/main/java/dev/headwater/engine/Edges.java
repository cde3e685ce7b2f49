package dev.headwater.engine;

import dev.headwater.model.Asset;
import dev.headwater.model.EventType;
import dev.headwater.model.Input;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Role;
import dev.headwater.model.Stamp;
import dev.headwater.model.command.EdgeKind;
import dev.headwater.model.command.GraphCommand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maintains edges. The downstream end stores the events that assert an edge and decides its kind.
 * It sends the kind to the upstream end, which sends exposures along the edge.
 *
 * <p>If many events assert the same edge, the downstream end still sends one command: only changes
 * of the kind cross partitions.
 */
final class Edges {
  private Edges() {}

  /** Adds the inputs of a contribution to the edges. */
  static void assertAll(Turn turn, Asset to, LineageEvent event) {
    Map<Asset, InEdge> edges = new LinkedHashMap<>();
    for (Input input : event.inputs()) {
      edges.merge(
          input.asset(), asserted(edge(turn, edges, to, input), input, event), (old, now) -> now);
    }
    edges.values().forEach(edge -> write(turn, edge));
  }

  /**
   * Makes the inputs known to their owners, for a contribution that was retracted before it
   * arrived.
   */
  static void mentionAll(Turn turn, Asset to, LineageEvent event) {
    event.inputs().stream()
        .map(Input::asset)
        .distinct()
        .filter(from -> turn.view.inEdge(to, from).isEmpty())
        .forEach(from -> turn.send(new GraphCommand.SetEdge(from, to, 0, EdgeKind.NONE)));
  }

  /** Removes the inputs of a contribution from the edges. */
  static void withdrawAll(Turn turn, Asset to, LineageEvent event) {
    Map<Asset, InEdge> edges = new LinkedHashMap<>();
    for (Input input : event.inputs()) {
      edges.merge(
          input.asset(),
          withdrawn(turn, edge(turn, edges, to, input), input, event),
          (old, now) -> now);
    }
    edges.values().forEach(edge -> write(turn, edge));
  }

  /** Stores the kind of an edge at its upstream end. */
  static void set(Turn turn, GraphCommand.SetEdge command) {
    Asset from = command.target();
    Optional<OutEdge> before = turn.view.outEdge(from, command.to());
    if (before.filter(edge -> edge.revision() >= command.revision()).isPresent()) {
      return;
    }
    turn.put(
        new Change.PutOutEdge(new OutEdge(from, command.to(), command.revision(), command.kind())));
    boolean carried = before.map(edge -> edge.kind().carries()).orElse(false);
    boolean carries = command.kind().carries();
    Node node = turn.node(from);
    long by = (carries ? 1 : 0) - (carried ? 1 : 0);
    turn.put(node.withCarryingOut(node.carryingOut() + by));
    if (turn.view.node(from).isEmpty()) {
      turn.summaryChanged(from);
    }
    if ((node.carryingOut() == 0) != (node.carryingOut() + by == 0)) {
      turn.send(new GraphCommand.AssessOrigin(from));
    }
    if (carries) {
      turn.send(new GraphCommand.BackfillEdge(from, command.to(), Optional.empty()));
    }
  }

  private static InEdge edge(Turn turn, Map<Asset, InEdge> changed, Asset to, Input input) {
    InEdge known = changed.get(input.asset());
    return known != null
        ? known
        : turn.view.inEdge(to, input.asset()).orElseGet(() -> InEdge.none(to, input.asset()));
  }

  /** Returns the edge with one more event that asserts it. */
  static InEdge asserted(InEdge edge, Input input, LineageEvent event) {
    Role role = input.role();
    EventType activity = event.type();
    Optional<InEdge.Use> before = edge.use(role, activity, input.inferred());
    boolean latest = before.filter(use -> use.latest().compareTo(event.stamp()) > 0).isEmpty();
    return edge.with(
        new InEdge.Use(
            role,
            activity,
            input.inferred(),
            before.map(InEdge.Use::count).orElse(0L) + 1,
            latest ? event.stamp() : before.get().latest(),
            latest ? event.run() : before.get().run()));
  }

  private static InEdge withdrawn(Turn turn, InEdge edge, Input input, LineageEvent event) {
    Optional<InEdge.Use> found = edge.use(input.role(), event.type(), input.inferred());
    if (found.isEmpty()) {
      return edge;
    }
    InEdge.Use use = found.get();
    long count = use.count() - 1;
    Stamp latest = use.latest();
    String run = use.run();
    if (count > 0 && latest.equals(event.stamp())) {
      Optional<LineageEvent> other = latestOther(turn, edge, use, event);
      latest = other.map(LineageEvent::stamp).orElse(latest);
      run = other.map(LineageEvent::run).orElse(run);
    }
    return edge.with(
        new InEdge.Use(use.role(), use.activity(), use.inferred(), count, latest, run));
  }

  private static Optional<LineageEvent> latestOther(
      Turn turn, InEdge edge, InEdge.Use use, LineageEvent but) {
    List<LineageEvent> latest = new ArrayList<>();
    for (ContributionKind kind : ContributionKind.of(use.activity())) {
      turn.contributions(
          edge.to(),
          kind,
          other -> {
            LineageEvent event = other.event();
            boolean found =
                !event.eventId().equals(but.eventId())
                    && event.inputs().stream().anyMatch(i -> asserts(i, event, edge, use));
            if (found) {
              latest.add(event);
            }
            return !found;
          });
    }
    return latest.stream().max(Comparator.comparing(LineageEvent::stamp));
  }

  private static boolean asserts(Input input, LineageEvent event, InEdge edge, InEdge.Use use) {
    return input.asset().equals(edge.from())
        && use.sameWay(input.role(), event.type(), input.inferred());
  }

  private static void write(Turn turn, InEdge edge) {
    InEdge before =
        turn.view
            .inEdge(edge.to(), edge.from())
            .orElseGet(() -> InEdge.none(edge.to(), edge.from()));
    turn.put(new Change.PutInEdge(edge));
    EdgeKind was = before.kind();
    EdgeKind is = edge.kind();
    if (was != is) {
      turn.put(turn.node(edge.to()).afterFactsChange());
      turn.send(new GraphCommand.SetEdge(edge.from(), edge.to(), edge.revision(), is));
      if (was.carries() && is.compareTo(was) < 0) {
        turn.send(new GraphCommand.Cut(edge.to(), edge.from(), Optional.empty()));
      }
    }
    if (was.carries() != is.carries() || before.isTrainingData() != edge.isTrainingData()) {
      Visits.inputChanged(turn, edge.to(), edge.from());
    }
  }
}
