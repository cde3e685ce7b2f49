package dev.headwater.simulation;

import dev.headwater.agreement.AlertTopic;
import dev.headwater.engine.Fault;
import dev.headwater.engine.View;
import dev.headwater.model.Asset;
import dev.headwater.model.AssetSummary;
import dev.headwater.model.Party;
import dev.headwater.model.command.CommandEnvelope;
import dev.headwater.oracle.Arrival;
import dev.headwater.query.progress.Offsets;
import dev.headwater.query.question.Feed;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.SpreadsQuestion;
import dev.headwater.simulation.Task.Input;
import dev.headwater.stream.Partitioning;
import dev.headwater.stream.store.GraphReader;
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
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * Simulates a cluster without brokers: tasks of the topology, and the partitions of the two topics
 * between them. A seeded random scheduler decides which record is delivered next, which event is
 * sent twice, how many records a transaction has, and at which step of it a task crashes.
 */
final class Simulation implements AutoCloseable {
  /** The steps of a transaction at which a task may crash. */
  enum Moment {
    /** Before a record is read: the first record of a transaction, or a later one. */
    BEFORE_RECORD,
    /** After a record was read, while its consequences are kept back. */
    AFTER_RECORD,
    /** After some of the rows were written. */
    IN_FLUSH,
    /** After everything was written and sent, and before the commit. */
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
   * @param ownedOf the number of partitions that the tasks believe there are; it differs from
   *     {@code partitions} only in a planted fault
   * @param budget the work budget of one record
   * @param guarantee decides what survives a crash
   * @param maxRecords after so many records, the simulation fails because it does not come to rest
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

  /** Returns the clients that number the events. */
  Emitters emitters() {
    return emitters;
  }

  /** Returns the last summary of each asset in its topic. */
  Map<Asset, AssetSummary> summaries() {
    return summaries;
  }

  /** Returns how often tasks crashed at each step. */
  Map<Moment, Integer> crashes() {
    return crashes;
  }

  /** Returns the number of records that tasks read. A record that is read again counts again. */
  int records() {
    return records;
  }

  /** Returns the number of committed transactions that had records. */
  int transactions() {
    return transactions;
  }

  int quarantined() {
    return quarantined;
  }

  /**
   * Sends all events of a log. In between, tasks do other work and crash, and some events are sent
   * a second time.
   */
  void feed(List<Arrival> log) {
    double patience = random.nextDouble();
    double calm = random.nextInt(3) * 0.45;
    for (int i = 0; i < log.size(); i++) {
      if (random.nextDouble() < calm) {
        rest();
      }
      while (random.nextDouble() < patience && step()) {
        // as long as the scheduler continues
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

  /**
   * Advances to an instant and comes to rest: nothing is in flight, nothing is due, and every
   * summary is published.
   */
  void restAt(Instant instant) {
    rest();
    passTime(instant);
    rest();
    steady = true; // no crashes: one could undo what the last tick did
    for (int tick = 0; tick < 12; tick++) {
      rest();
      passTime(now.plusMillis(200));
    }
    rest();
    steady = false;
  }

  /** Advances to the time of the arrival and sends its event. */
  void arrive(Arrival arrival) {
    passTime(arrival.at());
    publish(arrival);
  }

  /** Does one step that the scheduler picks. Returns false if there is nothing to do. */
  boolean work() {
    return step();
  }

  /** Commits all tasks. In a cluster, each task also commits after a while when no records come. */
  void commitAll() {
    for (int p = 0; p < partitions; p++) {
      commit(p);
    }
  }

  /** Closes a task and starts it again, as when a partition moves to another instance. */
  void move() {
    int partition = random.nextInt(partitions);
    commit(partition);
    crash(partition);
  }

  /** Returns the rows of a partition as the queries read them. */
  PartitionReads reads(int partition) {
    return tasks.get(partition).reads(now);
  }

  /** Returns the committed rows of a partition. */
  Map<Bytes, byte[]> committedRows(int partition) {
    return tasks.get(partition).committedRows();
  }

  /** Returns the rows of a copy of a partition as the queries read them. */
  PartitionReads reads(int partition, ReadOnlyKeyValueStore<Bytes, byte[]> copy) {
    return tasks.get(partition).reads(copy, now);
  }

  /** Returns the rows of a partition. */
  GraphReader rows(int partition) {
    return tasks.get(partition).view();
  }

  int partitions() {
    return partitions;
  }

  /** Returns the end offsets of the topics. */
  Offsets ends() {
    return offsets((feed, p) -> feed == Feed.EVENTS ? eventsEnd[p] : graphEnd[p]);
  }

  /** Returns the offsets that the tasks have committed. */
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

  /** Returns the events that are being spread, by partition, as readers see them. */
  Map<Integer, SpreadsQuestion.Spreads> spreads() {
    Map<Integer, SpreadsQuestion.Spreads> spreads = new TreeMap<>();
    for (int p = 0; p < partitions; p++) {
      spreads.put(p, tasks.get(p).spreads());
    }
    return spreads;
  }

  /** Returns the committed rows of the owner. */
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
        (packed, value) -> {
          String key = packed.get(0).command().target().key();
          toGraph(key, new Input(false, key.getBytes(StandardCharsets.UTF_8), value, now));
        });
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

  /** Crashes a task. It reads the records since its last commit again, each topic in its order. */
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
