package dev.headwater.engine;

import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Party;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.ExposureDelta;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.model.command.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * Runs the commands that follow from records within their partition, up to a work budget, and
 * collects what has to leave the task.
 *
 * <p>Changes of an asset's exposures are not sent to its neighbours at once. They wait until {@link
 * #drain}, and are coalesced over all records since the last one: an exposure that changed several
 * times is sent once, in its last state. Not thread-safe.
 */
public final class Worklist {
  private final Engine engine;
  private final Predicate<Party> local;
  private final int budget;
  private final Deque<CommandEnvelope> todo = new ArrayDeque<>();
  private final Set<GraphCommand> waiting = new HashSet<>();
  private final Map<Asset, Told> fanOuts = new LinkedHashMap<>();
  private final List<CommandEnvelope> away = new ArrayList<>();
  private final Map<Lane, Load> loads = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final List<Long> alertCausesMillis = new ArrayList<>();
  private final Set<Asset> changedAssets = new LinkedHashSet<>();
  private final List<LineageEvent> conflicts = new ArrayList<>();
  private int deltas;
  private boolean holding;
  private long steps;

  /**
   * Creates a worklist.
   *
   * @param engine the engine
   * @param local whether an asset or a producer instance belongs to this partition
   * @param budget the work budget: the number of commands handled and messages sent for one record,
   *     and the same number again for each {@link #drain}. The rest continues by messages to this
   *     partition
   */
  public Worklist(Engine engine, Predicate<Party> local, int budget) {
    this.engine = engine;
    this.local = local;
    this.budget = budget;
  }

  /**
   * What has to leave the task.
   *
   * @param commands for other partitions, and for this one beyond the budget
   * @param alerts alerts to deliver, in this order
   * @param alertCausesMillis the timestamps of the events that caused alerts, or of the timers, in
   *     epoch milliseconds; one for each alert that was not held back
   * @param changedAssets assets whose summary has changed
   */
  public record Outcome(
      List<CommandEnvelope> commands,
      List<Alert> alerts,
      List<Long> alertCausesMillis,
      Set<Asset> changedAssets) {}

  private record Lane(Asset to, Asset from, long edgeRevision) {}

  private static final class Load {
    private final Map<Origin, ExposureDelta> deltas = new LinkedHashMap<>();
    private long causeMillis;
    private long delayMillis;
  }

  private static final class Told {
    private final Set<Origin> origins = new LinkedHashSet<>();
    private long causeMillis;
    private long delayMillis;
  }

  /**
   * Handles a command, and the commands of this partition that follow from it.
   *
   * @return events that have the id of another event but other content
   */
  public List<LineageEvent> accept(CommandEnvelope first, State state, Instant now) {
    conflicts.clear();
    add(first);
    work(state, now);
    return List.copyOf(conflicts);
  }

  /** Handles the commands in {@link #todo}; at least one, if there are any. */
  private void work(State state, Instant now) {
    int left = budget;
    int sent = sent();
    while (!todo.isEmpty() && left - (sent() - sent) > 0) {
      step(todo.poll(), state, now);
      left--;
    }
    away.addAll(todo);
    todo.clear();
    waiting.clear();
  }

  /** Sets whether alerts are held back from now on; see {@link Engine#decide}. */
  public void hold(boolean back) {
    holding = back;
  }

  /** Whether there are alerts that {@link #drain} has to return. */
  public boolean hasAlerts() {
    return !alerts.isEmpty();
  }

  /** Takes an alert that was held back, for delivery. */
  public void deliver(Alert alert) {
    alerts.add(alert);
  }

  /** Sends changed exposures to neighbours, and returns what has to leave the task. */
  public Outcome drain(State state, Instant now) {
    int left = budget;
    int sent = sent();
    while (!(todo.isEmpty() && fanOuts.isEmpty()) && left - (sent() - sent) > 0) {
      step(todo.isEmpty() ? nextFanOut() : todo.poll(), state, now);
      left--;
    }
    away.addAll(todo);
    todo.clear();
    waiting.clear();
    while (!fanOuts.isEmpty()) {
      away.add(nextFanOut());
    }
    loads.forEach(this::addChunks);
    Outcome outcome =
        new Outcome(
            List.copyOf(away),
            List.copyOf(alerts),
            List.copyOf(alertCausesMillis),
            new LinkedHashSet<>(changedAssets));
    away.clear();
    loads.clear();
    alerts.clear();
    alertCausesMillis.clear();
    changedAssets.clear();
    deltas = 0;
    return outcome;
  }

