package dev.headwater.query.question;

import dev.headwater.model.Moment;

/**
 * A read of one partition. {@code Reading} sends it to the instance that has the partition, and
 * that instance answers it. Questions and answers are records, and travel between instances as JSON
 * ({@code PeerProtocol}).
 *
 * @param <A> the answer
 */
public sealed interface Question<A extends Question.Answer>
    permits AlertsQuestion,
        AssetsQuestion,
        BlastRadiusQuestion,
        CandidatesQuestion,
        ClaimQuestion,
        DetailQuestion,
        EventsQuestion,
        ExposuresQuestion,
        FactsQuestion,
        JobQuestion,
        NamedQuestion,
        OverviewQuestion,
        RevisionsQuestion,
        RunsQuestion,
        SpreadsQuestion,
        StatementsQuestion,
        SuccessorsQuestion,
        TraceQuestion,
        VisitQuestion {

  /** The partition that can answer. */
  int partition();

  /** Whether the partition is one of the OpenLineage topic rather than one of the assets. */
  default boolean isOfRuns() {
    return false;
  }

  /** Decides which events count. */
  default Moment moment() {
    return Moment.NOW;
  }

  /**
   * Answers from the rows of that partition.
   *
   * @param reads the rows as of {@link #moment()}
   */
  A answer(PartitionReads reads);

  /** Answers on the instance that has the partition. */
  default A answer(Hosted hosted) {
    PartitionReads now = hosted.assets(partition());
    return answer(moment().isNow() ? now : now.at(moment()));
  }

  /**
   * The partitions on an instance. Throws {@link MovedException} for a partition that is not there.
   */
  interface Hosted {
    /** Reads of a partition of the assets. */
    PartitionReads assets(int partition);

    /** Reads of a partition of the OpenLineage topic. */
    RunReads runs(int partition);
  }

  /** An answer. */
  interface Answer {
    /** About how many rows it holds. This limits how many answers one response carries. */
    default int rows() {
      return 1;
    }
  }
}
