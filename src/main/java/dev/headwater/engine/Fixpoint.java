package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Does all that follows from one record within its partition, to a bound; collects what has to go
 * elsewhere.
 *
 * <p>What is still to be told of one asset to its neighbours is coalesced: the exposures that
 * changed in the meantime are sent once, with the state they are in at the end. Not thread-safe.
 */
public final class Fixpoint {
  private final Engine engine;
  private final Predicate<Asset> local;
  private final int budget;

  /**
   * @param engine decides
   * @param local whether an asset is of this partition
   * @param budget commands handled and messages sent for one record; what is left after that goes
   *     on by messages to this partition
   */
  public Fixpoint(Engine engine, Predicate<Asset> local, int budget) {
    this.engine = engine;
    this.local = local;
    this.budget = budget;
  }

  /**
   * What has to leave the task.
   *
   * @param commands for other partitions, and for this one beyond the budget
   * @param alerts to deliver, in this order
   * @param changedAssets whose summary would read differently now
   * @param conflicts events with other content under an id that is taken
   * @param steps commands that were handled
   */
  public record Outcome(
      List<GraphCommand> commands,
      List<Alert> alerts,
      Set<Asset> changedAssets,
      List<LineageEvent> conflicts,
      int steps) {}

  /** Handles {@code first} and all that follows from it here. */
  public Outcome run(GraphCommand first, State state, Instant now, long causeMillis) {
    Run run = new Run(state, now, causeMillis);
    run.accept(first);
    return run.finish();
  }

  private record Lane(Asset to, Asset from, long edgeRevision) {}

  private final class Run {
    private final State state;
    private final Instant now;
    private final long causeMillis;
    private final Deque<GraphCommand> todo = new ArrayDeque<>();
    private final Set<GraphCommand> waiting = new HashSet<>();
    private final Map<Asset, Set<Origin>> fanOuts = new LinkedHashMap<>();
    private final List<GraphCommand> away = new ArrayList<>();
    private final Map<Lane, Map<Origin, ExposureDelta>> awayDeltas = new LinkedHashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final Set<Asset> changedAssets = new LinkedHashSet<>();
    private final List<LineageEvent> conflicts = new ArrayList<>();
    private int steps;

    Run(State state, Instant now, long causeMillis) {
      this.state = state;
      this.now = now;
      this.causeMillis = causeMillis;
    }

    void accept(GraphCommand command) {
      if (!local.test(command.target())) {
        sendAway(command);
      } else if (command instanceof GraphCommand.FanOut fanOut && fanOut.after().isEmpty()) {
        fanOuts
            .computeIfAbsent(fanOut.target(), asset -> new LinkedHashSet<>())
            .addAll(fanOut.origins());
      } else if (!(command instanceof GraphCommand.Settle
              || command instanceof GraphCommand.Announce)
          || waiting.add(command)) {
        todo.add(command);
      }
    }

    Outcome finish() {
      while (!(todo.isEmpty() && fanOuts.isEmpty())
          && steps + away.size() + awayDeltas.size() < budget) {
        step(todo.isEmpty() ? nextFanOut() : todo.poll());
      }
      away.addAll(todo);
      while (!fanOuts.isEmpty()) {
        away.add(nextFanOut());
      }
      awayDeltas.forEach(this::addChunks);
      return new Outcome(away, alerts, changedAssets, conflicts, steps);
    }

    private void step(GraphCommand command) {
      steps++;
      waiting.remove(command);
      Decision decision = engine.decide(command, state, now, causeMillis);
      decision.changes().forEach(state::apply);
      decision.commands().forEach(this::accept);
      alerts.addAll(decision.alerts());
      changedAssets.addAll(decision.changedAssets());
      conflicts.addAll(decision.conflicts());
    }

    private GraphCommand nextFanOut() {
      Asset asset = fanOuts.keySet().iterator().next();
      Set<Origin> origins = fanOuts.remove(asset);
      List<Origin> chunk = origins.stream().limit(Exposures.CHUNK).toList();
      chunk.forEach(origins::remove);
      if (!origins.isEmpty()) {
        fanOuts.put(asset, origins);
      }
      return new GraphCommand.FanOut(asset, chunk, Optional.empty());
    }

    private void sendAway(GraphCommand command) {
      if (command instanceof GraphCommand.Propagate told) {
        Map<Origin, ExposureDelta> deltas =
            awayDeltas.computeIfAbsent(
                new Lane(told.target(), told.from(), told.edgeRevision()),
                lane -> new LinkedHashMap<>());
        told.deltas().forEach(delta -> deltas.put(delta.origin(), delta));
      } else {
        away.add(command);
      }
    }

    private void addChunks(Lane lane, Map<Origin, ExposureDelta> deltas) {
      List<ExposureDelta> all = List.copyOf(deltas.values());
      for (int from = 0; from < all.size(); from += Exposures.CHUNK) {
        Collection<ExposureDelta> chunk =
            all.subList(from, Math.min(all.size(), from + Exposures.CHUNK));
        away.add(
            new GraphCommand.Propagate(
                lane.to(), lane.from(), lane.edgeRevision(), List.copyOf(chunk)));
      }
    }
  }
}
