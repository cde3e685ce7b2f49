package dev.headwater.bench.scale;

import dev.headwater.stream.Partitioning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Plays steps over the partitions of a cluster, one commit interval after another. In each
 * interval, a stream thread works through what waits for its tasks, commands before events, until
 * its time is over. Then all threads commit, and what they sent waits for its owners in the next
 * interval.
 *
 * <p>Not thread-safe.
 */
public final class Flow {
  /**
   * What the steps are played on.
   *
   * @param threads of all instances together, each with a core of its own
   * @param commitMillis the interval between commits
   * @param costs of the work; {@link MeasuredCosts#NONE} lets each interval do all that waits
   */
  public record Setup(int partitions, int threads, double commitMillis, MeasuredCosts costs) {
    public Setup {
      if (partitions < 1 || threads < 1 || commitMillis <= 0) {
        throw new IllegalArgumentException(partitions + " partitions, " + threads + " threads");
      }
    }
  }

  private final Setup setup;
  private final ToIntFunction<Step.Ref> past;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<Long, Node> nodes = new HashMap<>();
  private final Counts counts = new Counts();
  private final Waits waits = new Waits();
  private final double[] busyMicros;
  private final double[] partitionMicros;
  private final double[] debtMicros;
  private double nowMillis;
  private double beganMillis;
  private int origins;

  /**
   * @param past how many origins an asset of before the first step is exposed to
   */
  public Flow(Setup setup, ToIntFunction<Step.Ref> past) {
    this.setup = setup;
    this.past = past;
    for (int partition = 0; partition < setup.partitions(); partition++) {
      tasks.add(new Task(this, partition));
    }
    this.busyMicros = new double[setup.threads()];
    this.partitionMicros = new double[setup.partitions()];
    this.debtMicros = new double[setup.threads()];
  }

  /** A step arrives at the partition of its output. */
  public void arrive(Step step) {
    int partition = Partitioning.partition(step.output().key(), setup.partitions());
    tasks.get(partition).events.add(new Task.Arrived(step, nowMillis));
  }

  /** Plays one commit interval. */
  public void interval() {
    for (int thread = 0; thread < setup.threads(); thread++) {
      work(thread);
    }
    nowMillis += setup.commitMillis();
    Map<Integer, List<Task.Batch>> sent = new HashMap<>();
    for (int thread = 0; thread < setup.threads(); thread++) {
      commit(thread, sent);
    }
    sent.forEach((partition, batches) -> tasks.get(partition).batches.addAll(batches));
  }

  /** Plays intervals until nothing waits. */
  public void rest() {
    while (waiting() > 0) {
      interval();
    }
  }

  private void work(int thread) {
    double left = setup.commitMillis() * 1_000 - debtMicros[thread];
    boolean more = true;
    while (left > 0 && more) {
      more = false;
      for (int p = thread; p < setup.partitions() && left > 0; p += setup.threads()) {
        double micros = next(tasks.get(p));
        more |= micros >= 0;
        if (micros > 0) {
          left -= micros;
          busyMicros[thread] += micros;
          partitionMicros[p] += micros;
        }
      }
    }
    debtMicros[thread] = Math.max(0, -left);
  }

  /** Does the next piece of work of a task; returns its time, or -1 if there is none. */
  private double next(Task task) {
    Task.Batch batch = task.batches.poll();
    if (batch != null) {
      task.batch(batch);
      return setup.costs().receiving(batch.records(), batch.commands().size());
    }
    Task.Arrived event = task.events.poll();
    if (event == null) {
      return -1;
    }
    task.event(event.step());
    waits.add(nowMillis + setup.commitMillis() - event.atMillis());
    return setup.costs().eventMicros();
  }

  private void commit(int thread, Map<Integer, List<Task.Batch>> sent) {
    Set<Long> partitions = new HashSet<>();
    boolean any = false;
    for (int p = thread; p < setup.partitions(); p += setup.threads()) {
      Task task = tasks.get(p);
      Counts before = counts.copy();
      Map<Integer, List<Command>> away = task.commit();
      away.forEach(
          (to, commands) -> {
            long bytes = commands.stream().mapToLong(Command::bytes).sum();
            int records = (int) (bytes / RowBytes.RECORD + 1);
            counts.graph(records, bytes + (long) records * RowBytes.RECORD_OVERHEAD);
            sent.computeIfAbsent(to, key -> new ArrayList<>())
                .add(new Task.Batch(commands, records));
            partitions.add((long) to);
          });
      for (Node asset : task.takeSummaries()) {
        partitions.add(
            setup.partitions() + Math.floorMod(asset.ref.id() * 31, setup.partitions()) + 0L);
      }
      if (task.takeAlerts() > 0) {
        partitions.add(-1L);
      }
      Counts wrote = counts.since(before);
      if (wrote.rows() > 0) {
        partitions.add(2L * setup.partitions() + p);
      }
      double micros = setup.costs().writing(wrote);
      busyMicros[thread] += micros;
      partitionMicros[p] += micros;
      debtMicros[thread] += micros;
      any |= wrote.records() > 0;
    }
    if (any) {
      counts.transaction(partitions.size());
      double micros = setup.costs().committing(partitions.size());
      busyMicros[thread] += micros;
      debtMicros[thread] += micros;
    }
  }

  /** The asset's node; the first call makes it. */
  Node node(Step.Ref ref) {
    return nodes.computeIfAbsent(
        ref.id(),
        id -> {
          Node node = new Node(ref, Partitioning.partition(ref.key(), setup.partitions()));
          if (ref.past()) {
            int exposed = past.applyAsInt(ref);
            for (int i = 0; i < exposed; i++) {
              node.exposures.join(nextOrigin(), Origins.state(2, i % 8 != 0));
            }
          }
          return node;
        });
  }

  int nextOrigin() {
    return ++origins;
  }

  boolean isLocal(Node node, int partition) {
    return node.partition == partition;
  }

  /** All assets so far. */
  Collection<Node> nodes() {
    return nodes.values();
  }

  /** What was counted so far. */
  public Counts counts() {
    return counts;
  }

  Waits waits() {
    return waits;
  }

  /** How many events and batches of commands wait. */
  public long waiting() {
    return tasks.stream().mapToLong(task -> task.events.size() + task.batches.size()).sum();
  }

  /** How many events wait at the partition where most do. */
  long waitingAtMost() {
    return tasks.stream().mapToLong(task -> task.events.size()).max().orElse(0);
  }

  /** Forgets the times so far: the first interval has no commands to work on. */
  void beginMeasuring() {
    beganMillis = nowMillis;
    Arrays.fill(busyMicros, 0);
    Arrays.fill(partitionMicros, 0);
  }

  /** The work of the busiest partition as a part of one thread's time. */
  double busiestPartition() {
    return max(partitionMicros) / ((nowMillis - beganMillis) * 1_000);
  }

  /** The work of all partitions, in cores. */
  double cores() {
    double sum = 0;
    for (double micros : busyMicros) {
      sum += micros;
    }
    return sum / ((nowMillis - beganMillis) * 1_000);
  }

  double busiestThread() {
    return max(busyMicros) / ((nowMillis - beganMillis) * 1_000);
  }

  private static double max(double[] values) {
    double max = 0;
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }
}
