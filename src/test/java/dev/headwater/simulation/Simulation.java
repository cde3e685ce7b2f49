package dev.headwater.simulation;

import dev.headwater.agreement.AlertTopic;
import dev.headwater.engine.Fault;
import dev.headwater.engine.View;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Party;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.oracle.Arrival;
import dev.headwater.query.Feed;
import dev.headwater.query.Offsets;
import dev.headwater.query.PartitionReads;
import dev.headwater.query.SpreadsQuestion;
import dev.headwater.simulation.Task.Input;
import dev.headwater.stream.Partitioning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A cluster without brokers: tasks of the topology, and the partitions of the two topics between
 * them. A seeded scheduler decides what is delivered next, what is sent twice, how many records a
 * transaction spans, and at which step of it a task crashes.
 */
final class Simulation implements AutoCloseable {
  /** The steps of a transaction at which a task may crash. */
  enum Moment {
    /** A record is about to be read: the first of a transaction, or a further one. */
    BEFORE_RECORD,
    /** A record was read; what follows from it is kept back. */
    AFTER_RECORD,
    /** Some of the rows are written. */
    IN_FLUSH,
    /** All is written and sent, and nothing is committed. */
    BEFORE_COMMIT
  }

  private static final double[] CRASH_LIKELIHOODS = {0, 0.02, 0.08};
  private static final double[] COMMIT_LIKELIHOODS = {0.6, 0.2, 0.05};
  private static final int MOST_CRASHES = 40;
  private static final int MOST_PUTS = 12;

  private final Random random;
  private final double crashLikelihood;
  private final double commitLikelihood;
  private final int partitions;
  private final Wire wire = new Wire();
  private final Fault fault;
  private final int maxRecords;
  private final List<Task> tasks = new ArrayList<>();
  private final List<Deque<Input>> events = new ArrayList<>();
  private final List<Deque<Input>> graph = new ArrayList<>();
  private final long[] eventsEnd;
  private final long[] graphEnd;
  private final AlertTopic alerts = new AlertTopic();
  private final Emitters emitters = new Emitters();
  private final Map<Asset, AssetSummary> summaries = new HashMap<>();
  private Instant now;
  private int records;
  private final Map<Moment, Integer> crashes = new EnumMap<>(Moment.class);
  private boolean steady;
  private int transactions;
  private int quarantined;

  /**
   * @param ownedOf how many partitions the tasks believe there are; only a fault makes it differ
   * @param guarantee what a crash leaves
   * @param maxRecords to process before it is clear that this never ends
   */
  Simulation(
      Random random,
      int partitions,
      int ownedOf,
      int budget,
      Task.Guarantee guarantee,
      Fault fault,
      int maxRecords,
      Instant now) {
    this.random = random;
    this.crashLikelihood = CRASH_LIKELIHOODS[random.nextInt(CRASH_LIKELIHOODS.length)];
    this.commitLikelihood = COMMIT_LIKELIHOODS[random.nextInt(COMMIT_LIKELIHOODS.length)];
    this.partitions = partitions;
    this.fault = fault;
    this.maxRecords = maxRecords;
    this.now = now;
    this.eventsEnd = new long[partitions];
    this.graphEnd = new long[partitions];
    for (int p = 0; p < partitions; p++) {
      tasks.add(new Task(p, ownedOf, budget, guarantee, wire, now));
      events.add(new ArrayDeque<>());
      graph.add(new ArrayDeque<>());
    }
  }

  View owner(Party party) {
    return tasks.get(Partitioning.partition(party.key(), partitions)).view();
  }

  AlertTopic alerts() {
    return alerts;
  }

  /** Who numbered the events. */
  Emitters emitters() {
    return emitters;
  }

  /** The last summary of each asset on its topic. */
  Map<Asset, AssetSummary> summaries() {
    return summaries;
  }

  /** How often a task crashed at each step. */
  Map<Moment, Integer> crashes() {
    return crashes;
  }

  /** Records that were read, again ones included. */
  int records() {
    return records;
  }

  /** Transactions that were committed and were not empty. */
  int transactions() {
    return transactions;
  }

