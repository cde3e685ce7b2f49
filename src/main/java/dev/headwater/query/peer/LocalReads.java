package dev.headwater.query.peer;

import dev.headwater.query.freshness.Applied;
import dev.headwater.query.freshness.Freshness;
import dev.headwater.query.freshness.Stale;
import dev.headwater.query.freshness.UnavailableException;
import dev.headwater.query.question.MovedException;
import dev.headwater.query.question.PartitionReads;
import dev.headwater.query.question.Question;
import dev.headwater.query.question.RunReads;
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
  private final IntFunction<Optional<Copy>> copies;
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
    this(hosted, hostedRuns, partition -> Optional.empty(), report);
  }

  /**
   * As above, with copies of partitions that other instances own.
   *
   * @param copies the copy of a partition; empty if there is none, or it cannot be read now
   */
  public LocalReads(
      IntFunction<Optional<PartitionReads>> hosted,
      IntFunction<Optional<RunReads>> hostedRuns,
      IntFunction<Optional<Copy>> copies,
      Supplier<InstanceReport> report) {
    this.hosted = hosted;
    this.hostedRuns = hostedRuns;
    this.copies = copies;
    this.report = report;
  }

  @Override
  public <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Duration patience) {
    return ask(questions, new Here(false));
  }

  @Override
  public <A extends Question.Answer> Answers<A> askCopy(
      List<? extends Question<A>> questions, Duration patience) {
    return ask(questions, new Here(true));
  }

  private static <A extends Question.Answer> Answers<A> ask(
      List<? extends Question<A>> questions, Here here) {
    try {
      Answers<A> answers = answer(questions, here);
      here.requireStillOwned();
      return answers;
    } catch (MovedException | UnavailableException | UnsupportedOperationException told) {
      throw told;
    } catch (RuntimeException failed) {
      here.requireStillOwned();
      if (here.stale.isEmpty()) {
        throw failed;
      }
      // The rows of a copy are written one by one, so that a reader may find only some of those
      // that belong together. And the row that a question begins after may not be there yet.
      throw new UnavailableException(
          "A copy of a partition is being written; try again in a moment.", failed);
    }
  }

  private static <A extends Question.Answer> Answers<A> answer(
      List<? extends Question<A>> questions, Here here) {
    List<A> answers = new ArrayList<>();
    long rows = 0;
    for (Question<A> question : questions) {
      A answer = question.answer(here);
      answers.add(answer);
      rows += answer.rows();
      if (rows >= ROWS_AT_ONCE) {
        break;
      }
    }
    return new Answers<>(answers, new Freshness(here.applied, here.stale));
  }

  /**
   * The partitions on this instance. Notes how far each partition was applied before it is read.
   */
  private final class Here implements Question.Hosted {
    private final SortedMap<Integer, Applied> applied = new TreeMap<>();
    private final SortedMap<Integer, Stale> stale = new TreeMap<>();
    private final Map<Integer, PartitionReads> byPartition = new HashMap<>();
    private final boolean orCopy;

    /**
     * @param orCopy whether to read a copy where this instance does not own the partition
     */
    Here(boolean orCopy) {
      this.orCopy = orCopy;
    }

    @Override
    public PartitionReads assets(int partition) {
      return byPartition.computeIfAbsent(partition, this::begin);
    }

    private PartitionReads begin(int partition) {
      PartitionReads reads =
          hosted
              .apply(partition)
              .or(() -> copy(partition))
              .orElseThrow(() -> new MovedException(partition));
      applied.put(partition, reads.applied());
      return reads;
    }

    /**
     * Its rows become those of a copy when a partition leaves this instance, and a copy is written
     * while it is read. So a partition has to be here before the read and after it.
     */
    void requireStillOwned() {
      for (int partition : byPartition.keySet()) {
        if (!stale.containsKey(partition) && hosted.apply(partition).isEmpty()) {
          throw new MovedException(partition);
        }
      }
    }

    private Optional<PartitionReads> copy(int partition) {
      if (!orCopy) {
        return Optional.empty();
      }
      Optional<Copy> copy = copies.apply(partition);
      copy.ifPresent(found -> stale.put(partition, found.stale()));
      return copy.map(Copy::reads);
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
