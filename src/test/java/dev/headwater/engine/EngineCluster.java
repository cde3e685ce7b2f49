package dev.headwater.engine;

import dev.headwater.agreement.AlertTopic;
import dev.headwater.model.Alert;
import dev.headwater.model.Asset;
import dev.headwater.model.LineageEvent;
import dev.headwater.model.Party;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.model.command.GraphCommand;
import dev.headwater.oracle.Arrival;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Simulates partitions of the engine, without Kafka, and lanes between them. A lane leads from one
 * partition to another and keeps the order of its commands. A seeded random scheduler picks the
 * lane to deliver from next.
 */
final class EngineCluster {
  private static final int OUTSIDE = -1;
  private static final int RESET = -2;

  private record Lane(int from, int to) {}

  private final Random random;
  private final List<MemoryState> states = new ArrayList<>();
  private final List<Worklist> worklists = new ArrayList<>();
  private final Map<Lane, Deque<CommandEnvelope>> lanes = new LinkedHashMap<>();
  private final Engine engine;
  private final int budget;
  private AlertTopic alerts = new AlertTopic();
  private final Fault fault;
  private final int maxSteps;
  private Instant now = Instant.EPOCH;
  private long steps;
  private long alertRecords;

  /**
   * @param budget the work budget of one record; with 1, every single command goes through the
   *     lanes
   * @param maxSteps after so many commands, the cluster fails because it does not come to rest
   */
  EngineCluster(
      Random random, int partitions, int budget, int maxSteps, Fault fault, Policy policy) {
    this.random = random;
    this.fault = fault;
    this.maxSteps = maxSteps;
    this.engine = new Engine(policy);
    this.budget = budget;
    start(partitions);
  }

  private void start(int partitions) {
    for (int p = 0; p < partitions; p++) {
      int partition = p;
      states.add(new MemoryState());
      worklists.add(
          new Worklist(
              engine,
              party -> fault != Fault.NONE || partition(party, partitions) == partition,
              budget));
    }
  }

  /**
   * Deletes all rows, and sends the alerts that are open to the owners of the new ones. The topic
   * of alerts keeps these alerts only, because new rows have no others.
   *
   * @param first whether the alerts arrive before everything else
   */
  void reset(List<Alert> open, boolean first) {
    int partitions = states.size();
    steps = 0;
    states.clear();
    worklists.clear();
    start(partitions);
    alerts = new AlertTopic();
    for (Alert alert : open) {
      alerts.deliver(alert);
      GraphCommand command = new GraphCommand.Former(alert, false);
      send(
          new Lane(RESET, partition(command.target(), partitions)),
          new CommandEnvelope(command, now.toEpochMilli()));
    }
    if (first) {
      rest();
    }
  }

  /** Has each owner decide about the alerts of before the reset that have not opened again. */
  void settleFormerAlerts() {
    for (int p = 0; p < states.size(); p++) {
      for (Alert alert : states.get(p).formerAlerts()) {
        handle(p, new CommandEnvelope(new GraphCommand.Former(alert, true), now.toEpochMilli()));
      }
    }
    rest();
  }

  static int partition(Party party, int partitions) {
    return Math.floorMod(party.key().hashCode() * 0x9E3779B1, partitions);
  }

  MemoryState owner(Party party) {
    return states.get(partition(party, states.size()));
  }

  List<MemoryState> states() {
    return states;
  }

  AlertTopic alerts() {
    return alerts;
  }

  /** Returns the number of alert records that were delivered. */
  long alertRecords() {
    return alertRecords;
  }

  Instant now() {
    return now;
  }

  /** Sends all events of a log, with other work in between, and comes to rest. */
  void feed(List<Arrival> log) {
    double patience = random.nextDouble();
    double calm = random.nextInt(3) * 0.45;
    for (Arrival arrival : log) {
      if (random.nextDouble() < calm) {
        rest();
      }
      while (random.nextDouble() < patience && deliverOne()) {
        // as long as the scheduler continues
      }
      passTime(arrival.at());
      home(arrival.event())
          .ifPresent(
              home -> {
                int to =
                    random.nextInt(5) == 0
                        ? random.nextInt(states.size())
                        : partition(home, states.size());
                send(
                    new Lane(OUTSIDE, to),
                    new CommandEnvelope(
                        new GraphCommand.Admit(home, arrival.event(), arrival.event().hashCode()),
                        arrival.at().toEpochMilli()));
              });
    }
    rest();
  }

  /**
   * Returns the home of an event: its document's target, or else its first output. Empty if it has
   * neither.
   */
  private static Optional<Asset> home(LineageEvent event) {
    return event
        .document()
        .map(document -> document.target())
        .or(() -> event.outputs().stream().map(output -> output.asset()).findFirst());
  }

  /** Advances to an instant, runs the timers on the way, and works until nothing is left to do. */
  void restAt(Instant instant) {
    rest();
    Optional<Long> next = nextDueMillis();
    while (next.isPresent() && next.get() <= instant.toEpochMilli()) {
      passTime(Instant.ofEpochMilli(next.get()));
      rest();
      next = nextDueMillis();
    }
    passTime(instant);
    rest();
  }

  private Optional<Long> nextDueMillis() {
    return states.stream().flatMap(state -> state.nextDueMillis().stream()).min(Long::compare);
  }

  private void passTime(Instant instant) {
    now = now.isBefore(instant) ? instant : now;
    for (int p = 0; p < states.size(); p++) {
      for (Timer timer : states.get(p).due(now.toEpochMilli())) {
        handle(p, new CommandEnvelope(timer.command(), timer.dueMillis()));
      }
    }
  }

  private void rest() {
    do {
      while (deliverOne()) {
        // until nothing is in flight
      }
      for (int p = 0; p < states.size(); p++) {
        drain(p);
      }
    } while (lanes.values().stream().anyMatch(lane -> !lane.isEmpty()));
  }

  private boolean deliverOne() {
    List<Lane> waiting =
        lanes.entrySet().stream()
            .filter(lane -> !lane.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .toList();
    if (waiting.isEmpty()) {
      return false;
    }
    Lane lane = waiting.get(random.nextInt(waiting.size()));
    handle(lane.to(), lanes.get(lane).remove());
    return true;
  }

  private void handle(int partition, CommandEnvelope sent) {
    Worklist worklist = worklists.get(partition);
    long before = worklist.steps();
    worklist.accept(sent, states.get(partition), now);
    steps += 1 + worklist.steps() - before;
    fault
        .surplus(sent.command())
        .forEach(next -> send(partition, new CommandEnvelope(next, sent.causeMillis())));
    if (random.nextInt(3) > 0) {
      drain(partition);
    }
  }

  private void drain(int partition) {
    Worklist worklist = worklists.get(partition);
    long before = worklist.steps();
    Worklist.Outcome outcome = worklist.drain(states.get(partition), now);
    steps += worklist.steps() - before;
    if (steps > maxSteps) {
      throw new NeverAtRestException(maxSteps);
    }
    outcome.commands().forEach(next -> send(partition, next));
    outcome.alerts().forEach(alerts::deliver);
    alertRecords += outcome.alerts().size();
  }

  private void send(int from, CommandEnvelope sent) {
    if (!fault.loses(sent.command())) {
      int to = partition(fault.handledBy(sent.command()), states.size());
      send(new Lane(from, to), sent);
    }
  }

  private void send(Lane lane, CommandEnvelope sent) {
    lanes.computeIfAbsent(lane, key -> new ArrayDeque<>()).add(sent);
  }
}