  int quarantined() {
    return quarantined;
  }

  /** Lets all of it arrive, with other work and crashes in between. */
  void feed(List<Arrival> log) {
    double patience = random.nextDouble();
    double calm = random.nextInt(3) * 0.45;
    for (int i = 0; i < log.size(); i++) {
      if (random.nextDouble() < calm) {
        rest();
      }
      while (random.nextDouble() < patience && step()) {
        // as much as the scheduler likes
      }
      passTime(log.get(i).at());
      publish(log.get(i));
      if (random.nextInt(10) == 0) {
        publish(new Arrival(log.get(random.nextInt(i + 1)).event(), now));
      }
    }
  }

  private void publish(Arrival arrival) {
    byte[] key = arrival.event().key().getBytes(StandardCharsets.UTF_8);
    int to =
        random.nextInt(5) == 0
            ? random.nextInt(partitions)
            : Partitioning.partition(arrival.event().key(), partitions);
    byte[] value = wire.events.encode(arrival.event());
    eventsEnd[to]++;
    events
        .get(to)
        .add(new Input(true, key, value, emitters.headers(arrival.event()), arrival.at()));
  }

  /** Comes to rest at this instant: nothing in flight, nothing due, every summary published. */
  void restAt(Instant instant) {
    rest();
    passTime(instant);
    rest();
    steady = true; // otherwise a crash could undo what the last tick did
    for (int tick = 0; tick < 12; tick++) {
      rest();
      passTime(now.plusMillis(200));
    }
    rest();
    steady = false;
  }

  /** Lets one event arrive. */
  void arrive(Arrival arrival) {
    passTime(arrival.at());
    publish(arrival);
  }

  /** Does one thing, as the scheduler likes; false if there is nothing to do. */
  boolean work() {
    return step();
  }

  /** Commits what has been read, as each task does after a while though nothing comes. */
  void commitAll() {
    for (int p = 0; p < partitions; p++) {
      commit(p);
    }
  }

  /** Closes a task and begins it anew, as when a partition moves to another instance. */
  void move() {
    int partition = random.nextInt(partitions);
    commit(partition);
    crash(partition);
  }

  /** The rows of a partition as the queries read them. */
  PartitionReads reads(int partition) {
    return tasks.get(partition).reads(now);
  }

  int partitions() {
    return partitions;
  }

  /** Where the topics end. */
  Offsets ends() {
    return offsets((feed, p) -> feed == Feed.EVENTS ? eventsEnd[p] : graphEnd[p]);
  }

  /** Up to where the tasks have committed. */
  Offsets committed() {
    return offsets(
        (feed, p) -> {
          boolean event = feed == Feed.EVENTS;
          int open = (event ? events : graph).get(p).size() + tasks.get(p).uncommitted(event);
          return (event ? eventsEnd : graphEnd)[p] - open;
        });
  }

  private Offsets offsets(ToLongBiFunction<Feed, Integer> offset) {
    Map<Feed, List<Long>> byFeed = new EnumMap<>(Feed.class);
    for (Feed feed : List.of(Feed.EVENTS, Feed.GRAPH)) {
      List<Long> offsets = new ArrayList<>();
      for (int p = 0; p < partitions; p++) {
        offsets.add(offset.applyAsLong(feed, p));
      }
      byFeed.put(feed, offsets);
    }
    return new Offsets(byFeed);
  }

  /** The events that are being spread, as readers see it. */
  Map<Integer, SpreadsQuestion.Spreads> spreads() {
    Map<Integer, SpreadsQuestion.Spreads> spreads = new TreeMap<>();
    for (int p = 0; p < partitions; p++) {
      spreads.put(p, tasks.get(p).spreads());
    }
    return spreads;
  }

  /** What is committed at the owner. */
  View committedOwner(Party party) {
    return tasks.get(Partitioning.partition(party.key(), partitions)).committedView();
  }

  Instant now() {
    return now;
  }

  private void rest() {
    boolean more = true;
    while (more) {
      while (step()) {
        // until nothing is in flight
      }
      for (int p = 0; p < partitions; p++) {
        commit(p);
      }
      more = Stream.concat(graph.stream(), events.stream()).anyMatch(topic -> !topic.isEmpty());
    }
  }

