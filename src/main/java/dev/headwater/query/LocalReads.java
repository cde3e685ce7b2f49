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

/** Reads of the partitions on this instance. Answers at once, on the caller's thread. */
public final class LocalReads implements InstanceReads {

  /** Rows after which the rest of the questions is left for another request. */
  static final int ROWS_AT_ONCE = 50_000;

  private final IntFunction<Optional<PartitionReads>> hosted;
  private final Supplier<InstanceReport> report;

  /**
   * @param hosted the rows of a partition, if they are on this instance and can be read
   * @param report what this instance says of itself
   */
  public LocalReads(IntFunction<Optional<PartitionReads>> hosted, Supplier<InstanceReport> report) {
    this.hosted = hosted;
    this.report = report;
  }

  @Override
  public <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience) {
    SortedMap<Integer, Applied> applied = new TreeMap<>();
    List<A> answers = new ArrayList<>();
    Map<Integer, PartitionReads> byPartition = new HashMap<>();
    long rows = 0;
    for (Question<A> question : questions) {
      PartitionReads now = byPartition.computeIfAbsent(question.partition(), this::reads);
      applied.computeIfAbsent(question.partition(), first -> now.applied());
      A answer =
          question.answer(question.moment().isNow() ? now : now.at(question.moment()));
      answers.add(answer);
      rows += answer.rows();
      if (rows >= ROWS_AT_ONCE) {
        break;
      }
    }
    return new Answers<>(answers, new Freshness(applied));
  }

  private PartitionReads reads(int partition) {
    return hosted.apply(partition).orElseThrow(() -> new MovedException(partition));
  }

  @Override
  public InstanceReport report(Duration patience) {
    return report.get();
  }
}