  /** How much waits for {@link #drain}: commands, changed exposures to send, alerts, and assets. */
  public int pending() {
    return sent() + fanOuts.size() + alerts.size() + changedAssets.size();
  }

  /** Whether something has to leave the task. */
  public boolean hasMessages() {
    return sent() + fanOuts.size() + alerts.size() > 0;
  }

  /** The number of commands handled so far. */
  public long steps() {
    return steps;
  }

  private int sent() {
    return away.size() + loads.size() + deltas / Exposures.CHUNK;
  }

  private void add(CommandEnvelope sent) {
    GraphCommand command = sent.command();
    if (!local.test(command.target())) {
      sendAway(sent);
    } else if (command instanceof GraphCommand.FanOut fanOut && fanOut.after().isEmpty()) {
      Told told = fanOuts.computeIfAbsent(fanOut.target(), asset -> new Told());
      told.origins.addAll(fanOut.origins());
      told.causeMillis = Math.max(told.causeMillis, sent.causeMillis());
      told.delayMillis = Math.max(told.delayMillis, sent.delayMillis());
    } else if (!isCoalesced(command) || waiting.add(command)) {
      todo.add(sent);
    }
  }

  private static boolean isCoalesced(GraphCommand command) {
    return command instanceof GraphCommand.AssessOrigin
        || command instanceof GraphCommand.Announce
        || command instanceof GraphCommand.ReviewRepresentation;
  }

  private void step(CommandEnvelope sent, State state, Instant now) {
    steps++;
    if (isCoalesced(sent.command())) {
      waiting.remove(sent.command());
    }
    Effects decision = engine.decide(sent.command(), state, now, sent.causeMillis(), holding);
    decision.changes().forEach(state::apply);
    decision.commands().forEach(command -> follow(sent.next(command)));
    for (Alert alert : decision.alerts()) {
      alerts.add(alert);
      alertCausesMillis.add(sent.causeMillis());
    }
    changedAssets.addAll(decision.changedAssets());
    conflicts.addAll(decision.conflicts());
  }

  private void follow(CommandEnvelope sent) {
    if (isLarge(sent.command())) {
      sendAway(sent); // in a separate transaction, although its owner is here
    } else {
      add(sent);
    }
  }

  private static boolean isLarge(GraphCommand command) {
    return command instanceof GraphCommand.Spread
        || command instanceof GraphCommand.DeclareAll all && all.after().isPresent();
  }

  private CommandEnvelope nextFanOut() {
    Asset asset = fanOuts.keySet().iterator().next();
    Told told = fanOuts.get(asset);
    List<Origin> chunk = told.origins.stream().limit(Exposures.CHUNK).toList();
    chunk.forEach(told.origins::remove);
    if (told.origins.isEmpty()) {
      fanOuts.remove(asset);
    }
    return new CommandEnvelope(
        new GraphCommand.FanOut(asset, chunk, Optional.empty()),
        told.causeMillis,
        told.delayMillis);
  }

  private void sendAway(CommandEnvelope sent) {
    if (sent.command() instanceof GraphCommand.Propagate told) {
      Load load =
          loads.computeIfAbsent(
              new Lane(told.target(), told.from(), told.edgeRevision()), lane -> new Load());
      load.causeMillis = Math.max(load.causeMillis, sent.causeMillis());
      load.delayMillis = Math.max(load.delayMillis, sent.delayMillis());
      for (ExposureDelta delta : told.deltas()) {
        deltas += load.deltas.put(delta.origin(), delta) == null ? 1 : 0;
      }
    } else {
      away.add(sent);
    }
  }

  private void addChunks(Lane lane, Load load) {
    List<ExposureDelta> all = List.copyOf(load.deltas.values());
    for (int from = 0; from < all.size(); from += Exposures.CHUNK) {
      List<ExposureDelta> chunk = all.subList(from, Math.min(all.size(), from + Exposures.CHUNK));
      away.add(
          new CommandEnvelope(
              new GraphCommand.Propagate(
                  lane.to(), lane.from(), lane.edgeRevision(), List.copyOf(chunk)),
              load.causeMillis,
              load.delayMillis));
    }
  }
}