  private void passTime(Instant instant) {
    Duration duration = Duration.between(now, instant);
    if (!duration.isNegative() && !duration.isZero()) {
      now = instant;
      tasks.forEach(task -> task.passTime(duration));
    }
  }

  private boolean step() {
    List<Deque<Input>> waiting = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      for (Deque<Input> topic : List.of(events.get(p), graph.get(p))) {
        if (!topic.isEmpty()) {
          waiting.add(topic);
          owners.add(p);
        }
      }
    }
    if (waiting.isEmpty()) {
      return false;
    }
    int pick = random.nextInt(waiting.size());
    int partition = owners.get(pick);
    if (crashesAt(Moment.BEFORE_RECORD)) {
      crash(partition);
    }
    Input input = waiting.get(pick).remove();
    if (++records > maxRecords) {
      throw new NeverAtRestException(maxRecords);
    }
    tasks.get(partition).process(input);
    if (!input.event() && fault != Fault.NONE) {
      decode(input.value())
          .forEach(
              sent ->
                  fault
                      .surplus(sent.command())
                      .forEach(
                          surplus ->
                              send(List.of(new CommandEnvelope(surplus, sent.causeMillis())))));
    }
    if (crashesAt(Moment.AFTER_RECORD)) {
      crash(partition);
    } else if (random.nextDouble() < commitLikelihood) {
      commit(partition);
    }
    return true;
  }

  private List<CommandEnvelope> decode(byte[] commands) {
    return wire.commands.decode(commands, now.toEpochMilli()).commands();
  }

  private void send(List<CommandEnvelope> commands) {
    wire.commands.encode(
        commands,
        now.toEpochMilli(),
        (key, value) ->
            toGraph(key, new Input(false, key.getBytes(StandardCharsets.UTF_8), value, now)));
  }

  private void toGraph(String key, Input input) {
    int to = Partitioning.partition(key, partitions);
    graphEnd[to]++;
    graph.get(to).add(input);
  }

  private void commit(int partition) {
    Task task = tasks.get(partition);
    if (crashesAt(Moment.IN_FLUSH)) {
      task.flush(random.nextInt(MOST_PUTS));
      crash(partition);
      return;
    }
    task.flush();
    if (crashesAt(Moment.BEFORE_COMMIT)) {
      crash(partition);
      return;
    }
    transactions += task.uncommitted() > 0 ? 1 : 0;
    Task.Output output = task.commit();
    for (TestRecord<byte[], byte[]> record : output.commands()) {
      if (fault != Fault.NONE) {
        send(decode(record.value()).stream().filter(sent -> !fault.loses(sent.command())).toList());
      } else {
        toGraph(
            new String(record.key(), StandardCharsets.UTF_8),
            new Input(false, record.key(), record.value(), record.getRecordTime()));
      }
    }
    output.alerts().forEach(value -> alerts.deliver(wire.alerts.decode(value)));
    for (byte[] value : output.summaries()) {
      AssetSummary summary = wire.summaries.decode(value);
      summaries.put(summary.asset(), summary);
    }
    quarantined += output.quarantined();
  }

  private boolean crashesAt(Moment moment) {
    boolean hit = !steady && allCrashes() < MOST_CRASHES && random.nextDouble() < crashLikelihood;
    if (hit) {
      crashes.merge(moment, 1, Integer::sum);
    }
    return hit;
  }

  private int allCrashes() {
    return crashes.values().stream().mapToInt(times -> times).sum();
  }

  /** What was read since the last commit is read again, events and commands each in their order. */
  private void crash(int partition) {
    List<Input> again = tasks.get(partition).crash(now, committed().of(Feed.GRAPH).get(partition));
    for (int i = again.size() - 1; i >= 0; i--) {
      Deque<Input> topic = again.get(i).event() ? events.get(partition) : graph.get(partition);
      topic.addFirst(again.get(i));
    }
  }

  @Override
  public void close() {
    tasks.forEach(Task::close);
  }
}
