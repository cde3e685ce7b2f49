package dev.headwater.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Reads the partitions on this instance, at once and on the caller's thread. */
public final class LocalReads implements InstanceReads {

  /** The number of rows after which it leaves the remaining questions to another request. */
  static final int ROWS_AT_ONCE = 50_000;

  private final IntFunction<Optional<PartitionReads>> hosted;
  private final IntFunction<Optional<RunReads>> hostedRuns;
  private final Supplier<InstanceReport> report;

  /**
   * @param hosted the rows of a partition; empty if they are not on this instance or cannot be read
   *     now
   * @param report the report of this instance
   */
  public LocalReads(IntFunction<Optional<PartitionReads>> hosted, Supplier<InstanceReport> report) {
    this(hosted, partition -> Optional.empty(), report);
  }

  /**
   * As above, with partitions of the OpenLineage topic.
   *
   * @param hostedRuns the runs of a partition; empty if they are not on this instance or cannot be
   *     read now
   */
  public LocalReads(
      IntFunction<Optional<PartitionReads>> hosted,
      IntFunction<Optional<RunReads>> hostedRuns,
      Supplier<InstanceReport> report) {
    this.hosted = hosted;
    this.hostedRuns = hostedRuns;
    this.report = report;
  }

  @Override
  public <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience) {
    SortedMap<Integer, Applied> applied = new TreeMap<>();
    List<A> answers = new ArrayList<>();
    Here here = new Here(applied);
    long rows = 0;
    for (Question<A> question : questions) {
      A answer = question.answer(here);
      answers.add(answer);
      rows += answer.rows();
      if (rows >= ROWS_AT_ONCE) {
        break;
      }
    }
    return new Answers<>(answers, new Freshness(applied));
  }

  /**
   * The partitions on this instance. Notes how far each partition was applied before it is read.
   */
  private final class Here implements Question.Hosted {
    private final SortedMap<Integer, Applied> applied;
    private final Map<Integer, PartitionReads> byPartition = new HashMap<>();

    Here(SortedMap<Integer, Applied> applied) {
      this.applied = applied;
    }

    @Override
    public PartitionReads assets(int partition) {
      return byPartition.computeIfAbsent(partition, this::begin);
    }

    private PartitionReads begin(int partition) {
      PartitionReads reads =
          hosted.apply(partition).orElseThrow(() -> new MovedException(partition));
      applied.put(partition, reads.applied());
      return reads;
    }

    @Override
    public RunReads runs(int partition) {
      return hostedRuns
          .apply(partition)
          .orElseThrow(
              () -> new MovedException("this instance does not have the runs of " + partition));
    }
  }

  @Override
  public InstanceReport report(Duration patience) {
    return report.get();
  }
}
